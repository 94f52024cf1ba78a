/** The proxy that the environment names for `url`, by the usual variables; null for a direct connection. */
export function createProxyLookup(env: NodeJS.ProcessEnv): (url: string) => Promise<string | null> {
  const word = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? ''
  const without = word('NO_PROXY')
    .split(',')
    .map((host) =>
      host
        .trim()
        .toLowerCase()
        .replace(/^\*?\./, ''),
    )
    .filter((host) => host !== '')
  return async (url) => {
    const { protocol, hostname } = new URL(url)
    if (isLoopback(hostname)) return null
    if (without.some((host) => host === '*' || hostname === host || hostname.endsWith(`.${host}`)))
      return null
    const proxy = (protocol === 'https:' ? word('HTTPS_PROXY') : word('HTTP_PROXY')) || word('ALL_PROXY')
    if (proxy === '') return null
    const address = proxy.includes('://') ? proxy : `http://${proxy}`
    // Of a kind that cannot be used, too: then the transport refuses it instead of going past the proxy.
    return address
  }
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
