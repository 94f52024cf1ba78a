import { appError } from '#shared/errors/catalogue.ts'
import { readAnswer, type Answer, type Reading } from './answers.ts'
import type { JobAbout, RateHint, StatusAnswer, StatusOutcome } from './client.ts'
import type { HttpOutcome } from './http.ts'
import { rateHint, rateTold } from './rate.ts'
import { brokenOff, factsOf, isSuccess, networkError, refusalOf, unusable } from './refusals.ts'
import type { Circumstances } from './sender.ts'
import { durationBetween, timeOf } from './times.ts'
import type { TopLevel } from './top-level.ts'

/** What a status answer tells. Only `Started` and `Finished` are documented; other names are polled on (§3). */
export async function statusOutcome(outcome: HttpOutcome, where: Circumstances): Promise<StatusOutcome> {
  const rate = rateHint(outcome.kind === 'answer' ? outcome.headers : {}, where.nowMs, where.skewMs)
  if (outcome.kind === 'failed') {
    return { kind: 'retry', error: networkError(outcome.failure, where.host), rate }
  }
  const answer = statusAnswer(outcome, await readAnswer(outcome, where.redact), rate)
  return { ...answer, ...rateTold(rate) }
}

function statusAnswer(outcome: Answer, reading: Reading, rate: RateHint): StatusAnswer {
  const { status, body } = outcome
  if (status === 404 || status === 410) {
    return { kind: 'gone', error: appError('service.gone', {}, factsOf(outcome, reading)) }
  }
  if (!isSuccess(status)) return { kind: 'retry', error: refusalOf(outcome, reading), rate }
  // A status can be asked again: what broke off is not kept, even where what came reads as whole.
  if (outcome.broken !== null) return { kind: 'retry', error: brokenOff(outcome, reading), rate }
  const remoteStatus = typeof reading.json === 'string' ? undefined : reading.json.get('status')
  if (typeof reading.json === 'string' || typeof remoteStatus !== 'string' || remoteStatus === '') {
    return { kind: 'retry', error: unusable(outcome, reading), rate }
  }
  const end = endOf(remoteStatus)
  const about = aboutOf(reading.json)
  if (end === null) return { kind: 'running', remoteStatus, ...about }
  const ttl = reading.json.get('ttl')
  const serverUpdatedAt = timeOf(reading.json.get('updatedAt'))
  return {
    kind: 'ended',
    ...about,
    end,
    remoteStatus,
    body,
    parsed: reading.json.whole,
    durationMs: durationBetween(timeOf(reading.json.get('createdAt')), serverUpdatedAt),
    ttl: typeof ttl === 'number' && ttl >= 0 ? ttl : null,
    serverUpdatedAt,
  }
}

function aboutOf(json: TopLevel): JobAbout {
  const [workflow, sources] = [json.get('workflow'), json.get('sources')]
  const source: unknown = Array.isArray(sources) ? sources[0] : null
  return { workflow: textOf(workflow), source: textOf(source) }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function endOf(remoteStatus: string): 'finished' | 'failed' | null {
  if (/^finished$/i.test(remoteStatus)) return 'finished'
  return /fail|error|cancel/i.test(remoteStatus) ? 'failed' : null
}
