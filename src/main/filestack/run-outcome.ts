import type { RateHint, RunAnswer, RunOutcome } from './client.ts'
import type { Failure } from './failures.ts'
import { readAnswer, type Answer, type Reading } from './answers.ts'
import type { HttpOutcome } from './http.ts'
import { rateHint, rateTold, saysRate } from './rate-hint.ts'
import { factsOf, isSuccess, lostBecause, mayHaveStarted, networkError, refusalOf } from './refusals.ts'
import type { Circumstances } from './sender.ts'
import { lostWords } from '#shared/text/unreadable-answers.ts'
import { timeOf } from './times.ts'

const REJECTED: ReadonlySet<number> = new Set([400, 401, 403, 404])

/** What came of a run, by the engine's contract 1: what is not surely one of the others is unknown. */
export async function runOutcome(outcome: HttpOutcome, where: Circumstances): Promise<RunOutcome> {
  const rate = rateHint(outcome.kind === 'answer' ? outcome.headers : {}, where.nowMs, where.skewMs)
  if (outcome.kind === 'failed') return unanswered(outcome.failure, where.host, rate)
  const answer = runAnswer(outcome, await readAnswer(outcome, where.redact), rate)
  return { ...answer, ...rateTold(rate) }
}

function unanswered(failure: Failure, host: string, rate: RateHint): RunAnswer {
  if (failure.nothingSent) return { kind: 'notStarted', error: networkError(failure, host), rate }
  const { reason } = failure
  const words = lostWords[reason === 'timeout' || reason === 'cancelled' ? reason : 'connection']
  return { kind: 'unknown', error: mayHaveStarted(words) }
}

function runAnswer(outcome: Answer, reading: Reading, rate: RateHint): RunAnswer {
  const { status } = outcome
  if (status === 429 || (status === 503 && saysRate(rate))) {
    return { kind: 'notStarted', error: refusalOf(outcome, reading), rate }
  }
  if (REJECTED.has(status)) {
    return { kind: 'rejected', error: refusalOf(outcome, reading) }
  }
  if (isSuccess(status) && typeof reading.json !== 'string') {
    const remoteJobId = reading.json.get('jobid') ?? reading.json.get('job')
    const remoteStatus = reading.json.get('status')
    if (typeof remoteJobId === 'string' && remoteJobId !== '') {
      return {
        kind: 'started',
        remoteJobId,
        remoteStatus: typeof remoteStatus === 'string' ? remoteStatus : 'Started',
        serverCreatedAt: timeOf(reading.json.get('createdAt')),
      }
    }
  }
  return { kind: 'unknown', error: mayHaveStarted(lostBecause(outcome, reading), factsOf(outcome, reading)) }
}
