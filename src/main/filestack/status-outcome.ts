import { appError } from '#shared/errors/catalogue.ts'
import { readAnswer } from './answers.ts'
import type { StatusOutcome } from './client.ts'
import type { HttpOutcome } from './http.ts'
import { rateHint, rateTold } from './rate.ts'
import { brokenOff, factsOf, isSuccess, networkError, refusalOf, unusable } from './refusals.ts'
import type { Circumstances } from './run-outcome.ts'
import { durationBetween, timeOf } from './times.ts'

/** What a status answer tells. Only `Started` and `Finished` are documented; other names are polled on (§3). */
export async function statusOutcome(outcome: HttpOutcome, where: Circumstances): Promise<StatusOutcome> {
  if (outcome.kind === 'failed') {
    const rate = rateHint({}, where.nowMs, where.skewMs)
    return { kind: 'retry', error: networkError(outcome.failure, where.host), rate }
  }
  const { status, headers, body } = outcome
  const reading = await readAnswer(outcome, where.redact)
  const rate = rateHint(headers, where.nowMs, where.skewMs)
  if (status === 404 || status === 410) {
    return { kind: 'gone', error: appError('service.gone', {}, factsOf(outcome, reading)), ...rateTold(rate) }
  }
  if (!isSuccess(status)) return { kind: 'retry', error: refusalOf(outcome, reading), rate }
  // A status can be asked again: what broke off is not kept, even where what came reads as whole.
  if (outcome.broken !== null) return { kind: 'retry', error: brokenOff(outcome, reading), rate }
  const remoteStatus = typeof reading.json === 'string' ? undefined : reading.json.get('status')
  if (typeof reading.json === 'string' || typeof remoteStatus !== 'string' || remoteStatus === '') {
    return { kind: 'retry', error: unusable(outcome, reading), rate }
  }
  const end = endOf(remoteStatus)
  if (end === null) return { kind: 'running', remoteStatus, ...rateTold(rate) }
  const ttl = reading.json.get('ttl')
  const serverUpdatedAt = timeOf(reading.json.get('updatedAt'))
  return {
    kind: 'ended',
    end,
    remoteStatus,
    body,
    durationMs: durationBetween(timeOf(reading.json.get('createdAt')), serverUpdatedAt),
    ttl: typeof ttl === 'number' && ttl >= 0 ? ttl : null,
    serverUpdatedAt,
    ...rateTold(rate),
  }
}

function endOf(remoteStatus: string): 'finished' | 'failed' | null {
  if (/^finished$/i.test(remoteStatus)) return 'finished'
  return /fail|error|cancel/i.test(remoteStatus) ? 'failed' : null
}
