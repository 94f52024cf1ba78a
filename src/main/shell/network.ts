import { getCACertificates } from 'node:tls'
import { session } from 'electron'
import { firstProxy } from './proxy.ts'

/** The proxy that the system wants for `url`, as a URL (`http://host:port`); null for a direct connection. */
export async function proxyFor(url: string): Promise<string | null> {
  return firstProxy(await session.defaultSession.resolveProxy(url))
}

/** Node's own certificate authorities and those of the system, in PEM. */
export function certificateAuthorities(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])]
}
