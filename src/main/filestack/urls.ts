import { assertNever } from '#shared/model/assert.ts'
import type { Hosts, SourceEncoding } from '#shared/model/connection.ts'
import type { Source } from '#shared/model/source.ts'

/** A policy and its signature as they go into a request. */
export interface SignedPolicy {
  readonly policy: string
  readonly signature: string
}

/** What every request of a connection needs. */
export interface UrlBase {
  readonly hosts: Hosts
  readonly apiKey: string
  /** Null when the application has security switched off. */
  readonly security: SignedPolicy | null
}

/** A source that the service can reach; a local file first becomes a handle by an upload. */
export type RunnableSource = Exclude<Source, { readonly kind: 'file' }>

/** `GET` it and a new, billed job starts. A handle needs no API key in front (docs/filestack-api.md §2). */
export function toRunUrl(
  base: UrlBase,
  workflowId: string,
  source: RunnableSource,
  encoding: SourceEncoding,
): string {
  const key = source.kind === 'handle' ? [] : [escapeSegment(base.apiKey)]
  const task = `run_workflow=id:${escapeSegment(workflowId)}`
  return [
    base.hosts.cdn,
    ...key,
    ...toSecurityStep(base.security),
    task,
    toSourcePath(source, encoding),
  ].join('/')
}

export function toStatusUrl(base: UrlBase, remoteJobId: string): string {
  const task = `workflow_status=job_id:${escapeSegment(remoteJobId)}`
  return [base.hosts.cdn, escapeSegment(base.apiKey), ...toSecurityStep(base.security), task].join('/')
}

export function toMetadataUrl(base: Pick<UrlBase, 'hosts' | 'security'>, handle: string): string {
  const url = `${base.hosts.api}/api/file/${escapeSegment(handle)}/metadata`
  if (base.security === null) return url
  const { policy, signature } = base.security
  return `${url}?policy=${encodeURIComponent(policy)}&signature=${encodeURIComponent(signature)}`
}

/** `host[:port]` of a base URL, by which people and proxy settings name the server. */
export function readAuthority(baseUrl: string): string {
  return /^[a-z]+:\/\/([^/?#]+)/i.exec(baseUrl)?.[1] ?? baseUrl
}

function toSecurityStep(security: SignedPolicy | null): readonly string[] {
  if (security === null) return []
  return [`security=p:${escapeToken(security.policy)},s:${escapeToken(security.signature)}`]
}

function toSourcePath(source: RunnableSource, encoding: SourceEncoding): string {
  switch (source.kind) {
    case 'handle':
      return escapeSegment(source.handle)
    case 'url':
      return toUrlSourcePath(source.url, encoding)
    case 'alias':
      return `src://${escapeSegment(source.alias)}/${source.path.split('/').map(escapeSegment).join('/')}`
    default:
      return assertNever(source)
  }
}

/**
 * The only place that writes an external URL into a path. `percent`: as it is while it stays the same as part of a path,
 * and percent-encoded otherwise (with a query, a fragment, an escape or dot segments). `base64`: always `b64://`.
 */
function toUrlSourcePath(url: string, encoding: SourceEncoding): string {
  if (encoding === 'base64') return `b64://${toBase64Url(url)}`
  return isPlainPath(url) ? url : encodeURIComponent(url.toWellFormed())
}

/** True for a URL of plain characters, without empty or dot segments, that nothing on the way would rewrite. */
function isPlainPath(url: string): boolean {
  const [, rest] = /^https?:\/\/([A-Za-z0-9._~:/-]+)$/.exec(url) ?? []
  return rest !== undefined && !/\/\/|(?:^|\/)\.{1,2}(?:\/|$)/.test(rest)
}

/** Base64 in the URL-safe alphabet with its padding kept: the only form the service takes (§1). */
export function toBase64Url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}

/** One path segment. Dot segments are escaped as well, so that nothing on the way resolves them. */
function escapeSegment(segment: string): string {
  if (segment === '.') return '%2E'
  return segment === '..' ? '%2E%2E' : encodeURIComponent(segment.toWellFormed())
}

/** The padding stays as it is; every other special character of a pasted policy is escaped. */
function escapeToken(token: string): string {
  return encodeURIComponent(token.trim().toWellFormed()).replaceAll('%3D', '=')
}
