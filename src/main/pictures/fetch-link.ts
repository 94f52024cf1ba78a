import { Agent, ProxyAgent, request, type Dispatcher } from 'undici'
import { OLDEST_TLS_VERSION } from '#main/filestack/certificates.ts'
import { isPrivateAddress, isPrivateHost, parsePlainUrl } from '#main/filestack/gate/addresses.ts'
import { createFilteredLookup, systemLookup, type LookupAll } from '#main/filestack/gate/public-lookup.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { MAX_FOREIGN_PICTURE_MS, MAX_FOREIGN_REDIRECTS, MAX_HEADER_BYTES } from '#shared/model/bounds.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { readBytes } from './read-bytes.ts'

interface FetchLinkOptions {
  /** The proxy for an origin, as a URL, or null for a direct connection. */
  readonly proxyFor?: (origin: string) => Promise<string | null>
  /** PEM certificates to trust, in place of Node's own. */
  readonly ca?: readonly string[]
  /** Looks up host names in place of the system. */
  readonly lookup?: LookupAll
  /** Which addresses are not asked. */
  readonly isRefused?: (address: string) => boolean
  readonly maxMs?: number
}

/** Fetches a picture from any host of the world, whole. Never rejects. */
export type FetchLink = (url: string, signal: AbortSignal) => Promise<Result<Uint8Array>>

const REDIRECTS = new Set([301, 302, 303, 307, 308])
const TIMEOUT_MS = 10_000
/** What is told of ourselves: no cookie, no referrer, nothing of the job. */
const HEADERS = { accept: 'image/*', 'accept-encoding': 'identity', 'user-agent': 'Flowbench' }

/**
 * Makes the function that fetches pictures of sources from their own hosts. Only https to public addresses is asked, by the
 * text of the address and by what its name leads to; each redirect is judged like the first address.
 */
export function createFetchLink(options: FetchLinkOptions): FetchLink {
  const { lookup = systemLookup, isRefused = isPrivateAddress, maxMs = MAX_FOREIGN_PICTURE_MS } = options
  const tls = {
    ...(options.ca === undefined ? {} : { ca: [...options.ca] }),
    minVersion: OLDEST_TLS_VERSION,
  } as const
  const settings = {
    connectTimeout: TIMEOUT_MS,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  }
  const direct = new Agent({
    ...settings,
    connect: { ...tls, lookup: createFilteredLookup(lookup, isRefused) },
  })
  const proxies = new Map<string, Dispatcher>()
  const dispatcherFor = async (origin: string): Promise<Dispatcher> => {
    const proxy = (await options.proxyFor?.(origin)) ?? null
    if (proxy === null) return direct
    if (!/^https?:/i.test(proxy)) throw new Error('its proxy is of a kind that cannot be used')
    const agent = proxies.get(proxy) ?? new ProxyAgent({ ...settings, uri: proxy, requestTls: tls })
    proxies.set(proxy, agent)
    return agent
  }

  const fetchOnce = async (url: URL, signal: AbortSignal): Promise<Result<Uint8Array | URL>> => {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: await dispatcherFor(url.origin),
      headers: HEADERS,
      signal,
    })
    if (statusCode === 200) return readBytes(body, Number(headers['content-length'] ?? Number.NaN))
    // What comes with a refusal or a redirect is not read.
    body.on('error', () => undefined).destroy()
    const { location } = headers
    if (!REDIRECTS.has(statusCode) || typeof location !== 'string' || !URL.canParse(location, url.href))
      return fail(appError('picture.refused', { host: url.host, reason: `the answer was ${statusCode}` }))
    return ok(new URL(location, url))
  }

  return async (link, signal) => {
    const within = AbortSignal.any([signal, AbortSignal.timeout(maxMs)])
    let url = parsePlainUrl(link)
    if (url === null) return fail(appError('picture.notPublic', { host: 'this' }))
    for (let hop = 0; hop <= MAX_FOREIGN_REDIRECTS; hop++) {
      const { host } = url
      if (!isPublic(url)) return fail(appError('picture.notPublic', { host }))
      try {
        const answer = await fetchOnce(url, within)
        if (!answer.ok) return answer
        if (!(answer.data instanceof URL)) return ok(answer.data)
        url = answer.data
      } catch (cause) {
        return fail(toFetchError(cause, host))
      }
    }
    return fail(appError('picture.tooManyRedirects', { host: url.host }))
  }
}

/** Judged by its text; what its name leads to is judged when it is looked up. */
const isPublic = (url: URL): boolean =>
  url.protocol === 'https:' && parsePlainUrl(url.href) !== null && !isPrivateHost(url.hostname)

function toFetchError(cause: unknown, host: string) {
  const { code, name, message }: NodeJS.ErrnoException =
    cause instanceof Error ? cause : new Error(String(cause))
  if (code === 'ERR_PRIVATE_ADDRESS') return appError('picture.notPublic', { host })
  const reason = name === 'TimeoutError' ? 'it took too long' : message
  return appError('picture.refused', { host, reason })
}
