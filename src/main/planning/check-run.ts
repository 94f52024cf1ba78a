import type { Credentials } from '#main/filestack/client.ts'
import { checkSecurity } from '#main/filestack/security.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { SecurityView } from '#shared/model/connection.ts'
import { decodePolicy, policyBlocksUpload, policyEndsSoon } from '#shared/model/policy.ts'
import { checkWorkflowId } from '#shared/model/workflow-id.ts'

export interface RunCheck {
  /** Why it cannot be run as it stands. */
  readonly blocked: AppError | null
  readonly warnings: readonly AppError[]
  /** Unix seconds; null without a pasted policy. */
  readonly policyExpiry: number | null
}

/** Everything that can be known of a run before a request is spent. */
export async function checkRun(
  connections: Pick<ConnectionStore, 'find' | 'open'>,
  plan: {
    readonly connectionId: string
    readonly workflowId: string
    readonly jobs: number
    /** Files to upload. */
    readonly uploads: number
  },
  nowMs: number,
): Promise<RunCheck> {
  const connection = connections.find(plan.connectionId)
  if (connection === null) return blockedBy(appError('connection.missing'))
  const workflow = checkWorkflowId(plan.workflowId)
  const policyExpiry = expiryOf(connection.security)
  const opened = await connections.open(plan.connectionId)
  const security = opened.ok ? checkSecurity(opened.data, nowMs) : opened
  const noUploads = opened.ok && plan.uploads > 0 ? uploadsBlocked(opened.data, nowMs) : null
  const none = plan.jobs === 0 ? appError('source.none') : null
  const endsSoon = opened.ok ? soonEnding(opened.data, nowMs) : null
  return {
    // The connection first: what is wrong there is wrong for every run.
    blocked: security.ok ? (noUploads ?? workflow.blocked ?? none) : security.error,
    warnings: [workflow.warning, endsSoon].filter((warning) => warning !== null),
    policyExpiry,
  }
}

const blockedBy = (error: AppError): RunCheck => ({ blocked: error, warnings: [], policyExpiry: null })

const expiryOf = (security: SecurityView): number | null =>
  security.kind === 'policy' ? security.expiry : null

/** A policy that lets no file in. Each file's size is told with the file: the others go on. */
function uploadsBlocked({ security }: Pick<Credentials, 'security'>, nowMs: number): AppError | null {
  if (security.kind !== 'policy') return null
  const policy = decodePolicy(security.policy)
  return policy.ok ? policyBlocksUpload(policy.data, nowMs, null) : null
}

function soonEnding({ security }: Pick<Credentials, 'security'>, nowMs: number): AppError | null {
  if (security.kind !== 'policy') return null
  const policy = decodePolicy(security.policy)
  return policy.ok ? policyEndsSoon(policy.data, nowMs) : null
}
