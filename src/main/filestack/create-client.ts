import { cutSecrets } from '#shared/model/presigned-cut.ts'
import { policyEnded } from '#shared/model/policy.ts'
import { fail, ok } from '#shared/model/result.ts'
import { readAnswer } from './answers.ts'
import type { Credentials, FilestackClient } from './client.ts'
import type { RequestKind } from './gate/request-kind.ts'
import { toThrownFailure } from './failures.ts'
import type { HttpOutcome } from './transport.ts'
import { isSuccess, toNetworkError, toRefusalError, toUnusableError } from './refusals.ts'
import { toRunOutcome } from './run-outcome.ts'
import { checkSecurity, createSigner } from './security.ts'
import { createHttpSender, type ClientOptions, type HttpSender } from './sender.ts'
import { toStatusOutcome } from './status-outcome.ts'
import { toMetadataUrl, toRunUrl, toStatusUrl, type UrlBase } from './urls.ts'

const HEADERS = {
  accept: 'application/json',
  // The body is kept byte for byte, so it must not come compressed.
  'accept-encoding': 'identity',
  'cache-control': 'no-cache',
  'user-agent': 'Flowbench',
}

/** Beyond this a policy of an hour may have been refused for its time, ms. */
const MAX_MISTAKE_MS = 60_000

/**
 * Whether a refusal may be due to our clock: at the start nothing is known of the server's, and the first policies are signed by
 * ours. Only requests that left before the first answer are meant, so that none is repeated without end.
 */
function isMistimed(
  { security }: Credentials,
  { outcome, mistakenMs, isFirstSeen }: Awaited<ReturnType<HttpSender['send']>>,
): boolean {
  if (security.kind !== 'secret' || !isFirstSeen || mistakenMs <= MAX_MISTAKE_MS) return false
  return outcome.kind === 'answer' && (outcome.status === 401 || outcome.status === 403)
}

/** The Filestack client over a transport. Policies are signed by the clock of the server, once an answer has shown it. */
export function createClient(options: ClientOptions): FilestackClient {
  const { redact = cutSecrets } = options
  const sender = createHttpSender(options)
  const signer = createSigner()

  const baseFor = (credentials: Credentials, baseUrl: string): UrlBase => ({
    hosts: credentials.hosts,
    apiKey: credentials.apiKey,
    security: signer.getSignedPolicy(credentials.security, sender.serverNow(baseUrl)),
  })

  const send = async (kind: RequestKind, connection: Credentials, url: string, signal: AbortSignal) => {
    const sent = await sender.send({ purpose: { kind, connection }, url, headers: HEADERS, signal })
    return { ...sent, isMistimed: isMistimed(connection, sent) }
  }

  return {
    serverNow: (baseUrl) => sender.serverNow(baseUrl),

    async run(credentials, workflowId, source, signal) {
      const { cdn } = credentials.hosts
      const checked = checkSecurity(credentials, sender.earliestServerNow(cdn))
      if (!checked.ok) return { kind: 'rejected', error: checked.error }
      let url: string
      try {
        url = toRunUrl(baseFor(credentials, cdn), workflowId, source, credentials.sourceEncoding)
      } catch (error) {
        // Our own failure, before anything was sent.
        const unsent: HttpOutcome = { kind: 'failed', failure: toThrownFailure(error, false) }
        return toRunOutcome(unsent, { host: cdn, nowMs: options.clock.now(), skewMs: 0, redact })
      }
      const { outcome, where, isMistimed } = await send('start', credentials, url, signal)
      return toRunOutcome(outcome, where, isMistimed)
    },

    async status(credentials, remoteJobId, signal) {
      const { cdn } = credentials.hosts
      const checked = checkSecurity(credentials, sender.earliestServerNow(cdn), policyEnded)
      if (!checked.ok) return { kind: 'withheld', error: checked.error }
      const url = toStatusUrl(baseFor(credentials, cdn), remoteJobId)
      const { outcome, where, isMistimed } = await send('status', credentials, url, signal)
      const told = await toStatusOutcome(outcome, where, remoteJobId, options.readBodyFile)
      return isMistimed && told.kind === 'retry' ? { ...told, isMistimed } : told
    },

    async metadata(credentials, handle, signal) {
      const url = toMetadataUrl(baseFor(credentials, credentials.hosts.api), handle)
      const { outcome, where } = await send('metadata', credentials, url, signal)
      if (outcome.kind === 'failed') return fail(toNetworkError(outcome.failure, where.host))
      const reading = await readAnswer(outcome, redact)
      if (!isSuccess(outcome.status)) return fail(toRefusalError(outcome, reading))
      if (typeof reading.json === 'string' || reading.hasError) return fail(toUnusableError(outcome, reading))
      return ok({ text: new TextDecoder().decode(outcome.body) })
    },
  }
}
