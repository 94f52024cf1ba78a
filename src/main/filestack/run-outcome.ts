import type { RunOutcome } from './client.ts'
import { readAnswer, type Redact } from './answers.ts'
import type { HttpOutcome } from './http.ts'
import { rateHint, rateTold, saysRate } from './rate.ts'
import { factsOf, isSuccess, lostBecause, mayHaveStarted, networkError, refusalOf } from './refusals.ts'
import { lostWords } from '#shared/text/answers.ts'
import { timeOf } from './times.ts'

/** Where an answer came from and when. */
export interface Circumstances {
  readonly host: string
  /** Our clock, Unix ms. */
  readonly nowMs: number
  /** How far the server's clock is ahead of ours, ms. */
  readonly skewMs: number
  readonly redact: Redact
}

const REJECTED: ReadonlySet<number> = new Set([400, 401, 403, 404])

/** What came of a run, by the engine's contract 1: what is not surely one of the others is unknown. */
export async function runOutcome(outcome: HttpOutcome, where: Circumstances): Promise<RunOutcome> {
  if (outcome.kind === 'failed') {
    const { failure } = outcome
    if (failure.nothingSent) {
      const rate = rateHint({}, where.nowMs, where.skewMs)
      return { kind: 'notStarted', error: networkError(failure, where.host), rate }
    }
    const reason =
      failure.reason === 'timeout' || failure.reason === 'cancelled' ? failure.reason : 'connection'
    return { kind: 'unknown', error: mayHaveStarted(lostWords[reason]) }
  }
  const { status, headers } = outcome
  const reading = await readAnswer(outcome, where.redact)
  const rate = rateHint(headers, where.nowMs, where.skewMs)
  if (status === 429 || (status === 503 && saysRate(rate))) {
    return { kind: 'notStarted', error: refusalOf(outcome, reading), rate }
  }
  if (REJECTED.has(status)) {
    return { kind: 'rejected', error: refusalOf(outcome, reading), ...rateTold(rate) }
  }
  if (isSuccess(status) && typeof reading.json !== 'string') {
    const jobid = reading.json.get('jobid') ?? reading.json.get('job')
    const remoteStatus = reading.json.get('status')
    if (typeof jobid === 'string' && jobid !== '') {
      return {
        kind: 'started',
        jobid,
        remoteStatus: typeof remoteStatus === 'string' ? remoteStatus : 'Started',
        serverCreatedAt: timeOf(reading.json.get('createdAt')),
        ...rateTold(rate),
      }
    }
  }
  return { kind: 'unknown', error: mayHaveStarted(lostBecause(outcome, reading), factsOf(outcome, reading)) }
}
