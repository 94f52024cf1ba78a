import type { RateHint } from '#main/filestack/client.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { assertNever } from '#shared/model/assert.ts'
import { fullJitter } from '#shared/model/backoff.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { UploadOutcome } from './client.ts'
import type { UploadSlots } from './transfer-api.ts'
import { wait } from '#main/lib/wait.ts'
import type { StepFailure, TransferContext } from './transfer-context.ts'

/**
 * A request is given up only after so many tries *and* so long. Tries that did not reach the service do not count: offline
 * an upload waits as jobs do.
 */
const MIN_TRIES = 8
const MIN_RETRY_TIME_MS = 180_000
const MIN_RETRY_WAIT_MS = 250
/** What waiting does not mend, or what happens under way. */
const FINAL_NETWORK_CODES: ReadonlySet<string> = new Set(['network.lost', 'network.timeout'])

/**
 * Makes a request until it has a result: once more after a passing trouble, at once with a new signature after `stale`, never
 * again after a refusal.
 */
export async function retryUntilResult<T>(
  options: Pick<TransferContext, 'clock' | 'random' | 'slots' | 'signal'>,
  request: () => Promise<UploadOutcome<T>>,
): Promise<Result<T, StepFailure>> {
  const { clock, random, slots, signal } = options
  let startedAt = clock.now()
  let wasStale = false
  let unreached = 0
  for (let tries = 1; ; tries++) {
    await slots.waitUntilOpen(signal)
    if (signal.aborted) return fail(null)
    const outcome = await request()
    if (outcome.kind === 'ok') {
      slots.answered(outcome.rate)
      return ok(outcome.data)
    }
    if (signal.aborted) return fail(null)
    switch (outcome.kind) {
      case 'refused':
        return fail(outcome.error)
      case 'stale':
      case 'retry': {
        if (outcome.kind === 'retry' && isUnreached(outcome.error)) {
          // Failures from before it are not counted either: they may be of the same trouble.
          tries = 0
          const waitMs = Math.max(MIN_RETRY_WAIT_MS, fullJitter(random, unreached))
          unreached += 1
          await wait(clock, waitMs, signal)
          startedAt = clock.now()
          break
        }
        unreached = 0
        if (tries >= MIN_TRIES && clock.now() - startedAt >= MIN_RETRY_TIME_MS)
          return fail(toGaveUpError(tries, outcome.error))
        const isAtOnce = outcome.kind === 'stale' && !wasStale
        wasStale = outcome.kind === 'stale'
        if (isAtOnce) break
        const notBefore = outcome.kind === 'retry' ? applyRefusal(slots, outcome.error, outcome.rate) : 0
        const jitterMs = Math.max(MIN_RETRY_WAIT_MS, fullJitter(random, tries - 1))
        await wait(clock, Math.max(jitterMs, notBefore - clock.now()), signal)
        break
      }
      default:
        return assertNever(outcome)
    }
  }
}

/** No answer, and not because the connection broke under way: there is no way to the service. */
const isUnreached = ({ code, status }: AppError): boolean =>
  status === undefined && code.startsWith('network.') && !FINAL_NETWORK_CODES.has(code)

/** A refusal of the rate closes the slots for all parts. Returns the time before which not to ask again, Unix ms. */
function applyRefusal(slots: UploadSlots, { status }: AppError, rate: RateHint): number {
  const reopensAt = rate.retryAt ?? rate.resetAt
  if (status === 429 || (status === 503 && reopensAt !== null)) slots.refused(rate)
  return rate.retryAt ?? 0
}

/** Names the last cause and the facts of its answer. */
function toGaveUpError(tries: number, cause: AppError): AppError {
  const { code: _code, message, advice: _advice, ...facts } = cause
  return appError('upload.gaveUp', { tries, reason: message }, facts)
}
