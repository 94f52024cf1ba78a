import { Agent, ProxyAgent, type Dispatcher } from 'undici'
import type { OpenBodySink } from '#main/lib/body-file.ts'
import { MAX_HEADER_BYTES } from '#shared/model/bounds.ts'
import { isLoopbackHost } from '#shared/model/connection-facts.ts'
import { OLDEST_TLS_VERSION } from './certificates.ts'
import { sendOnce } from './exchange.ts'
import { isMetadataAddress, isPrivateAddress, parsePlainUrl } from './gate/addresses.ts'
import { checkRequest } from './gate/check-request.ts'
import {
  createFilteredLookup,
  resolvesPrivately,
  systemLookup,
  type LookupAll,
} from './gate/public-lookup.ts'
import { MAX_BODY_BYTES } from './gate/request-kind.ts'
import type { HttpRequest, Transport } from './transport.ts'

export interface TransportOptions {
  /** The proxy for an origin, as a URL, or null for a direct connection. It never gets a path, which may hold secrets. */
  readonly proxyFor?: (origin: string) => Promise<string | null>
  /** PEM certificates to trust, in place of Node's own. */
  readonly ca?: readonly string[]
  /** Longest wait for a connection, ms. */
  readonly connectTimeoutMs?: number
  /** Longest wait for the head of an answer, ms. It is long, since a lost answer to a run may be a job that nobody can find. */
  readonly headersTimeoutMs?: number
  /** Longest silence within a body, ms. */
  readonly bodyTimeoutMs?: number
  /** How long a body may come as slowly as it likes, ms. */
  readonly dripGraceMs?: number
  /** A bound that is lower than that of the gate. */
  readonly maxBodyBytes?: number
  /** Writes large results to files as they arrive. Without it they are held in memory. */
  readonly openBodySink?: OpenBodySink
  /** Looks up host names in place of the system. */
  readonly lookup?: LookupAll
}

const MAX_DRIP_MS = 120_000

/** A proxy that is neither HTTP nor HTTPS (SOCKS). It cannot be used, and it is not bypassed. */
class UnusableProxy extends Error {}

/** undici with our own connections. HTTP/2 is off, since with it undici repeats requests by itself. */
export function createTransport(options: TransportOptions = {}): Transport {
  const ca = options.ca === undefined ? {} : { ca: [...options.ca] }
  const tls = { ...ca, minVersion: OLDEST_TLS_VERSION } as const
  const settings = {
    allowH2: false,
    // One request at a time on a connection, so that a broken connection affects one request only.
    pipelining: 1,
    connectTimeout: options.connectTimeoutMs ?? 10_000,
    headersTimeout: options.headersTimeoutMs ?? 120_000,
    bodyTimeout: options.bodyTimeoutMs ?? 60_000,
    maxHeaderSize: MAX_HEADER_BYTES,
  }
  const { lookup = systemLookup } = options
  const direct = new Agent({ ...settings, connect: tls })
  const createAgentWithout = (isRefused: (address: string) => boolean): Agent =>
    new Agent({ ...settings, connect: { ...tls, lookup: createFilteredLookup(lookup, isRefused) } })
  /** For addresses that an answer named: only public ones; in a private network those of the network, too. */
  const publicOnly = createAgentWithout(isPrivateAddress)
  const inNetwork = createAgentWithout(isMetadataAddress)
  const proxies = new Map<string, ProxyAgent>()

  const dispatcherFor = async (request: HttpRequest): Promise<Dispatcher> => {
    const proxy = (await options.proxyFor?.(new URL(request.url).origin)) ?? null
    // Behind a proxy, the proxy looks up the names.
    if (proxy === null) {
      if (isOnOwnHost(request)) return direct
      const isInNetwork = await isInPrivateNetwork(request.purpose.connection.hosts.upload, lookup)
      return isInNetwork ? inNetwork : publicOnly
    }
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
      // A host of the connection that no request can be sent to: the person has to mend it.
      if (parsePlainUrl(request.url) === null && (isOnOwnHost(request) || !URL.canParse(request.url)))
        return { kind: 'failed', failure: { reason: 'unsendable', nothingSent: true, code: 'NO_ADDRESS' } }
      const blocked = checkRequest(request)
      if (blocked !== null)
        return { kind: 'failed', failure: { reason: 'blocked', nothingSent: true, code: blocked } }
      let dispatcher: Dispatcher
      try {
        dispatcher = await dispatcherFor(request)
      } catch (error) {
        const reason = error instanceof UnusableProxy ? 'proxyKind' : 'proxy'
        return { kind: 'failed', failure: { reason, nothingSent: true, code: 'NO_PROXY' } }
      }
      const maxBodyBytes = Math.min(options.maxBodyBytes ?? Infinity, MAX_BODY_BYTES[request.purpose.kind])
      const openSink = request.purpose.kind === 'status' ? options.openBodySink : undefined
      const { dripGraceMs = MAX_DRIP_MS } = options
      return sendOnce(dispatcher, request, { maxBodyBytes, openSink, dripGraceMs })
    },
    async close() {
      await Promise.all([direct, publicOnly, inNetwork, ...proxies.values()].map((agent) => agent.destroy()))
    },
  }
}

/** A stand-in on this computer is in no network: what it names is public, or this computer itself. */
async function isInPrivateNetwork(host: string, lookup: LookupAll): Promise<boolean> {
  return !isLoopbackHost(host) && (await resolvesPrivately(new URL(host).hostname, lookup))
}

function isOnOwnHost({ url, purpose }: HttpRequest): boolean {
  const { cdn, api, upload } = purpose.connection.hosts
  return [cdn, api, upload].some((host) => url.startsWith(`${host}/`))
}
