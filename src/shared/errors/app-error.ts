import type { ErrorCode } from './entries/index.ts'

/** An expected failure as data: it crosses IPC in the envelope and is stored with a job. */
export interface AppError {
  readonly code: ErrorCode
  /** What happened and why, one plain sentence, secrets already cut. */
  readonly message: string
  /** What to do about it; empty when there is nothing to do. */
  readonly advice: string
  /** HTTP status of the answer, where there was one. */
  readonly status?: number
  /** The service's correlation id (`c` in its error bodies): support asks for it. */
  readonly correlationId?: string
  /** The service's own words, shortened and redacted. */
  readonly detail?: string
}
