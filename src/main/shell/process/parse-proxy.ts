/** Reads Chromium's answer, such as "PROXY a:8080; DIRECT": the first entry that can be used. SOCKS cannot. */
export function parseProxyList(answer: string): string | null {
  for (const entry of answer.split(';')) {
    const [kind = '', host = ''] = entry.trim().split(/\s+/)
    if (kind === 'DIRECT') return null
    if (host !== '' && kind === 'PROXY') return `http://${host}`
    if (host !== '' && kind === 'HTTPS') return `https://${host}`
  }
  return null
}
