import { createHmac } from 'node:crypto'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { decodePolicy, policyBlocks, policyUnreadable, type Policy } from '#shared/model/policy.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { Credentials } from './client.ts'
import { toBase64Url, type SignedPolicy } from './urls.ts'

/** What a policy signed by the app allows: no more than it needs itself (docs/filestack-api.md §1). */
const POLICY_CALLS = ['pick', 'store', 'read', 'stat', 'convert', 'runWorkflow'] as const
/** What a policy for fetching one file allows, as it is or made smaller on the way. */
const READ_CALLS = ['read'] as const
const SMALLER_CALLS = ['read', 'convert'] as const
const POLICY_LIFETIME_MS = 3_600_000
/** A policy that ends earlier is replaced, so that none ends while a request is under way. */
const MIN_POLICY_LIFE_MS = 20 * 60_000

/** Encodes a policy's JSON and signs it: lowercase hex of HMAC-SHA256 over the encoded text. */
export function signPolicy(policyJson: string, appSecret: string): SignedPolicy {
  const policy = toBase64Url(policyJson)
  return { policy, signature: createHmac('sha256', appSecret).update(policy).digest('hex') }
}

/** Gives the policy and signature for a request. */
export interface Signer {
  /** `serverNowMs`: the time of the server, Unix ms. Null when the connection has no security. */
  getSignedPolicy(security: Credentials['security'], serverNowMs: number): SignedPolicy | null
  /**
   * The same for one file: it allows reading only, and only this `handle` when the file is stored. `smaller`: also to have the
   * picture made smaller.
   */
  getReadPolicy(
    security: Credentials['security'],
    serverNowMs: number,
    handle: string | null,
    smaller?: 'smaller',
  ): SignedPolicy | null
}

/** Signs one-hour policies from an app secret, each used until it has twenty minutes left. */
export function createSigner(): Signer {
  const signed = new Map<string, { readonly pair: SignedPolicy; readonly endsAt: number }>()
  return {
    getReadPolicy(security, serverNowMs, handle, smaller) {
      if (security.kind !== 'secret') return toPastedPair(security)
      const expiry = Math.floor((serverNowMs + POLICY_LIFETIME_MS) / 1000)
      const call = smaller === undefined ? READ_CALLS : SMALLER_CALLS
      const policy = { expiry, call, ...(handle === null ? {} : { handle }) }
      return signPolicy(JSON.stringify(policy), security.appSecret)
    },
    getSignedPolicy(security, serverNowMs) {
      if (security.kind !== 'secret') return toPastedPair(security)
      const kept = signed.get(security.appSecret)
      const left = kept === undefined ? 0 : kept.endsAt - serverNowMs
      // More time is left than a policy lasts: the clock was set back, and the policy would be valid for longer than an hour.
      if (kept !== undefined && left > MIN_POLICY_LIFE_MS && left <= POLICY_LIFETIME_MS) return kept.pair
      const expiry = Math.floor((serverNowMs + POLICY_LIFETIME_MS) / 1000)
      const pair = signPolicy(JSON.stringify({ expiry, call: POLICY_CALLS }), security.appSecret)
      signed.set(security.appSecret, { pair, endsAt: expiry * 1000 })
      return pair
    },
  }
}

/** A pasted policy is used as it is: without the app secret it cannot be restricted. */
function toPastedPair(security: Exclude<Credentials['security'], { kind: 'secret' }>): SignedPolicy | null {
  if (security.kind === 'none') return null
  return { policy: security.policy.trim(), signature: security.signature.trim() }
}

/**
 * Can a workflow be run (or what `blocks` judges be done) with this security at `nowMs` (Unix ms)?
 * Says why not before a request is spent.
 */
export function checkSecurity(
  credentials: Pick<Credentials, 'security'>,
  nowMs: number,
  blocks: (policy: Policy, nowMs: number) => AppError | null = policyBlocks,
): Result<null> {
  const { security } = credentials
  if (security.kind !== 'policy') return ok(null)
  const policy = decodePolicy(security.policy)
  if (!policy.ok) return fail(policyUnreadable(policy.error))
  const blocked = blocks(policy.data, nowMs)
  if (blocked !== null) return fail(blocked)
  if (!/^[0-9a-f]{64}$/i.test(security.signature.trim())) return fail(appError('signature.malformed'))
  return ok(null)
}
