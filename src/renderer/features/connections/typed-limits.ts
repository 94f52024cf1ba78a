import type { ConnectionLimits } from '#shared/model/connection.ts'
import { connectionWords } from '#shared/text/connections.ts'

export const LIMIT_NAMES = ['concurrency', 'perSecond', 'perRun', 'perDay'] as const
type Limit = (typeof LIMIT_NAMES)[number]

/** The limits as they are typed; an empty field is no limit. */
export type TypedLimits = Readonly<Record<Limit, string>>
export type LimitErrors = Partial<Record<`limits.${Limit}`, string>>

export const toTypedLimits = (limits: ConnectionLimits): TypedLimits => ({
  concurrency: String(limits.concurrency),
  perSecond: String(limits.perSecond ?? ''),
  perRun: String(limits.perRun ?? ''),
  perDay: String(limits.perDay ?? ''),
})

/** What is wrong with the typed limits, by field. */
export function validateLimits(typed: TypedLimits): LimitErrors {
  const errors: LimitErrors = {}
  for (const limit of LIMIT_NAMES)
    if (!isValidLimit(limit, typed[limit])) errors[`limits.${limit}`] = connectionWords.errors.limit[limit]
  return errors
}

function isValidLimit(limit: Limit, text: string): boolean {
  const value = parseNumber(text)
  if (value === null) return limit !== 'concurrency'
  if (limit === 'perSecond') return value > 0 && value <= 1000
  return Number.isSafeInteger(value) && value >= 1 && (limit !== 'concurrency' || value <= 256)
}

/** The limits as main takes them. The typed ones have been validated before. */
export const toLimits = (typed: TypedLimits): ConnectionLimits => ({
  concurrency: parseNumber(typed.concurrency) ?? 1,
  perSecond: parseNumber(typed.perSecond),
  perRun: parseNumber(typed.perRun),
  perDay: parseNumber(typed.perDay),
})

/** Reads a number as people write it: "5,000" and "0.5". Null for an empty text, NaN for what is no number. */
function parseNumber(text: string): number | null {
  const plain = text.trim().replace(/(\d)[, ](?=\d{3}\b)/g, '$1')
  if (plain === '') return null
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : NaN
}
