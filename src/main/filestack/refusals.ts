import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { ErrorCode } from '#shared/errors/entries/index.ts'
import { blockedWords, readBlockedReason } from '#shared/text/blocked-requests.ts'
import { answerStatus, flawWords, unknownStartWords, type Flaw } from '#shared/text/unreadable-answers.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Answer, ParsedAnswer } from './answers.ts'
import type { Failure } from './failures.ts'

/** Why no answer came, as an error. `host` is the name of the server as the person knows it. */
export function toNetworkError(failure: Failure, host: string): AppError {
  switch (failure.reason) {
    case 'unreachable':
      return appError('network.unreachable', { host })
    case 'certificate':
      return appError('network.certificate', { host })
    case 'proxy':
      return appError('network.proxy', { host })
    case 'proxyKind':
      return appError('network.proxyKind', { host })
    case 'unsendable':
      return appError('network.badAddress', { host })
    case 'cancelled':
      return appError('network.cancelled')
    case 'timeout':
      return appError('network.timeout', { host })
    case 'unwritable':
      return failure.error ?? appError('network.lost')
    case 'lost':
      return appError('network.lost')
    case 'tooLarge':
      return toUnreadableError('tooLarge')
    case 'blocked':
      return appError('network.blocked', { host, reason: blockedWords[readBlockedReason(failure.code)] })
    default:
      return assertNever(failure.reason)
  }
}

/** An answer that is no success, with the words of the service if there are any. */
export function toRefusalError(answer: Answer, reading: ParsedAnswer): AppError {
  const values = { reason: reading.message === '' ? answerStatus(answer.status) : reading.message }
  return appError(toErrorCode(answer.status, reading.message), values, toErrorFacts(answer, reading))
}

/** A success that cannot be used: it reports an error, or cannot be read. */
export function toUnusableError(answer: Answer, reading: ParsedAnswer): AppError {
  const facts = toErrorFacts(answer, reading)
  if (typeof reading.json === 'string') return toUnreadableError(reading.json, facts)
  if (!reading.hasError) return toUnreadableError('noStatus', facts)
  const reason = reading.message === '' ? answerStatus(answer.status) : reading.message
  return appError('service.errorInBody', { reason }, facts)
}

/** JSON that is not about the job that was asked for. */
export function toForeignError(answer: Answer, reading: ParsedAnswer): AppError {
  return toUnreadableError('foreign', toErrorFacts(answer, reading))
}

/** A success whose body is incomplete. */
export function toIncompleteError(answer: Answer, reading: ParsedAnswer): AppError {
  return toUnreadableError(reading.json === 'tooLarge' ? 'tooLarge' : 'cut', toErrorFacts(answer, reading))
}

/** The answer to a run is lost: it may have started. */
export function toMayHaveStartedError(reason: string, facts: ErrorFacts = {}): AppError {
  return appError('job.mayHaveStarted', { reason }, facts)
}

/** How the answer was lost: the part of a sentence that `mayHaveStarted` needs. */
export function describeUnknownStart(answer: Answer, reading: ParsedAnswer): string {
  if (isRedirect(answer.status)) return unknownStartWords.redirected
  if (!isSuccess(answer.status)) return unknownStartWords.status(answer.status)
  if (typeof reading.json === 'string') return flawWords[reading.json]
  return unknownStartWords.error
}

export type ErrorFacts = Pick<AppError, 'status' | 'correlationId' | 'detail'>

/** What support asks for: status, correlation id, and the words of the service. */
export function toErrorFacts(answer: Answer, reading: ParsedAnswer): ErrorFacts {
  return {
    status: answer.status,
    ...(reading.correlationId === null ? {} : { correlationId: reading.correlationId }),
    ...(reading.message === '' ? {} : { detail: reading.message }),
  }
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400
}

function toUnreadableError(flaw: Flaw, facts: ErrorFacts = {}): AppError {
  return appError('service.unreadable', { reason: flawWords[flaw] }, facts)
}

/** The edge servers answer 401 for a bad policy, the others 403 (docs/filestack-api.md §1), so the words decide. */
function toErrorCode(status: number, words: string): ErrorCode {
  if (status === 401)
    return /policy|signature|security/i.test(words) ? 'service.forbidden' : 'service.unauthorised'
  if (status === 403) return 'service.forbidden'
  if (status === 404) return 'service.notFound'
  if (status === 410) return 'service.gone'
  if (status === 400) return 'service.badRequest'
  if (status === 429) return 'service.rateLimited'
  if (isRedirect(status)) return 'service.redirected'
  return status >= 500 ? 'service.unavailable' : 'service.errorInBody'
}
