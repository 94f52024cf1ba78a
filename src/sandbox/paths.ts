import type { SignedPolicy } from './security.ts'

/** What a CDN path asks for. */
type CdnTask =
  | { readonly kind: 'run'; readonly workflow: string }
  | { readonly kind: 'status'; readonly jobid: string }
  | { readonly kind: 'file' }
  | { readonly kind: 'unsupported' }

export interface CdnPath {
  readonly apiKey: string | null
  readonly security: SignedPolicy | null
  readonly task: CdnTask
  /** The text after the last task, as it came on the wire. */
  readonly source: string
}

/** A source as the service understands it. `text` is what the answer names in `sources`. */
export type RunSource =
  | { readonly kind: 'handle'; readonly text: string }
  | { readonly kind: 'url'; readonly text: string }
  | { readonly kind: 'alias'; readonly text: string; readonly path: string }

/** The path and the query of a request target, undecoded. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf('?')
  return mark < 0
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) }
}

/** Reads `[/APIKEY][/task=k:v,k:v]…/source`; null when a percent escape is broken. */
export function parseCdnPath(path: string): CdnPath | null {
  let rest = path.slice(1)
  let apiKey: string | null = null
  let security: SignedPolicy | null = null
  let task: CdnTask = { kind: 'file' }
  const first = readSegment(rest)
  if (first.length < rest.length && /^[A-Za-z0-9_-]+$/.test(first)) {
    apiKey = first
    rest = rest.slice(first.length + 1)
  }
  for (;;) {
    const raw = readSegment(rest)
    const segment = decodePercent(raw)
    if (segment === null) return null
    const name = /^([a-z0-9_]+)=/.exec(segment)?.[1]
    if (name === undefined) return { apiKey, security, task, source: rest }
    const values = readParameters(segment.slice(name.length + 1))
    if (name === 'security') security = readSecurity(values)
    else task = readTask(name, values)
    rest = rest.slice(raw.length + 1)
  }
}

/** Decodes a source; null when the service could not fetch it. */
export function parseSource(raw: string): RunSource | null {
  const plain = decodeSource(raw)
  const text = plain?.startsWith('b64://') === true ? decodeBase64(plain.slice('b64://'.length)) : plain
  if (text === null || text === '') return null
  if (/^https?:\/\//i.test(text)) return URL.canParse(text) ? { kind: 'url', text } : null
  if (text.startsWith('src://')) return readAlias(text, text.slice('src://'.length))
  if (text.includes('://')) return null
  return text.includes('/') ? readAlias(text, text) : { kind: 'handle', text }
}

/** The target without policy and signature, for the ledger and logs. */
export function redactTarget(target: string): string {
  return target
    .replace(/(\/security(?:=|%3D))[^/?]*/gi, '$1redacted')
    .replace(/([?&](?:policy|signature|X-Sandbox-Signature)=)[^&#]*/gi, '$1redacted')
}

function readSegment(rest: string): string {
  const slash = rest.indexOf('/')
  return slash < 0 ? rest : rest.slice(0, slash)
}

function readParameters(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').map((pair): [string, string] => {
      const colon = pair.indexOf(':')
      return colon < 0 ? [pair, ''] : [pair.slice(0, colon), pair.slice(colon + 1)]
    }),
  )
}

/** A missing policy or signature is empty: a security task without it is checked, and so refused. */
function readSecurity(values: ReadonlyMap<string, string>): SignedPolicy {
  const policy = values.get('p') ?? values.get('policy') ?? ''
  const signature = values.get('s') ?? values.get('signature') ?? ''
  return { policy, signature }
}

function readTask(name: string, values: ReadonlyMap<string, string>): CdnTask {
  if (name === 'run_workflow') return { kind: 'run', workflow: values.get('id') ?? '' }
  if (name === 'workflow_status') return { kind: 'status', jobid: values.get('job_id') ?? '' }
  return { kind: 'unsupported' }
}

/** Percent-decoded; null when an escape is broken. */
export function decodePercent(text: string): string | null {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** A raw URL keeps its own escapes; everything else was escaped once for the path. */
function decodeSource(raw: string): string | null {
  return /^https?:\/\//i.test(raw) ? raw : decodePercent(raw)
}

function decodeBase64(text: string): string | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9_-]+={0,2}$/.test(text)) return null
  return Buffer.from(text, 'base64url').toString('utf8')
}

function readAlias(text: string, aliasAndPath: string): RunSource | null {
  const slash = aliasAndPath.indexOf('/')
  const path = aliasAndPath.slice(slash + 1)
  return slash < 1 || path === '' ? null : { kind: 'alias', text, path }
}
