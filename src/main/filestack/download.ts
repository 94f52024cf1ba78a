import type { Readable } from 'node:stream'
import { Agent, ProxyAgent, request, type Dispatcher } from 'undici'
import { OLDEST_TLS_VERSION } from './certificates.ts'
import { isOutputFilePath } from './gate/output-file-link.ts'
import { parsePlainUrl } from './gate/addresses.ts'
import { MAX_DOWNLOAD_MS, MAX_HEADER_BYTES } from '#shared/model/bounds.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'

export interface DownloadOptions {
  /** The proxy for an origin, as a URL, or null for a direct connection. */
  readonly proxyFor?: (origin: string) => Promise<string | null>
  /** PEM certificates to trust, in place of Node's own. */
  readonly ca?: readonly string[]
  /** Longest time of a whole download, ms. */
  readonly maxMs?: number
}

export interface Download {
  /** Content type in lower case, without parameters. */
  readonly type: string
  /** The length that the server announces, in bytes; null when it does not. */
  readonly length: number | null
  readonly body: Readable
}

/** Downloads an output file. Never rejects. */
export type DownloadFile = (url: string, signal?: AbortSignal) => Promise<Result<Download>>

/** Longest wait for a connection, for the head of an answer, and of silence within it, ms. */
const TIMEOUT_MS = 20_000

/** A proxy that is neither HTTP nor HTTPS (SOCKS). It cannot be used, and it is not bypassed. */
class UnusableProxy extends Error {}

/** Makes the function that downloads output files and nothing else: a path with a task in it is refused. No redirect, no cache. */
export function createDownload({ proxyFor, ca, maxMs = MAX_DOWNLOAD_MS }: DownloadOptions): DownloadFile {
  const tls = { ...(ca === undefined ? {} : { ca: [...ca] }), minVersion: OLDEST_TLS_VERSION } as const
  const settings = {
    connectTimeout: TIMEOUT_MS,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    connect: tls,
  }
  const direct = new Agent(settings)
  const proxies = new Map<string, Dispatcher>()
  const dispatcherFor = async (url: string): Promise<Dispatcher> => {
    const proxy = (await proxyFor?.(new URL(url).origin)) ?? null
    if (proxy === null) return direct
    if (!/^https?:/i.test(proxy)) throw new UnusableProxy()
    const agent = proxies.get(proxy) ?? new ProxyAgent({ ...settings, uri: proxy, requestTls: tls })
    proxies.set(proxy, agent)
    return agent
  }
  return async (url, signal) => {
    const parsed = parsePlainUrl(url)
    if (parsed === null || !isOutputFilePath(url.slice(parsed.origin.length)))
      return fail(appError('file.notOurs'))
    try {
      const { statusCode, headers, body } = await request(url, {
        dispatcher: await dispatcherFor(url),
        signal: AbortSignal.any([...(signal === undefined ? [] : [signal]), AbortSignal.timeout(maxMs)]),
      })
      if (statusCode !== 200) {
        await body.dump()
        return fail(
          appError('file.refused', { reason: `the answer was ${statusCode}` }, { status: statusCode }),
        )
      }
      // The reader of a body gets its errors. A body that nobody reads needs this listener, or its error would be uncaught.
      body.on('error', () => undefined)
      const length = Number(headers['content-length'] ?? Number.NaN)
      return ok({
        type:
          String(headers['content-type'] ?? '')
            .split(';', 1)[0]
            ?.trim()
            .toLowerCase() ?? '',
        length: Number.isFinite(length) ? length : null,
        body,
      })
    } catch (cause) {
      if (cause instanceof UnusableProxy) return fail(appError('network.proxyKind', { host: parsed.host }))
      const reason = cause instanceof Error ? cause.message : String(cause)
      return fail(appError('file.refused', { reason }))
    }
  }
}
