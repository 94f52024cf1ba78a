import { appError } from '#shared/errors/catalogue.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { formatBytes } from '#shared/format/bytes.ts'
import { textFromBase64, unescaped } from './policy-base64.ts'
import { fail, ok, type Result } from './result.ts'

/** What a policy allows. `expiry` in Unix seconds; `calls` null means everything but exif. */
export interface Policy {
  readonly expiry: number
  readonly calls: readonly string[] | null
  /** Regular expressions limiting what may be processed or stored. */
  readonly handle?: string
  readonly url?: string
  readonly path?: string
  readonly container?: string
  /** Bytes. */
  readonly minSize?: number
  readonly maxSize?: number
}

export type PolicyFault = 'empty' | 'notBase64' | 'notJson' | 'notAnObject' | 'noExpiry' | 'badCalls'

const FAULTS: Readonly<Record<PolicyFault, string>> = {
  empty: 'it is empty',
  notBase64: 'it is not base64 of a text',
  notJson: 'what it encodes is not whole JSON',
  notAnObject: 'what it encodes is not a JSON object',
  noExpiry: 'it has no expiry in Unix seconds',
  badCalls: 'its call is not a list of names',
}

const NEEDED = ['runWorkflow', 'convert']
/** Either of them lets files in. */
const UPLOAD_CALLS = ['pick', 'store']
const HOUR_MS = 3_600_000
const TEXT_LIMITS = ['handle', 'url', 'path', 'container'] as const
const SIZE_LIMITS = ['minSize', 'maxSize'] as const

/** Reads an encoded policy leniently: either alphabet, padded or not, percent-escaped or not. */
export function decodePolicy(encoded: string): Result<Policy, PolicyFault> {
  const trimmed = encoded.trim()
  if (trimmed === '') return fail('empty')
  const text = textFromBase64(unescaped(trimmed) ?? trimmed)
  if (text === null) return fail('notBase64')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return fail('notJson')
  }
  if (!isRecord(value)) return fail('notAnObject')
  return toPolicy(value)
}

/** In seconds, this is after the year 5000: the expiry was written in ms, so the policy practically never ends. */
const MAX_LIKELY_EXPIRY = 100_000_000_000

/** Was the expiry written in milliseconds? The service reads seconds. */
export const isExpiryInMs = ({ expiry }: Policy): boolean => expiry > MAX_LIKELY_EXPIRY

/** The fault as an error a person understands. */
export function policyUnreadable(fault: PolicyFault): AppError {
  return appError('policy.unreadable', { reason: FAULTS[fault] })
}

/** Why no workflow can be run under this policy at `nowMs` (Unix ms); null when it can. */
export function policyBlocks(policy: Policy, nowMs: number): AppError | null {
  const ended = policyEnded(policy, nowMs)
  const { calls } = policy
  if (ended !== null || calls === null) return ended
  const missing = NEEDED.filter((call) => !calls.includes(call))
  return missing.length === 0 ? null : missingCalls(missing, NEEDED)
}

/** Why no file of `size` bytes (null: not to be judged) can be uploaded at `nowMs` (Unix ms); null when it can. */
export function policyBlocksUpload(policy: Policy, nowMs: number, size: number | null): AppError | null {
  const ended = policyEnded(policy, nowMs)
  if (ended !== null) return ended
  const { calls, maxSize } = policy
  if (calls !== null && !UPLOAD_CALLS.some((call) => calls.includes(call)))
    return missingCalls(UPLOAD_CALLS, UPLOAD_CALLS, 'or')
  if (size === null || maxSize === undefined || size <= maxSize) return null
  return appError('upload.tooLarge', { size: formatBytes(size), limit: formatBytes(maxSize) })
}

/** The policy's time is over at `nowMs` (Unix ms): whatever it allowed, the service refuses it. */
export function policyEnded(policy: Policy, nowMs: number): AppError | null {
  if (policy.expiry * 1000 > nowMs) return null
  return appError('policy.expired', { date: dateInWords(policy.expiry) })
}

/** `or`: any one of them is enough. */
function missingCalls(
  missing: readonly string[],
  needed: readonly string[],
  by: 'and' | 'or' = 'and',
): AppError {
  const join = (calls: readonly string[]): string => calls.join(` ${by} `)
  return appError('policy.missingCall', { calls: join(missing), needed: join(needed) })
}

/** A warning when the policy still holds at `nowMs` but ends within the hour. */
export function policyEndsSoon(policy: Policy, nowMs: number): AppError | null {
  const left = policy.expiry * 1000 - nowMs
  return left > 0 && left <= HOUR_MS
    ? appError('policy.endsSoon', { date: dateInWords(policy.expiry) })
    : null
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** Unix seconds as "1 January 2020, 17:30 UTC". */
export function dateInWords(seconds: number): string {
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) return 'a date out of range'
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`
  return `${day}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`
}

function toPolicy(value: Readonly<Record<string, unknown>>): Result<Policy, PolicyFault> {
  const expiry = readSeconds(value['expiry'])
  if (!Number.isFinite(expiry) || expiry === 0) return fail('noExpiry')
  const calls = readCalls(value['call'])
  if (calls === undefined) return fail('badCalls')
  const policy: { -readonly [K in keyof Policy]: Policy[K] } = { expiry, calls }
  for (const name of TEXT_LIMITS) {
    const limit = value[name]
    if (typeof limit === 'string') policy[name] = limit
  }
  for (const name of SIZE_LIMITS) {
    const limit = value[name]
    if (typeof limit === 'number') policy[name] = limit
  }
  return ok(policy)
}

/** Some tools write the expiry as a text. */
function readSeconds(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN
}

/** Null without the key, undefined when it is no list of names. */
function readCalls(value: unknown): readonly string[] | null | undefined {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value.split(/[\s,]+/).filter((name) => name !== '')
  return Array.isArray(value) && value.every((name) => typeof name === 'string') ? value : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
