import type { Credentials } from './client.ts'
import type { Signer } from './security.ts'

/** Whether a link leads to the connection's own CDN host: only those are ever fetched. */
export const isOnConnectionHost = (link: string, { hosts }: Pick<Credentials, 'hosts'>): boolean =>
  link.startsWith(`${hosts.cdn}/`)

/** A produced file's link with the security step after the key, where the connection has one; null for a link elsewhere. */
export function toSignedFileUrl(
  link: string,
  credentials: Credentials,
  signer: Signer,
  nowMs: number,
): string | null {
  const { apiKey, hosts, security } = credentials
  if (!isOnConnectionHost(link, credentials)) return null
  const rest = link.slice(hosts.cdn.length + 1)
  const signed = signer.getSignedPolicy(security, nowMs)
  if (signed === null || rest.includes('/security=')) return link
  const step = `security=p:${signed.policy},s:${signed.signature}`
  return rest.startsWith(`${apiKey}/`)
    ? `${hosts.cdn}/${apiKey}/${step}/${rest.slice(apiKey.length + 1)}`
    : `${hosts.cdn}/${step}/${rest}`
}
