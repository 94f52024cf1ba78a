import { toRunUrl, toStatusUrl, type RunnableSource, type UrlBase } from '#main/filestack/urls.ts'
import type { Credentials } from '#main/filestack/client.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Connection } from '#shared/model/connection.ts'
import { toKeptSource, type PlannedSource } from './planned-source.ts'

/** Take the place of the secrets while a URL is built. None of their characters is escaped. */
const POLICY_PLACEHOLDER = 'cut-policy'
const SIGNATURE_PLACEHOLDER = 'cut-signature'

/** The fields of a connection that a shown request is built from; none is a secret. */
type PreviewedConnection = Pick<Connection, 'apiKey' | 'hosts' | 'sourceEncoding'> & {
  readonly security: Pick<Credentials['security'], 'kind'>
}

type Redact = (text: string) => string

/** The run request as it would be sent, without secrets: the connection's are never put in, and what was typed is redacted. */
export function previewRunUrl(
  connection: PreviewedConnection,
  workflowId: string,
  source: RunnableSource,
  redact: Redact,
): string {
  const { sourceEncoding } = connection
  const url = toRunUrl(
    toUrlBase(connection),
    redact(workflowId),
    redactSource(source, redact),
    sourceEncoding,
  )
  return cutSecurity(url, connection.apiKey)
}

/** The status request of a job, without secrets. */
export function previewStatusUrl(
  connection: PreviewedConnection,
  remoteJobId: string,
  redact: Redact,
): string {
  return cutSecurity(toStatusUrl(toUrlBase(connection), redact(remoteJobId)), connection.apiKey)
}

/** The requests that Run would make, without secrets. A file that has no handle yet has none. */
export function previewRequests(
  connection: PreviewedConnection,
  workflowId: string,
  sources: readonly PlannedSource[],
  { cdnHosts, redact }: { readonly cdnHosts: readonly string[]; readonly redact: Redact },
): readonly string[] {
  return sources.flatMap((planned) => {
    const source = toRunnableSource(planned, cdnHosts)
    return source === null ? [] : [previewRunUrl(connection, workflowId, source, redact)]
  })
}

function toRunnableSource(planned: PlannedSource, cdnHosts: readonly string[]): RunnableSource | null {
  if (planned.kind === 'file')
    return planned.handle === null ? null : { kind: 'handle', handle: planned.handle }
  const { source } = toKeptSource(planned, cdnHosts)
  return source.kind === 'file' ? null : source
}

function redactSource(source: RunnableSource, redact: Redact): RunnableSource {
  switch (source.kind) {
    case 'handle':
      return { kind: 'handle', handle: redact(source.handle) }
    case 'url':
      return { kind: 'url', url: redact(source.url) }
    case 'alias':
      return { kind: 'alias', alias: redact(source.alias), path: redact(source.path) }
    default:
      return assertNever(source)
  }
}

function toUrlBase({ apiKey, hosts, security }: PreviewedConnection): UrlBase {
  return {
    apiKey,
    hosts,
    security:
      security.kind === 'none' ? null : { policy: POLICY_PLACEHOLDER, signature: SIGNATURE_PLACEHOLDER },
  }
}

/** Shortens the key and puts “…” for the secrets. The “…” of a shortened link is escaped in the URL: it is put back. */
function cutSecurity(url: string, apiKey: string): string {
  return url
    .replace(`/${apiKey}/`, `/${shortenKey(apiKey)}/`)
    .replace(POLICY_PLACEHOLDER, '…')
    .replace(SIGNATURE_PLACEHOLDER, '…')
    .replaceAll('%E2%80%A6', '…')
}

const shortenKey = (apiKey: string): string =>
  apiKey.length <= 10 ? apiKey : `${apiKey.slice(0, 4)}…${apiKey.slice(-3)}`
