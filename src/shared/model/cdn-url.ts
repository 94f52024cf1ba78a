import { parseCdnSource, type CdnSource } from './cdn-url-source.ts'
import { unescaped } from './policy-base64.ts'
import { withoutTrailing } from './trailing.ts'

/** One processing step of a CDN path, `name=key:value,key:value`. */
interface CdnTask {
  readonly name: string
  readonly args: Readonly<Record<string, string>>
}

/** A Filestack CDN or File API URL, taken apart. */
export interface CdnUrl {
  /** Host and port as written. */
  readonly host: string
  readonly apiKey: string | null
  /** The steps in order; `security` is not among them. */
  readonly tasks: readonly CdnTask[]
  readonly security: { readonly policy: string; readonly signature: string } | null
  readonly source: CdnSource
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

/** Steps that are written without parameters; any other bare segment belongs to the source. */
const BARE_TASKS: ReadonlySet<string> = new Set(
  (
    'animate ascii auto_image caption compress copyright crop_faces debug detect_faces doc_detection doc_to_images ' +
    'enhance flip flop imagesize metadata minify_css minify_js monochrome negative no_metadata ocr pjpg redeye ' +
    'sentiment sepia sfw smart_crop tags upscale video_sfw video_tagging virus_detection zip'
  ).split(' '),
)

const URL_PARTS = /^https?:\/\/([^/?#@\s]+)(\/[^?#]*)?(\?[^#]*)?/i
/**
 * The security step anywhere in a path, percent-encoded or not. The policy may hold a slash where it was written in
 * standard base64.
 */
const SECURITY =
  /(?:\/|%2F)security(?:=|%3D)(?:(?:p|policy)(?::|%3A)[A-Za-z0-9+/_=%-]+(?:,|%2C)(?:s|signature)(?::|%3A)|)(?:(?!%2F)[^/?#\s"'<>])*/i
const SECURITY_ALL = new RegExp(SECURITY.source, 'gi')
/** Quickly told of what has no security step. */
const MENTIONED = /security/i
const SECURITY_QUERY = /([?&])(?:policy|signature)=[^&#\s"'<>]*/gi

/** Is the host one that answers CDN paths? `cdnHosts` are those of custom CNAMEs, `host[:port]` in lower case. */
export function isCdnHost(host: string, cdnHosts: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/:(?:443|80)$/, '')
  return FILESTACK_HOSTS.has(name) || FILE_API_HOSTS.has(name) || cdnHosts.includes(name)
}

/** Takes a CDN or File API URL apart, whatever its host; null when it is no http(s) URL or has a broken escape. */
export function parseCdnUrl(url: string): CdnUrl | null {
  const parts = URL_PARTS.exec(url)
  if (parts === null) return null
  const [, host = '', path = '/', query = ''] = parts
  const step = MENTIONED.test(path) ? SECURITY.exec(path) : null
  const security = securityOf(step?.[0], query)
  const file = /^\/api\/file\/([^/]+)(?:\/[a-z]+)?\/?$/i.exec(path)
  if (file !== null) {
    return { host, apiKey: null, tasks: [], security, source: parseCdnSource(file[1] ?? '', '') }
  }
  // The published host of the File API serves a website too: only /api/file is ours there.
  if (FILE_API_HOSTS.has(host.toLowerCase())) return null
  const before = step === null ? path : path.slice(0, step.index)
  const after = step === null ? '' : path.slice(step.index + step[0].length)
  const steps = stepsOf((before + after).slice(1))
  if (steps === null) return null
  const source = parseCdnSource(steps.rest, withoutTrailing(query.replace(SECURITY_QUERY, '$1'), '?&'))
  // Nothing after the security step: what stands before it is the key, not a handle.
  if (step !== null && source.kind === 'handle' && withoutTrailing(after, '/') === '') {
    return {
      host,
      apiKey: steps.apiKey ?? source.handle,
      tasks: steps.tasks,
      security,
      source: { kind: 'none' },
    }
  }
  return { host, apiKey: steps.apiKey, tasks: steps.tasks, security, source }
}

/** The URL (or any text holding one) without its security step; the query is left alone. */
export function withoutSecurityStep(url: string): string {
  return MENTIONED.test(url) ? url.replace(SECURITY_ALL, '') : url
}

/** The URL (or any text holding one) without its security step and without policy and signature in the query. */
export function withoutSecurity(url: string): string {
  const path = withoutSecurityStep(url)
  if (!path.includes('?') && !path.includes('&')) return path
  SECURITY_QUERY.lastIndex = 0
  if (!SECURITY_QUERY.test(path)) return path
  return path
    .replace(SECURITY_QUERY, '$1')
    .replace(/([?&])&+/g, '$1')
    .replace(/[?&](?=$|[#\s"'<>])/g, '')
}

/** Does the URL carry a security step, or a policy and signature in its query? */
export function hasSecurity(url: string): boolean {
  return (MENTIONED.test(url) && SECURITY.test(url)) || /[?&](?:policy|signature)=/i.test(url)
}

interface Steps {
  readonly apiKey: string | null
  readonly tasks: readonly CdnTask[]
  readonly rest: string
}

function stepsOf(path: string): Steps | null {
  const tasks: CdnTask[] = []
  let apiKey: string | null = null
  let rest = path
  for (let place = 0; ; place++) {
    const slash = rest.indexOf('/')
    const raw = slash < 0 ? rest : rest.slice(0, slash)
    const segment = unescaped(raw)
    if (segment === null) return null
    const after = slash < 0 ? '' : rest.slice(slash + 1)
    const task = taskOf(segment, slash >= 0)
    if (task !== null) tasks.push(task)
    else if (place === 0 && after !== '' && /^[^:=%.]+$/.test(segment)) apiKey = segment
    else return { apiKey, tasks, rest }
    if (slash < 0) return { apiKey, tasks, rest: '' }
    rest = after
  }
}

function taskOf(segment: string, followed: boolean): CdnTask | null {
  const equals = segment.indexOf('=')
  if (equals < 0) return followed && BARE_TASKS.has(segment) ? { name: segment, args: {} } : null
  const name = segment.slice(0, equals)
  if (!/^[a-z][a-z0-9_]*$/i.test(name)) return null
  return { name, args: argsOf(segment.slice(equals + 1)) }
}

/** `key:value` pairs; commas inside brackets belong to the value. */
function argsOf(text: string): Readonly<Record<string, string>> {
  const args: Record<string, string> = {}
  for (const pair of text.includes('[') ? text.split(/,(?![^[]*\])/) : text.split(',')) {
    const colon = pair.indexOf(':')
    if (colon > 0) args[pair.slice(0, colon)] = pair.slice(colon + 1)
  }
  return args
}

/** Out of the path's security step, else out of the query. */
function securityOf(step: string | undefined, query: string): CdnUrl['security'] {
  if (step === undefined && query === '') return null
  const text = step === undefined ? query.slice(1) : (unescaped(step) ?? step).slice('/security='.length)
  const separator = step === undefined ? /[&]/ : /,/
  const named: Record<string, string> = {}
  for (const pair of text.split(separator)) {
    const [, name = '', value = ''] = /^([^:=]*)[:=](.*)$/s.exec(pair) ?? []
    named[name] = step === undefined ? (unescaped(value) ?? value) : value
  }
  const policy = named['p'] ?? named['policy']
  const signature = named['s'] ?? named['signature']
  return policy === undefined || signature === undefined ? null : { policy, signature }
}
