import type { AppError } from '#shared/errors/app-error.ts'

/** What came of a list of remote job ids that jobs of a run were looked for. */
export interface AttachReport {
  readonly attached: number
  /** Ids that belong to no job of the run that may have started, or that the service did not know. */
  readonly unattached: readonly { readonly remoteJobId: string; readonly error: AppError }[]
}
