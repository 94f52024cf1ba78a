import { Agent, ProxyAgent, type Dispatcher } from 'undici'
import { sendOnce } from './exchange.ts'
import type { Transport } from './transport.ts'

export interface TransportOptions {
  /** The proxy for an origin, as a URL, or null for a direct connection. Never told a path: secrets sit there. */
  readonly proxyFor?: (origin: string) => Promise<string | null>
  /** PEM certificates to trust, in place of Node's own. */
  readonly ca?: readonly string[]
  /** Longest wait for a connection, ms. */
  readonly connectTimeoutMs?: number
  /** Longest wait for the head of an answer, ms. Generous: a lost answer to a run may be a job nobody can find. */
  readonly headersTimeoutMs?: number
  /** Longest silence within a body, ms. */
  readonly bodyTimeoutMs?: number
  readonly maxBodyBytes?: number
}

/** A proxy that is neither HTTP nor HTTPS (SOCKS). It is never gone past. */
class UnusableProxy extends Error {}

const DEFAULT_MAX_BODY_BYTES = 2_000_000_000

/** undici with our own connections. HTTP/2 is off: there undici puts requests back in the queue by itself. */
export function createTransport(options: TransportOptions = {}): Transport {
  const tls = options.ca === undefined ? {} : { ca: [...options.ca] }
  const settings = {
    allowH2: false,
    // One request at a time on a connection: a broken one takes no other request with it.
    pipelining: 1,
    connectTimeout: options.connectTimeoutMs ?? 10_000,
    headersTimeout: options.headersTimeoutMs ?? 120_000,
    bodyTimeout: options.bodyTimeoutMs ?? 60_000,
  }
  const direct = new Agent({ ...settings, connect: tls })
  const proxies = new Map<string, ProxyAgent>()

  const dispatcherFor = async (url: string): Promise<Dispatcher> => {
    const proxy = (await options.proxyFor?.(new URL(url).origin)) ?? null
    if (proxy === null) return direct
    const known = proxies.get(proxy)
    if (known !== undefined) return known
    const proxyTls = { ...tls, allowH2: false }
    if (/^(?!https?:)[a-z][a-z\d+.-]*:\/\//i.test(proxy)) throw new UnusableProxy()
    const agent = new ProxyAgent({ ...settings, uri: proxy, requestTls: tls, proxyTls })
    proxies.set(proxy, agent)
    return agent
  }

  return {
    async send(request) {
      let dispatcher: Dispatcher
      try {
        dispatcher = await dispatcherFor(request.url)
      } catch (error) {
        const isKind = error instanceof UnusableProxy
        const isAddress = !URL.canParse(request.url)
        const reason = isKind ? 'proxyKind' : isAddress ? 'unsendable' : 'proxy'
        return { kind: 'failed', failure: { reason, nothingSent: true, code: 'NO_PROXY' } }
      }
      return sendOnce(dispatcher, request, options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES)
    },
    async close() {
      await Promise.all([direct, ...proxies.values()].map((agent) => agent.destroy()))
    },
  }
}
