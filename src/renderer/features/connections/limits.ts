import type { ConnectionLimits } from '#shared/model/connection.ts'
import { connections } from '#shared/text/connections.ts'

export const LIMITS = ['concurrency', 'perSecond', 'perRun', 'perDay'] as const
type Limit = (typeof LIMITS)[number]

/** The limits as typed; empty is none. */
export type TypedLimits = Readonly<Record<Limit, string>>
export type LimitErrors = Partial<Record<`limits.${Limit}`, string>>

export const typedLimits = (limits: ConnectionLimits): TypedLimits => ({
  concurrency: String(limits.concurrency),
  perSecond: String(limits.perSecond ?? ''),
  perRun: String(limits.perRun ?? ''),
  perDay: String(limits.perDay ?? ''),
})

/** What cannot be taken, in plain words by field. */
export function limitErrors(typed: TypedLimits): LimitErrors {
  const errors: LimitErrors = {}
  for (const limit of LIMITS)
    if (!isTaken(limit, typed[limit])) errors[`limits.${limit}`] = connections.errors.limit[limit]
  return errors
}

function isTaken(limit: Limit, text: string): boolean {
  const value = numberOf(text)
  if (value === null) return limit !== 'concurrency'
  if (limit === 'perSecond') return value > 0 && value <= 1000
  return Number.isSafeInteger(value) && value >= 1 && (limit !== 'concurrency' || value <= 256)
}

/** The limits as main takes them; what cannot be taken is told by `limitErrors` before. */
export const limitsOf = (typed: TypedLimits): ConnectionLimits => ({
  concurrency: numberOf(typed.concurrency) ?? 1,
  perSecond: numberOf(typed.perSecond),
  perRun: numberOf(typed.perRun),
  perDay: numberOf(typed.perDay),
})

/** As people write numbers: "5,000" and "0.5". Null for nothing, NaN for what is no number. */
function numberOf(text: string): number | null {
  const plain = text.trim().replace(/(\d)[, ](?=\d{3}\b)/g, '$1')
  if (plain === '') return null
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : NaN
}
