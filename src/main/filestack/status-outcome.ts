import { discardBody } from '#main/lib/body-file.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { cleanStatus, readAnswer, toParsedFile, type Answer, type ParsedAnswer } from './answers.ts'
import type { RemoteJobInfo, RateHint, StatusAnswer, StatusOutcome } from './client.ts'
import { readBodyFileHere, type ReadBodyFile } from './results/body-file-reader.ts'
import { readFactsOf } from './results/read-body.ts'
import { readResultFacts, type ResultFacts } from './results/result-facts.ts'
import type { HttpOutcome } from './transport.ts'
import { readRateHint, toOptionalRate } from './rate-hint.ts'
import {
  toIncompleteError,
  toErrorFacts,
  toForeignError,
  isSuccess,
  toNetworkError,
  toRefusalError,
  toUnusableError,
} from './refusals.ts'
import type { AnswerContext } from './sender.ts'
import { measureDuration, parseServerTime } from './times.ts'
import type { TopLevel } from './top-level.ts'

/**
 * What a status answer says about the job `remoteJobId`. Only `Started` and `Finished` are documented; with other names, the
 * job is polled on (§3). Only JSON that can come from the service and is about this job ends it: a proxy or a login page
 * between us and the service may answer, too.
 */
export async function toStatusOutcome(
  outcome: HttpOutcome,
  where: AnswerContext,
  remoteJobId: string,
  readFile: ReadBodyFile = readBodyFileHere,
): Promise<StatusOutcome> {
  const rate = readRateHint(outcome.kind === 'answer' ? outcome.headers : {}, where.nowMs, where.skewMs)
  if (outcome.kind === 'failed') {
    return { kind: 'retry', error: toNetworkError(outcome.failure, where.host), rate }
  }
  const { file, broken } = outcome
  if (broken?.reason === 'unwritable') return { kind: 'unkept', error: toNetworkError(broken, where.host) }
  const opened = file === undefined ? null : await readFile(file).catch(toUnreadFile)
  if (opened !== null && 'error' in opened) return { kind: 'unkept', ...opened }
  if (opened?.isIntact === false) return { kind: 'unkept', error: appError('job.resultDamaged') }
  const reading =
    opened === null ? await readAnswer(outcome, where.redact) : toParsedFile(opened, where.redact)
  const answer = toStatusAnswer(outcome, reading, rate, remoteJobId, where, opened?.facts)
  if (file !== undefined && answer.kind !== 'ended') await discardBody(file)
  return { ...cleanStatus(answer, where.redact), ...toOptionalRate(rate) }
}

/** The file was written a moment ago: that it cannot be read is no word of the service. */
const toUnreadFile = (cause: unknown): { readonly error: AppError } => ({
  error: appError('journal.unwritable', { reason: cause instanceof Error ? cause.message : String(cause) }),
})

function toStatusAnswer(
  outcome: Answer,
  reading: ParsedAnswer,
  rate: RateHint,
  remoteJobId: string,
  { skewMs }: AnswerContext,
  facts: ResultFacts | undefined,
): StatusAnswer {
  const { status } = outcome
  if (status === 404 || status === 410) {
    if (typeof reading.json === 'string' || outcome.broken !== null)
      return { kind: 'retry', error: toUnusableError(outcome, reading), rate }
    return { kind: 'gone', error: appError('service.gone', {}, toErrorFacts(outcome, reading)) }
  }
  if (!isSuccess(status)) return { kind: 'retry', error: toRefusalError(outcome, reading), rate }
  // A status can be asked for again, so an incomplete body is not kept, even when it can be read.
  if (outcome.broken !== null) return { kind: 'retry', error: toIncompleteError(outcome, reading), rate }
  const remoteStatus = typeof reading.json === 'string' ? undefined : reading.json.get('status')
  if (typeof reading.json === 'string' || typeof remoteStatus !== 'string' || remoteStatus === '') {
    return { kind: 'retry', error: toUnusableError(outcome, reading), rate }
  }
  const end = readEnd(remoteStatus)
  const about = readRemoteJobInfo(reading.json)
  if (isForeign(reading.json, end, remoteJobId))
    return { kind: 'retry', error: toForeignError(outcome, reading), rate }
  if (end === null) return { kind: 'running', remoteStatus, ...about }
  const ttl = reading.json.get('ttl')
  const serverUpdatedAt = parseServerTime(reading.json.get('updatedAt'))
  return {
    kind: 'ended',
    ...about,
    end,
    remoteStatus,
    body: outcome.file ?? outcome.body,
    facts: facts ?? readFacts(outcome.body, reading.json, end),
    durationMs: measureDuration(parseServerTime(reading.json.get('createdAt')), serverUpdatedAt),
    ttl: typeof ttl === 'number' && ttl >= 0 ? ttl : null,
    serverUpdatedAt: serverUpdatedAt === null ? null : serverUpdatedAt - skewMs,
  }
}

/** A small body was parsed already. */
const readFacts = (body: Uint8Array, { whole }: TopLevel, end: 'finished' | 'failed'): ResultFacts =>
  whole === null ? readFactsOf(body) : readResultFacts(whole, end === 'failed')

function readRemoteJobInfo(json: TopLevel): RemoteJobInfo {
  const [workflow, sources] = [json.get('workflow'), json.get('sources')]
  const source: unknown = Array.isArray(sources) ? sources[0] : null
  return { workflow: readText(workflow), source: readText(source) }
}

/** Members that answers of the service have, and hardly any other answers. */
const OWN_MEMBERS = ['jobid', 'job', 'results', 'workflow', 'sources', 'createdAt', 'updatedAt'] as const

/** It is about another job, or about a failure in words that any server on the way may use. */
function isForeign(json: TopLevel, end: 'finished' | 'failed' | null, remoteJobId: string): boolean {
  const named = readText(json.get('jobid')) ?? readText(json.get('job'))
  if (named !== null && named.toLowerCase() !== remoteJobId.toLowerCase()) return true
  return end === 'failed' && json.whole !== null && OWN_MEMBERS.every((name) => !(name in (json.whole ?? {})))
}

const readText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function readEnd(remoteStatus: string): 'finished' | 'failed' | null {
  if (/^finished$/i.test(remoteStatus)) return 'finished'
  return /fail|error|cancel/i.test(remoteStatus) ? 'failed' : null
}
