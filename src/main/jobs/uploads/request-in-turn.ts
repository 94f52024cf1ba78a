import type { UploadOutcome } from '#main/filestack/upload/client.ts'
import type { UploadSlots } from '#main/filestack/upload/transfer-api.ts'
import type { ConnectionScheduler } from '#main/jobs/scheduling/connection-scheduler.ts'
import { findRefusalCause, NO_RATE_HINT, type RequestLimiter } from '#main/jobs/scheduling/request-limiter.ts'
import { appError } from '#shared/errors/catalogue.ts'

/** The requests of a connection's uploads under its one limiter: they wait for the same windows as all others. */
export function createRequestInTurn(scheduler: ConnectionScheduler): UploadSlots['request'] {
  return async <T>(signal: AbortSignal, send: () => Promise<UploadOutcome<T>>): Promise<UploadOutcome<T>> => {
    for (;;) {
      const outcome = await scheduler.requestInTurn('upload', signal, async (permit, limiter) => {
        if (!permit.tryUse()) return null
        const answer = await send()
        reportRate(limiter, answer)
        return answer
      })
      if (outcome !== null) return outcome
      if (signal.aborted) return { kind: 'retry', error: appError('network.cancelled'), rate: NO_RATE_HINT }
    }
  }
}

/** What an answer says of the rate. */
function reportRate(limiter: RequestLimiter, outcome: UploadOutcome<unknown>): void {
  if (outcome.kind !== 'retry') return limiter.answered(outcome.kind === 'ok' ? outcome.rate : undefined)
  const cause = findRefusalCause(outcome.error, outcome.rate)
  if (cause !== null) limiter.refused(outcome.rate, cause)
}
