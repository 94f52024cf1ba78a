/** The proxy that the environment names for `url`, by the usual variables; null for a direct connection. */
export function createProxyLookup(env: NodeJS.ProcessEnv): (url: string) => Promise<string | null> {
  const word = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? ''
  const exceptions = word('NO_PROXY')
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .map(toException)
  return async (url) => {
    const { protocol, hostname: written, port } = new URL(url)
    const hostname = withoutLastDot(written)
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

/** An address of IPv6 without the brackets that it has in a URL: its colons begin no port. */
const BARE_IPV6 = /^[\da-f]*:[\da-f.]*:[\da-f:.]*$/i

/** `example.com`, `.example.com`, `*.example.com`, an address, each perhaps with a port; `*` for everything. */
function toException(entry: string): Exception {
  const written = BARE_IPV6.test(entry) ? `[${entry}]` : entry
  const [, host = '', port = null] = /^(.*?)(?::(\d+))?$/.exec(written.toLowerCase()) ?? []
  return { host: withoutLastDot(host.replace(/^\*?\./, '')), port }
}

/** `example.com.` is the same name as `example.com`. */
const withoutLastDot = (host: string): string => host.replace(/(?<=.)\.$/, '')

const isExcepted = ({ host, port }: Exception, hostname: string, asked: string): boolean =>
  (port === null || port === asked) && (host === '*' || hostname === host || hostname.endsWith(`.${host}`))

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
