/**
 * Reads Chromium's answer, such as "PROXY a:8080; DIRECT": the first entry that can be used. Other kinds, such as
 * SOCKS, cannot be; where there is nothing else, one is named (`socks5://host`), so that the transport refuses it instead of going past the proxy.
 */
export function parseProxyList(answer: string): string | null {
  let unusable: string | null = null
  for (const entry of answer.split(';')) {
    const [kind = '', host = ''] = entry.trim().split(/\s+/)
    if (kind === 'DIRECT') return null
    if (host !== '' && kind === 'PROXY') return `http://${host}`
    if (host !== '' && kind === 'HTTPS') return `https://${host}`
    if (host !== '') unusable ??= `${kind.toLowerCase()}://${host}`
  }
  return unusable
}
