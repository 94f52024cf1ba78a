import type { RateHint, RunAnswer, RunOutcome } from './client.ts'
import type { Failure } from './failures.ts'
import { cleanStatus, readAnswer, type Answer, type ParsedAnswer } from './answers.ts'
import type { HttpOutcome } from './transport.ts'
import { readRateHint, toOptionalRate, hasRateHint } from './rate-hint.ts'
import {
  toErrorFacts,
  isSuccess,
  describeUnknownStart,
  toMayHaveStartedError,
  toNetworkError,
  toRefusalError,
} from './refusals.ts'
import type { AnswerContext } from './sender.ts'
import { unknownStartWords } from '#shared/text/unreadable-answers.ts'
import { parseServerTime } from './times.ts'

/** Ids of the service are UUIDs. What is no word of a sensible length is not written into the journal and into addresses. */
const REMOTE_JOB_ID = /^[\w.~-]{1,128}$/

const REJECTED_STATUSES: ReadonlySet<number> = new Set([400, 401, 403, 404])

/** The outcome of a run request by contract 1: an answer that is not surely one of the others is `unknown`. */
export async function toRunOutcome(
  outcome: HttpOutcome,
  where: AnswerContext,
  isMistimed = false,
): Promise<RunOutcome> {
  const rate = readRateHint(outcome.kind === 'answer' ? outcome.headers : {}, where.nowMs, where.skewMs)
  if (outcome.kind === 'failed') return toUnansweredRun(outcome.failure, where.host, rate)
  const reading = await readAnswer(outcome, where.redact)
  const answer = isMistimed
    ? ({ kind: 'notStarted', error: toRefusalError(outcome, reading), rate, isMistimed } as const)
    : toRunAnswer(outcome, reading, rate)
  return { ...cleanStatus(answer, where.redact), ...toOptionalRate(rate) }
}

function toUnansweredRun(failure: Failure, host: string, rate: RateHint): RunAnswer {
  // The gate would refuse it again.
  if (failure.reason === 'blocked') return { kind: 'rejected', error: toNetworkError(failure, host) }
  if (failure.nothingSent) return { kind: 'notStarted', error: toNetworkError(failure, host), rate }
  const { reason } = failure
  const words = unknownStartWords[reason === 'timeout' || reason === 'cancelled' ? reason : 'connection']
  return { kind: 'unknown', error: toMayHaveStartedError(words) }
}

function toRunAnswer(outcome: Answer, reading: ParsedAnswer, rate: RateHint): RunAnswer {
  const { status } = outcome
  if (status === 429 || (status === 503 && hasRateHint(rate))) {
    return { kind: 'notStarted', error: toRefusalError(outcome, reading), rate }
  }
  if (REJECTED_STATUSES.has(status)) {
    return { kind: 'rejected', error: toRefusalError(outcome, reading) }
  }
  if (isSuccess(status) && typeof reading.json !== 'string') {
    const remoteJobId = reading.json.get('jobid') ?? reading.json.get('job')
    const remoteStatus = reading.json.get('status')
    if (typeof remoteJobId === 'string' && REMOTE_JOB_ID.test(remoteJobId)) {
      return {
        kind: 'started',
        remoteJobId,
        remoteStatus: typeof remoteStatus === 'string' ? remoteStatus : 'Started',
        serverCreatedAt: parseServerTime(reading.json.get('createdAt')),
      }
    }
  }
  return {
    kind: 'unknown',
    error: toMayHaveStartedError(describeUnknownStart(outcome, reading), toErrorFacts(outcome, reading)),
  }
}
