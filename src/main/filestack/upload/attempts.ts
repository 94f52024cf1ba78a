import type { RateHint } from '#main/filestack/client.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { assertNever } from '#shared/model/assert.ts'
import { fullJitter } from '#shared/model/backoff.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { UploadOutcome } from './client.ts'
import type { UploadSlots } from './transfer-api.ts'
import { wait } from './waiting.ts'
import type { Failed, Work } from './work.ts'

/** Given up after this many tries *and* this long: what lasts a minute is waited out, whatever the jitter. */
const TRIES = 8
const PATIENCE_MS = 180_000
const SHORTEST_WAIT = 250

/** Makes a request until it has a result: again after what may pass, at once with a new signature, never after a refusal. */
export async function attempt<T>(
  options: Pick<Work, 'clock' | 'random' | 'room' | 'signal'>,
  request: () => Promise<UploadOutcome<T>>,
): Promise<Result<T, Failed>> {
  const { clock, random, room, signal } = options
  const since = clock.now()
  let stale = false
  for (let tries = 1; ; tries++) {
    await room.open(signal)
    if (signal.aborted) return fail(null)
    const outcome = await request()
    if (outcome.kind === 'ok') {
      room.answered(outcome.rate)
      return ok(outcome.data)
    }
    if (signal.aborted) return fail(null)
    switch (outcome.kind) {
      case 'refused':
        return fail(outcome.error)
      case 'stale':
      case 'retry': {
        if (tries >= TRIES && clock.now() - since >= PATIENCE_MS) return fail(gaveUp(tries, outcome.error))
        const again = outcome.kind === 'stale' && !stale
        stale = outcome.kind === 'stale'
        if (again) break
        const told = outcome.kind === 'retry' ? obeyed(room, outcome.error, outcome.rate) : 0
        const jitter = Math.max(SHORTEST_WAIT, fullJitter(random, tries - 1))
        await wait(clock, Math.max(jitter, told - clock.now()), signal)
        break
      }
      default:
        return assertNever(outcome)
    }
  }
}

/** A refusal of the rate closes the room for all. */
function obeyed(room: UploadSlots, { status }: AppError, rate: RateHint): number {
  const told = rate.retryAt ?? rate.resetAt
  if (status === 429 || (status === 503 && told !== null)) room.refused(rate)
  return rate.retryAt ?? 0
}

/** The last cause in its own words, and what is known of its answer. */
function gaveUp(tries: number, cause: AppError): AppError {
  const { code: _code, message, advice: _advice, ...facts } = cause
  return appError('upload.gaveUp', { tries, reason: message }, facts)
}
