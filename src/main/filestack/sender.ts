import { MAX_BELIEVED_CLOCK_SKEW_MS } from '#shared/model/bounds.ts'
import { cutSecrets } from '#shared/model/presigned-cut.ts'
import type { Redact } from './answers.ts'
import type { ReadBodyFile } from './results/body-file-reader.ts'
import type { HttpOutcome, HttpRequest, Transport } from './transport.ts'
import { measureClockSkew, readDate } from './rate-hint.ts'
import { ServerClock } from './server-clock.ts'
import { readAuthority } from './urls.ts'

export interface ClientOptions {
  readonly transport: Transport
  /** Unix ms. `toWallMs` converts to the clock of the computer, which may have been set in the meantime. */
  readonly clock: { now(): number; toWallMs?(ms: number): number }
  /** Cuts secrets from the words of the service. By default it cuts policies, signatures and signed links. */
  readonly redact?: Redact
  /** Reads results that the transport wrote to files. By default in the thread of the caller. */
  readonly readBodyFile?: ReadBodyFile
  /** Called with every answer: how far the clock of the server is ahead, ms (0 within two seconds). `host[:port]`. */
  readonly onServerDate?: (host: string, skewMs: number) => void
}

/** Where an answer came from and when. */
export interface AnswerContext {
  readonly host: string
  /** Our clock, Unix ms. */
  readonly nowMs: number
  /** How far the server's clock is ahead of ours at least, ms; 0 while that is not known. */
  readonly skewMs: number
  readonly redact: Redact
}

/** Sends requests, each once, and learns the time of the server from every answer. */
export interface HttpSender {
  /** The time of the server, Unix ms, as far as an answer has shown it. */
  serverNow(baseUrl: string): number
  /** The earliest that it may be: before the first answer, our clock may be as far ahead as we believe a clock to be. */
  earliestServerNow(baseUrl: string): number
  /** `mistakenMs`: how wrong our estimate of the server's time was when the request was made. */
  send(request: HttpRequest): Promise<{
    readonly outcome: HttpOutcome
    readonly where: AnswerContext
    readonly mistakenMs: number
    /** No answer had shown the server's time when the request was made. */
    readonly isFirstSeen: boolean
  }>
}

export function createHttpSender({
  transport,
  clock,
  redact = cutSecrets,
  onServerDate,
}: ClientOptions): HttpSender {
  const skews = new Map<string, number>()
  const serverClocks = new Map<string, ServerClock>()
  return {
    serverNow: (baseUrl) => clock.now() + (skews.get(readAuthority(baseUrl)) ?? 0),

    earliestServerNow: (baseUrl) =>
      clock.now() + (skews.get(readAuthority(baseUrl)) ?? -MAX_BELIEVED_CLOCK_SKEW_MS),

    async send(request) {
      const host = readAuthority(request.url)
      const isFirstSeen = !skews.has(host)
      const before = skews.get(host) ?? 0
      const sentAt = clock.now()
      const outcome = await transport.send(request)
      const nowMs = clock.now()
      const serverClock = serverClocks.get(host) ?? new ServerClock()
      serverClocks.set(host, serverClock)
      // The clock of a storage is not that of the service, so only hosts that may get the credentials are read.
      if (outcome.kind === 'answer' && request.purpose.kind !== 'part') {
        const date = readDate(outcome.headers)
        const skew = measureClockSkew(date, nowMs)
        if (skew !== null) {
          if (Math.abs(skew) <= MAX_BELIEVED_CLOCK_SKEW_MS) skews.set(host, skew)
          serverClock.note(date, sentAt, nowMs)
          // Compared with the clock that the person sees, which may have been set in the meantime.
          onServerDate?.(host, measureClockSkew(date, clock.toWallMs?.(nowMs) ?? nowMs) ?? skew)
        }
      }
      const mistakenMs = Math.abs((skews.get(host) ?? 0) - before)
      const where = { host, nowMs, skewMs: serverClock.leastSkewMs ?? 0, redact }
      return { outcome, where, mistakenMs, isFirstSeen }
    },
  }
}
