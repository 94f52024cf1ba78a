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
    const asked = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
    if (exceptions.some((exception) => isExcepted(exception, hostname, asked))) return null
    const own = protocol === 'https:' ? word('HTTPS_PROXY') : word('HTTP_PROXY')
    // One proxy for http alone is meant for https as well, as in undici.
    const proxy = own || word('ALL_PROXY') || word('HTTP_PROXY')
    if (proxy === '') return null
    const address = proxy.includes('://') ? proxy : `http://${proxy}`
    // Of a kind that cannot be used, too: then the transport refuses it instead of going past the proxy.
    return address
  }
}

interface Exception {
  readonly host: string
  /** Null: on any port. */
  readonly port: number | null
  /** `*.example.com`: what is below the name, and not the name itself. */
  readonly isBelow: boolean
}

/** An address of IPv6 without the brackets that it has in a URL: its colons begin no port. */
const BARE_IPV6 = /^[\da-f]*:[\da-f.]*:[\da-f:.]*$/i

/**
 * `example.com` and `.example.com` with all that is below, `*.example.com` for what is below alone, an address, each perhaps
 * with a port; `*` for everything.
 */
function toException(entry: string): Exception {
  const written = BARE_IPV6.test(entry) ? `[${entry}]` : entry
  const [, host = '', port] = /^(.*?)(?::(\d+))?$/.exec(written.toLowerCase()) ?? []
  return {
    host: withoutLastDot(host.replace(/^\*?\./, '')),
    // Port 0 is none.
    port: Number(port ?? 0) || null,
    isBelow: host.startsWith('*.'),
  }
}

/** `example.com.` is the same name as `example.com`. */
const withoutLastDot = (host: string): string => host.replace(/(?<=.)\.$/, '')

const isExcepted = ({ host, port, isBelow }: Exception, hostname: string, asked: number): boolean =>
  (port === null || port === asked) &&
  (host === '*' || (hostname === host && !isBelow) || hostname.endsWith(`.${host}`))

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
