import type { Credentials } from './client.ts'
import { parseOutputFileLink } from './gate/output-file-link.ts'
import type { Signer } from './security.ts'

/** Whether a link is a produced file's of this connection: only those are ever fetched. */
export const isOutputFile = (link: string, connection: Pick<Credentials, 'apiKey' | 'hosts'>): boolean =>
  parseOutputFileLink(link, connection) !== null

/**
 * A produced file's link with a security step that allows reading and nothing else, where the connection has one; null for
 * every other link.
 */
export function toSignedFileUrl(
  link: string,
  credentials: Credentials,
  signer: Signer,
  nowMs: number,
): string | null {
  const { apiKey, hosts, security } = credentials
  const file = parseOutputFileLink(link, credentials)
  if (file === null) return null
  const signed = signer.getReadPolicy(security, nowMs, file.handle)
  const key = file.hasKey ? [apiKey] : []
  const step = signed === null ? [] : [`security=p:${signed.policy},s:${signed.signature}`]
  return [hosts.cdn, ...key, ...step, file.path].join('/')
}
