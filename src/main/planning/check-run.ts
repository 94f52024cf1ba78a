import type { Credentials } from '#main/filestack/client.ts'
import { checkSecurity } from '#main/filestack/security.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { MAX_BELIEVED_CLOCK_SKEW_MS } from '#shared/model/bounds.ts'
import {
  decodePolicy,
  policyBlocksUpload,
  policyEnded,
  policyEndsSoon,
  type Policy,
} from '#shared/model/policy.ts'
import type { Result } from '#shared/model/result.ts'
import { checkWorkflowId } from '#shared/model/workflow-id.ts'

/** What a run consists of, as far as it can be checked before it is made. */
export interface RunOutline {
  readonly workflowId: string
  readonly jobs: number
  /** Files to upload. */
  readonly uploads: number
}

export interface RunCheck {
  /** Why it cannot be run as it is. */
  readonly blocked: AppError | null
  readonly warnings: readonly AppError[]
}

/**
 * Finds everything that is known to be wrong with a run before a request is made. Where our clock alone says that a policy has
 * ended, and not long ago, that is a warning: the clock may be wrong, and the service's is what counts.
 */
export function checkRun(credentials: Result<Credentials>, run: RunOutline, nowMs: number): RunCheck {
  const workflow = checkWorkflowId(run.workflowId)
  const earliestNow = nowMs - MAX_BELIEVED_CLOCK_SKEW_MS
  const security = credentials.ok ? checkSecurity(credentials.data, earliestNow) : credentials
  const policy = credentials.ok ? readPolicy(credentials.data) : null
  // A policy may also limit the size of a file. That is said of the file alone: the others can be sent.
  const uploadsBlocked =
    policy !== null && run.uploads > 0 ? policyBlocksUpload(policy, earliestNow, null) : null
  const noJobs = run.jobs === 0 ? appError('source.none') : null
  const ending = policy === null ? null : (policyEnded(policy, nowMs) ?? policyEndsSoon(policy, nowMs))
  return {
    // The connection comes first, since its problems concern every run.
    blocked: security.ok ? (uploadsBlocked ?? workflow.blocked ?? noJobs) : security.error,
    warnings: [workflow.warning, security.ok ? ending : null].filter((warning) => warning !== null),
  }
}

/** A policy that was pasted; null where there is none, or where it cannot be read. */
function readPolicy({ security }: Pick<Credentials, 'security'>): Policy | null {
  if (security.kind !== 'policy') return null
  const policy = decodePolicy(security.policy)
  return policy.ok ? policy.data : null
}
