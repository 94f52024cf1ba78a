import type { Credentials } from './client.ts'
import { parseOutputFileLink, toSmallerSteps } from './gate/output-file-link.ts'
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

/**
 * The link to the file of a handle, with a security step that only allows this when the connection has security. With `px`, it
 * leads to a copy of the picture that is upright and at most so many px wide and high.
 */
export function toHandleUrl(
  handle: string,
  { hosts, security }: Credentials,
  signer: Signer,
  { nowMs, px = null }: { readonly nowMs: number; readonly px?: number | null },
): string {
  const signed = signer.getReadPolicy(security, nowMs, handle, px === null ? undefined : 'smaller')
  const step = signed === null ? '' : `security=p:${signed.policy},s:${signed.signature}/`
  return `${hosts.cdn}/${step}${px === null ? '' : toSmallerSteps(px)}${encodeURIComponent(handle)}`
}
