import { createHmac, timingSafeEqual } from 'node:crypto'
import { isRecord, parseRecord, type JsonRecord } from './json.ts'

/** A policy and its signature, as a request sent them. */
export interface SignedPolicy {
  readonly policy: string
  readonly signature: string
}

/** What a policy must allow for a request. A limit is checked only when the request has such a value. */
export interface PolicyNeed {
  readonly all?: readonly string[]
  readonly any?: readonly string[]
  readonly handle?: string
  readonly url?: string
  readonly path?: string
  readonly container?: string
  /** Bytes. */
  readonly size?: number
}

export interface SecuritySetting {
  /** False: a request without a policy passes, as in an application with security switched off. A policy that is there is always checked. */
  readonly required: boolean
  readonly appSecret: string
}

/**
 * Why a request is refused (403), or null when it may pass. As strict as the service: URL-safe alphabet, padding kept,
 * lowercase hex signature over the encoded text, expiry in Unix seconds.
 */
export function findPolicyRefusal(
  setting: SecuritySetting,
  signed: SignedPolicy | null,
  need: PolicyNeed,
  now: number,
): string | null {
  if (signed === null) return setting.required ? 'policy missing' : null
  if (!isStrictBase64(signed.policy)) return 'policy encoding'
  if (!hasValidSignature(signed, setting.appSecret)) return 'signature'
  const policy = parseRecord(Buffer.from(signed.policy, 'base64url').toString('utf8'))
  if (policy === null) return 'policy JSON'
  const expiry = policy['expiry']
  if (typeof expiry !== 'number' || !Number.isFinite(expiry)) return 'expiry missing'
  if (expiry * 1000 <= now) return 'expired'
  return findCallRefusal(policy, need) ?? findLimitRefusal(policy, need)
}

/** Lowercase hex of HMAC-SHA256 over the encoded policy. */
export function computeSignature(policy: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(policy).digest('hex')
}

/** A policy encoded and signed as the service wants it: for tests and for people who write curl by hand. */
export function signPolicy(policy: JsonRecord, appSecret: string): SignedPolicy {
  const encoded = Buffer.from(JSON.stringify(policy)).toString('base64')
  const urlSafe = encoded.replaceAll('+', '-').replaceAll('/', '_')
  return { policy: urlSafe, signature: computeSignature(urlSafe, appSecret) }
}

function isStrictBase64(text: string): boolean {
  return text.length > 0 && text.length % 4 === 0 && /^[A-Za-z0-9_-]+={0,2}$/.test(text)
}

function hasValidSignature(signed: SignedPolicy, appSecret: string): boolean {
  const expected = Buffer.from(computeSignature(signed.policy, appSecret))
  const given = Buffer.from(signed.signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function findCallRefusal(policy: JsonRecord, need: PolicyNeed): string | null {
  const calls = policy['call']
  if (calls === undefined) return null
  if (!Array.isArray(calls)) return 'call is no list'
  const missing = need.all?.find((call) => !calls.includes(call))
  if (missing !== undefined) return `call ${missing}`
  if (need.any !== undefined && !need.any.some((call) => calls.includes(call))) return `call ${need.any[0]}`
  return null
}

function findLimitRefusal(policy: JsonRecord, need: PolicyNeed): string | null {
  // The pattern of a handle must match all of it; the other patterns may match anywhere, as people write them.
  if (need.handle !== undefined && !matches(policy['handle'], need.handle, true)) return 'handle'
  for (const limit of ['url', 'path', 'container'] as const) {
    const value = need[limit]
    if (value !== undefined && !matches(policy[limit], value, false)) return limit
  }
  if (need.size !== undefined) {
    if (typeof policy['minSize'] === 'number' && need.size < policy['minSize']) return 'minSize'
    if (typeof policy['maxSize'] === 'number' && need.size > policy['maxSize']) return 'maxSize'
  }
  return null
}

function matches(pattern: unknown, value: string, whole: boolean): boolean {
  if (pattern === undefined) return true
  if (typeof pattern !== 'string') return false
  try {
    return new RegExp(whole ? `^(?:${pattern})$` : pattern).test(value)
  } catch {
    return false
  }
}

/** The policy and signature of a record (a JSON body, or a query read into one); null when there is neither. */
export function readSignedPolicy(record: unknown): SignedPolicy | null {
  if (!isRecord(record)) return null
  const { policy, signature } = record
  if (policy === undefined && signature === undefined) return null
  return {
    policy: typeof policy === 'string' ? policy : '',
    signature: typeof signature === 'string' ? signature : '',
  }
}
