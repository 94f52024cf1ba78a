import { runUrl, statusUrl, type RunnableSource, type UrlBase } from '#main/filestack/urls.ts'
import type { OpenedConnection } from '#main/storage/connections/connections.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Connection } from '#shared/model/connection.ts'

/** Stand for the secrets while a URL is built; they hold no character that would be escaped. */
const POLICY = 'cut-policy'
const SIGNATURE = 'cut-signature'

type Known = Pick<Connection, 'apiKey' | 'hosts' | 'sourceEncoding'> & {
  readonly security: Pick<OpenedConnection['security'], 'kind'>
}

type Redact = (text: string) => string

/** The run request as it is sent, with its secrets cut: the connection's are never put in, what was typed is redacted. */
export function shownRunUrl(
  connection: Known,
  workflowId: string,
  source: RunnableSource,
  redact: Redact,
): string {
  const { sourceEncoding } = connection
  const url = runUrl(baseOf(connection), redact(workflowId), redacted(source, redact), sourceEncoding)
  return cut(url, connection.apiKey)
}

export function shownStatusUrl(connection: Known, remoteJobId: string, redact: Redact): string {
  return cut(statusUrl(baseOf(connection), redact(remoteJobId)), connection.apiKey)
}

function redacted(source: RunnableSource, redact: Redact): RunnableSource {
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

function baseOf({ apiKey, hosts, security }: Known): UrlBase {
  return {
    apiKey,
    hosts,
    security: security.kind === 'none' ? null : { policy: POLICY, signature: SIGNATURE },
  }
}

/** The key is shortened, the secrets are left out. A shortened link holds a “…”, which the URL has escaped. */
function cut(url: string, apiKey: string): string {
  return url
    .replace(`/${apiKey}/`, `/${shortKey(apiKey)}/`)
    .replace(POLICY, '…')
    .replace(SIGNATURE, '…')
    .replaceAll('%E2%80%A6', '…')
}

const shortKey = (apiKey: string): string =>
  apiKey.length <= 10 ? apiKey : `${apiKey.slice(0, 4)}…${apiKey.slice(-3)}`
