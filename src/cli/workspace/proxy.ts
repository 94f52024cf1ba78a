/** The proxy that the environment names for `url`, by the usual variables; null for a direct connection. */
export function createProxyLookup(env: NodeJS.ProcessEnv): (url: string) => Promise<string | null> {
  const word = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? ''
  const exceptions = word('NO_PROXY')
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .map(toException)
  return async (url) => {
    const { protocol, hostname, port } = new URL(url)
    if (isLoopback(hostname)) return null
    const asked = port === '' ? (protocol === 'https:' ? '443' : '80') : port
    if (exceptions.some((exception) => isExcepted(exception, hostname, asked))) return null
    const proxy = (protocol === 'https:' ? word('HTTPS_PROXY') : word('HTTP_PROXY')) || word('ALL_PROXY')
    if (proxy === '') return null
    const address = proxy.includes('://') ? proxy : `http://${proxy}`
    // Of a kind that cannot be used, too: then the transport refuses it instead of going past the proxy.
    return address
  }
}

interface Exception {
  readonly host: string
  /** Null: on any port. */
  readonly port: string | null
}

/** `example.com`, `.example.com`, `*.example.com`, each perhaps with a port; `*` for everything. */
function toException(entry: string): Exception {
  const [, host = '', port = null] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
  return { host: host.replace(/^\*?\./, ''), port }
}

const isExcepted = ({ host, port }: Exception, hostname: string, asked: string): boolean =>
  (port === null || port === asked) && (host === '*' || hostname === host || hostname.endsWith(`.${host}`))

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
