import { appError } from '#shared/errors/catalogue.ts'
import { cutSecrets } from '#shared/model/presigned-cut.ts'
import { fail, ok } from '#shared/model/result.ts'
import { readAnswer, type Redact } from './answers.ts'
import type { Credentials, FilestackClient } from './client.ts'
import type { HttpOutcome, Transport } from './http.ts'
import { skewOf } from './rate.ts'
import { isSuccess, networkError, refusalOf, unusable } from './refusals.ts'
import { runOutcome, type Circumstances } from './run-outcome.ts'
import { checkSecurity, createSigner } from './security.ts'
import { statusOutcome } from './status-outcome.ts'
import { authorityOf, metadataUrl, runUrl, statusUrl, type UrlBase } from './urls.ts'

export interface ClientOptions {
  readonly transport: Transport
  /** Unix ms. */
  readonly clock: { now(): number }
  /** Cuts secrets from the service's words. Default: policies, signatures and signed links. */
  readonly redact?: Redact
  /** Told with every answer how far the server's clock is ahead, ms (0 within two seconds). `host[:port]`. */
  readonly onServerDate?: (host: string, skewMs: number) => void
}

const HEADERS = {
  accept: 'application/json',
  // The body is kept as it came: it has to come as it is.
  'accept-encoding': 'identity',
  'cache-control': 'no-cache',
  'user-agent': 'Flowbench',
}

/** The Filestack client over a transport. Signs by the server's clock, as far as an answer has told it. */
export function createClient(options: ClientOptions): FilestackClient {
  const { transport, clock, redact = cutSecrets, onServerDate } = options
  const signer = createSigner()
  const skews = new Map<string, number>()

  const serverNow = (baseUrl: string): number => clock.now() + (skews.get(authorityOf(baseUrl)) ?? 0)

  const baseFor = (credentials: Credentials, baseUrl: string): UrlBase => ({
    hosts: credentials.hosts,
    apiKey: credentials.apiKey,
    security: signer.securityOf(credentials.security, serverNow(baseUrl)),
  })

  const send = async (
    url: string,
    signal: AbortSignal,
  ): Promise<{ readonly outcome: HttpOutcome; readonly where: Circumstances }> => {
    const host = authorityOf(url)
    const outcome = await transport.send({ url, headers: HEADERS, signal })
    const nowMs = clock.now()
    const skew = outcome.kind === 'answer' ? skewOf(outcome.headers, nowMs) : null
    if (skew !== null) {
      skews.set(host, skew)
      onServerDate?.(host, skew)
    }
    return { outcome, where: { host, nowMs, skewMs: skews.get(host) ?? 0, redact } }
  }

  return {
    async run(credentials, workflowId, source, signal) {
      if (source.kind === 'file') return { kind: 'rejected', error: appError('source.filesNotYet') }
      const { cdn } = credentials.hosts
      const checked = checkSecurity(credentials, serverNow(cdn))
      if (!checked.ok) return { kind: 'rejected', error: checked.error }
      const url = runUrl(baseFor(credentials, cdn), workflowId, source, credentials.sourceEncoding)
      const { outcome, where } = await send(url, signal)
      return runOutcome(outcome, where)
    },

    async status(credentials, jobid, signal) {
      const url = statusUrl(baseFor(credentials, credentials.hosts.cdn), jobid)
      const { outcome, where } = await send(url, signal)
      return statusOutcome(outcome, where)
    },

    async metadata(credentials, handle, signal) {
      const url = metadataUrl(baseFor(credentials, credentials.hosts.api), handle)
      const { outcome, where } = await send(url, signal)
      if (outcome.kind === 'failed') return fail(networkError(outcome.failure, where.host))
      const reading = await readAnswer(outcome, redact)
      if (!isSuccess(outcome.status)) return fail(refusalOf(outcome, reading))
      if (typeof reading.json === 'string' || reading.saysError) return fail(unusable(outcome, reading))
      return ok({ text: new TextDecoder().decode(outcome.body) })
    },
  }
}
