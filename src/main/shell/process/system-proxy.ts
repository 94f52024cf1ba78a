import { session } from 'electron'
import { parseProxyList } from './parse-proxy.ts'

/** The proxy that the system wants for `url`, as a URL (`http://host:port`); null for a direct connection. */
export async function proxyFor(url: string): Promise<string | null> {
  return parseProxyList(await session.defaultSession.resolveProxy(url))
}
