import { getCACertificates } from 'node:tls'
import { session } from 'electron'

/** The proxy that the system wants for `url`, as a URL (`http://host:port`); null for a direct connection. */
export async function proxyFor(url: string): Promise<string | null> {
  return firstProxy(await session.defaultSession.resolveProxy(url))
}

/** Reads Chromium's answer, such as "PROXY a:8080; DIRECT": the first entry that can be used. SOCKS cannot. */
export function firstProxy(answer: string): string | null {
  for (const entry of answer.split(';')) {
    const [kind = '', host = ''] = entry.trim().split(/\s+/)
    if (kind === 'DIRECT') return null
    if (host !== '' && kind === 'PROXY') return `http://${host}`
    if (host !== '' && kind === 'HTTPS') return `https://${host}`
  }
  return null
}

/** Node's own certificate authorities and those of the system, in PEM. */
export function certificateAuthorities(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])]
}
