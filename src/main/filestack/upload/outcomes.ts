import { MAX_MESSAGE_SCAN_BYTES } from '#shared/model/bounds.ts'
import { readAnswer, type Answer, type ParsedAnswer } from '#main/filestack/answers.ts'
import type { Failure } from '#main/filestack/failures.ts'
import type { HttpOutcome } from '#main/filestack/transport.ts'
import { readRateHint, toOptionalRate } from '#main/filestack/rate-hint.ts'
import {
  toIncompleteError,
  toErrorFacts,
  isSuccess,
  toNetworkError,
  toRefusalError,
} from '#main/filestack/refusals.ts'
import type { AnswerContext } from '#main/filestack/sender.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Result } from '#shared/model/result.ts'
import { answerStatus, flawWords } from '#shared/text/unreadable-answers.ts'
import { missingNames } from '#shared/text/unreadable-files.ts'
import type { UploadOutcome } from './client.ts'

/** Reads a successful answer, or says why it cannot be used. */
export type ReadAnswer<T> = (answer: Answer, reading: ParsedAnswer) => Result<T>

/** S3 says in XML that an address has expired, with a 403 or a 400. */
const STALE_PATTERN = /<Code>(RequestTimeTooSkewed|RequestExpired|ExpiredToken)<|<Message>[^<]*\bexpired\b/i
const CODE_PATTERN = /<Code>(\w+)<\/Code>/
/** S3's own time-outs and throttles, whatever status they come with (a `RequestTimeout` comes with 400). */
const PASSING_CODES: ReadonlySet<string> = new Set([
  'BandwidthLimitExceeded',
  'InternalError',
  'OperationAborted',
  'PriorRequestNotComplete',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestTimeout',
  'RequestTimeoutException',
  'ServiceUnavailable',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
])
const PERMANENT_CODES: ReadonlySet<string> = new Set([
  'NotImplemented',
  'NotDeviceOwnerError',
  'UnsupportedOperation',
])
/** Not implemented, and a version of HTTP that is not spoken. */
const PERMANENT_STATUSES: ReadonlySet<number> = new Set([501, 505])
/** What a later try would meet again; a proxy of a kind that cannot be used is never gone past. */
const FINAL_REASONS: ReadonlySet<Failure['reason']> = new Set([
  'certificate',
  'tooLarge',
  'blocked',
  'proxyKind',
  'unsendable',
])

/** What came of one request of the upload protocol. `hasWrongTime`: its policy was signed for another time than the server's. */
export async function toUploadOutcome<T>(
  outcome: HttpOutcome,
  where: AnswerContext,
  hasWrongTime: boolean,
  read: ReadAnswer<T>,
): Promise<UploadOutcome<T>> {
  const rate = readRateHint(outcome.kind === 'answer' ? outcome.headers : {}, where.nowMs, where.skewMs)
  if (outcome.kind === 'failed') {
    const error = toNetworkError(outcome.failure, where.host)
    return isFinal(outcome.failure) ? { kind: 'refused', error } : { kind: 'retry', error, rate }
  }
  const reading = await readAnswer(outcome, where.redact)
  const { status, broken } = outcome
  if (isSuccess(status)) {
    if (broken !== null)
      return { kind: isFinal(broken) ? 'refused' : 'retry', error: toIncompleteError(outcome, reading), rate }
    const data = read(outcome, reading)
    if (!data.ok) return { kind: 'refused', error: data.error }
    return { kind: 'ok', data: data.data, ...toOptionalRate(rate) }
  }
  const error = toUploadRefusal(outcome, reading)
  if (isPassing(outcome)) return { kind: 'retry', error, rate }
  if (isStale(outcome) || (hasWrongTime && (status === 401 || status === 403)))
    return { kind: 'stale', error }
  return { kind: 'refused', error }
}

/** A success whose body is not what it should be. */
export function toUnusableAnswerError(
  answer: Answer,
  reading: ParsedAnswer,
  missing: readonly string[],
): AppError {
  const facts = toErrorFacts(answer, reading)
  if (reading.hasError)
    return appError('upload.refused', { reason: toReason(answer.status, reading.message) }, facts)
  const reason = typeof reading.json === 'string' ? flawWords[reading.json] : missingNames(missing)
  return appError('upload.unreadableAnswer', { reason }, facts)
}

/** True for what a later try would meet again. */
function isFinal({ reason }: Failure): boolean {
  return FINAL_REASONS.has(reason)
}

/** Would the same request be taken a little later? Not what the service calls permanent. */
function isPassing({ status, body }: Answer): boolean {
  if (status === 408 || status === 429) return true
  const isServerError = status >= 500 && !PERMANENT_STATUSES.has(status)
  const code =
    CODE_PATTERN.exec(new TextDecoder().decode(body.subarray(0, MAX_MESSAGE_SCAN_BYTES)))?.[1] ?? ''
  return (isServerError && !PERMANENT_CODES.has(code)) || (status >= 400 && PASSING_CODES.has(code))
}

function isStale({ status, body }: Answer): boolean {
  if (status !== 403 && status !== 400) return false
  return STALE_PATTERN.test(new TextDecoder().decode(body.subarray(0, MAX_MESSAGE_SCAN_BYTES)))
}

function toUploadRefusal(answer: Answer, reading: ParsedAnswer): AppError {
  const usual = toRefusalError(answer, reading)
  const { status } = answer
  if (status < 400 || status >= 500 || status === 429 || usual.code === 'service.unauthorised') return usual
  return appError(
    'upload.refused',
    { reason: toReason(status, reading.message) },
    toErrorFacts(answer, reading),
  )
}

/** The reason as it stands in the middle of a sentence. */
function toReason(status: number, words: string): string {
  return words === '' ? answerStatus(status) : words.replace(/\.+$/, '')
}
