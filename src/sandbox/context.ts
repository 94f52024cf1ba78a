import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { invalidKey, invalidPolicy, refusal, type Answer, type Edge } from './answer.ts'
import type { Faults } from './faults.ts'
import type { Jobs } from './jobs.ts'
import type { Ledger } from './ledger.ts'
import { findPolicyRefusal, type PolicyNeed, type SecuritySetting, type SignedPolicy } from './security.ts'
import type { Uploads } from './uploads.ts'

/** What every endpoint may use. */
export interface Context {
  /** Unix ms. */
  readonly now: () => number
  readonly apiKey: string
  readonly security: SecuritySetting
  /** All parts of an upload but the last are at least this long, in bytes. */
  readonly minPartBytes: number
  readonly faults: Faults
  readonly jobs: Jobs
  readonly uploads: Uploads
  readonly ledger: Ledger
  /** Base of every address handed out, without a trailing slash. */
  readonly url: () => string
}

/** One request, as an endpoint sees it. */
export interface SandboxRequest {
  readonly method: string
  /** As it came on the wire: not decoded, without the query. */
  readonly path: string
  readonly query: string
  readonly headers: IncomingHttpHeaders
  readonly stream: Readable
  /** When it arrived, Unix ms. */
  readonly at: number
  /** Not the first request of its connection. */
  readonly reused: boolean
  /** A status answer that is not final calls its state by an undocumented name. */
  readonly unknownName: boolean
}

export type Handler = (context: Context, request: SandboxRequest) => Answer | Promise<Answer>

/** The refusal for a request's key or policy, or null when it may pass. */
export function findAccessRefusal(
  context: Context,
  edge: Edge,
  access: {
    readonly apiKey: string | null
    /** False: a request without a key passes (addresses that begin with a handle). */
    readonly isKeyNeeded: boolean
    readonly signed: SignedPolicy | null
    readonly need: PolicyNeed
    readonly at: number
  },
): Answer | null {
  const { apiKey, isKeyNeeded, signed, need, at } = access
  if (apiKey === null ? isKeyNeeded : apiKey !== context.apiKey) return invalidKey(edge, at)
  const reason = findPolicyRefusal(context.security, signed, need, at)
  return reason === null ? null : invalidPolicy(edge, at, reason)
}

/** Whether a handle has a file: every handle of 20 characters has, except those that begin with “Gone”. */
export function handleExists(handle: string): boolean {
  return /^[A-Za-z0-9_-]{20}$/.test(handle) && !handle.startsWith('Gone')
}

export function notFound(what: string, edge: Edge, at: number, reason: string): Answer {
  return refusal(404, `${what} not found`, edge, at, { reason })
}

export function badRequest(error: string, edge: Edge, at: number, reason: string): Answer {
  return refusal(400, error, edge, at, { reason })
}
