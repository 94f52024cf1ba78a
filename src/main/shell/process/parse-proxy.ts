/**
 * Reads Chromium's answer, such as "PROXY a:8080; DIRECT": the first entry that can be used. SOCKS cannot be; where there is
 * nothing else, it is named (`socks://host`), so that the transport refuses it instead of going past the proxy.
 */
export function parseProxyList(answer: string): string | null {
  let socks: string | null = null
  for (const entry of answer.split(';')) {
    const [kind = '', host = ''] = entry.trim().split(/\s+/)
    if (kind === 'DIRECT') return null
    if (host !== '' && kind === 'PROXY') return `http://${host}`
    if (host !== '' && kind === 'HTTPS') return `https://${host}`
    if (host !== '' && kind.startsWith('SOCKS')) socks ??= `socks://${host}`
  }
  return socks
}
