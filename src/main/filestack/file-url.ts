import type { Credentials } from './client.ts'
import { parseOutputFileLink } from './gate/output-file-link.ts'
import type { Signer } from './security.ts'

/** Whether a link leads to an output file of this connection: no other link is ever fetched. */
export const isOutputFile = (link: string, connection: Pick<Credentials, 'apiKey' | 'hosts'>): boolean =>
  parseOutputFileLink(link, connection) !== null

/**
 * The link to an output file with a security step that only allows reading, when the connection has security; null for
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
