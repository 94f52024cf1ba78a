import { readCdnPath, type CdnTask } from './cdn-path.ts'
import { parseCdnSource, type CdnSource } from './cdn-url-source.ts'
import { unescaped } from './policy-base64.ts'
import { withoutTrailing } from './trailing.ts'

/** A Filestack CDN or File API URL, taken apart, its security as it is written. */
export interface CdnUrlParts {
  /** Host and port as written. */
  readonly host: string
  readonly apiKey: string | null
  /** The steps in order; `security` is not among them. */
  readonly tasks: readonly CdnTask[]
  /** As it stands in the path, whatever it holds. */
  readonly securityStep: string | null
  /** With its `?`, or empty. */
  readonly query: string
  readonly source: CdnSource
}

/** The same with its security read. */
export interface CdnUrl extends Omit<CdnUrlParts, 'securityStep' | 'query'> {
  readonly security: { readonly policy: string; readonly signature: string } | null
}

const FILESTACK_HOSTS: ReadonlySet<string> = new Set([
  'cdn.filestackcontent.com',
  'cdn.filestackapi.com',
  'process.filestackapi.com',
])
const FILE_API_HOSTS: ReadonlySet<string> = new Set([
  'www.filestackapi.com',
  'api.filestackapi.com',
  'www.filepicker.io',
])

/** A dot and a port that say nothing. */
const ENDS_OF_HOST = /\.?(?::(?:443|80))?$/
const URL_PARTS = /^https?:\/\/([^/?#@\s]+)(\/[^?#]*)?(\?[^#]*)?/i
/**
 * The security step anywhere in a path, percent-encoded or not. The policy may hold a slash where it was written in
 * standard base64.
 */
const SECURITY =
  /(?:\/|%2F)security(?:=|%3D)(?:(?:p|policy)(?::|%3A)[A-Za-z0-9+/_=%-]+(?:,|%2C)(?:s|signature)(?::|%3A)|)(?:(?!%2F)[^/?#\s"'<>])*/i
const SECURITY_ALL = new RegExp(SECURITY.source, 'gi')
/** A quick test: a text without it has no security step. */
const MENTIONED = /security/i
const SECURITY_QUERY = /([?&])(?:policy|signature)=[^&#\s"'<>]*/gi
/** Neighbouring ones at once, with the `&` behind them. */
const SECURITY_QUERIES =
  /([?&])(?:policy|signature)=[^&#\s"'<>]*(?:&(?:policy|signature)=[^&#\s"'<>]*)*(&?)/gi

/** Is the host one that answers CDN paths? `cdnHosts` are those of custom CNAMEs, `host[:port]` in lower case. */
export function isCdnHost(host: string, cdnHosts: readonly string[]): boolean {
  const written = host.toLowerCase()
  const name = written.endsWith('.') || written.includes(':') ? written.replace(ENDS_OF_HOST, '') : written
  return FILESTACK_HOSTS.has(name) || FILE_API_HOSTS.has(name) || cdnHosts.includes(name)
}

/** Takes a CDN or File API URL apart, whatever its host; null when it is no http(s) URL or has a broken escape. */
export function parseCdnUrl(url: string): CdnUrl | null {
  const parts = splitCdnUrl(url)
  if (parts === null) return null
  const { securityStep, query, ...others } = parts
  return { ...others, security: readSecurity(securityStep, query) }
}

/** `parseCdnUrl` without a look at what the security says. */
export function splitCdnUrl(url: string): CdnUrlParts | null {
  const parts = URL_PARTS.exec(url)
  if (parts === null) return null
  const [, host = '', path = '/', query = ''] = parts
  const step = MENTIONED.test(path) ? SECURITY.exec(path) : null
  const securityStep = step === null ? null : step[0]
  const file = /^\/api\/file\/([^/]+)(?:\/[a-z]+)?\/?$/i.exec(path)
  if (file !== null) {
    const source = parseCdnSource(file[1] ?? '', '')
    return { host, apiKey: null, tasks: [], securityStep, query, source }
  }
  // The published host of the File API serves a website too: only /api/file is ours there.
  if (FILE_API_HOSTS.has(host.toLowerCase())) return null
  const before = step === null ? path : path.slice(0, step.index)
  const after = step === null ? '' : path.slice(step.index + step[0].length)
  const steps = readCdnPath((before + after).slice(1))
  if (steps === null) return null
  const ownQuery = withoutTrailing(query.replace(SECURITY_QUERY, '$1'), '?&')
  // One published run URL leaves `src://` out; elsewhere a path that no task explains is no alias path.
  const isRun = steps.tasks.some(({ name }) => name === 'run_workflow')
  const source = parseCdnSource(steps.rest, ownQuery, isRun)
  // Nothing after the security step: what stands before it is the key, not a handle.
  if (step !== null && source.kind === 'handle' && withoutTrailing(after, '/') === '') {
    return {
      host,
      apiKey: steps.apiKey ?? source.handle,
      tasks: steps.tasks,
      securityStep,
      query,
      source: { kind: 'none' },
    }
  }
  return { host, apiKey: steps.apiKey, tasks: steps.tasks, securityStep, query, source }
}

/** The URL (or any text holding one) without its security step; the query is left alone. */
export function withoutSecurityStep(url: string): string {
  return MENTIONED.test(url) ? url.replace(SECURITY_ALL, '') : url
}

/** The URL (or any text holding one) without its security step and without policy and signature in the query. */
export function withoutSecurity(url: string): string {
  const path = withoutSecurityStep(url)
  if (!path.includes('?') && !path.includes('&')) return path
  // Nothing else of the text is tidied: it may be a sentence that asks "Why?".
  return path.replace(SECURITY_QUERIES, (_, before: string, behind: string) => (behind === '' ? '' : before))
}

/** Does the URL carry a security step, or a policy and signature in its query? */
export function hasSecurity(url: string): boolean {
  return (MENTIONED.test(url) && SECURITY.test(url)) || /[?&](?:policy|signature)=/i.test(url)
}

/** Out of the path's security step, else out of the query. */
function readSecurity(step: string | null, query: string): CdnUrl['security'] {
  if (step === null && query === '') return null
  const text = step === null ? query.slice(1) : (unescaped(step) ?? step).slice('/security='.length)
  const named: Record<string, string> = {}
  for (const pair of text.split(step === null ? '&' : ',')) {
    const mark = pair.search(/[:=]/)
    const value = pair.slice(mark + 1)
    if (mark !== -1) named[pair.slice(0, mark)] = step === null ? (unescaped(value) ?? value) : value
  }
  const policy = named['p'] ?? named['policy']
  const signature = named['s'] ?? named['signature']
  return policy === undefined || signature === undefined ? null : { policy, signature }
}
