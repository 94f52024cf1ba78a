import { session } from 'electron'
import { firstProxy } from './proxy.ts'

/** The proxy that the system wants for `url`, as a URL (`http://host:port`); null for a direct connection. */
export async function proxyFor(url: string): Promise<string | null> {
  return firstProxy(await session.defaultSession.resolveProxy(url))
}
