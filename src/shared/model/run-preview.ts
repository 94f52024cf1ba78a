import type { AppError } from '#shared/errors/app-error.ts'

/** What Run would do, as the confirm strip shows it before a request is spent. */
export interface RunPreview {
  readonly jobs: number
  /** When the policy ends, Unix seconds; null without one (or signed fresh by the app secret). */
  readonly policyExpiry: number | null
  /** Typical length of one job in ms by earlier ones; null when nothing is known. */
  readonly usualMs: number | null
  /** Files to upload, and their bytes. */
  readonly uploads: { readonly files: number; readonly bytes: number }
  /** The first requests as they would be sent, secrets cut. */
  readonly requests: readonly string[]
  /** Why it cannot be run now (expired policy, missing secret, workflow id…). With it, Run is disabled. */
  readonly blocked: AppError | null
  /** Worth knowing, not blocking (workflow id is no UUID, a policy that ends soon). */
  readonly warnings: readonly AppError[]
}
