/** The requests of a job as they were (or would be) sent, secrets cut. */
export interface JobRequest {
  readonly run: string
  /** Null while there is no remote job id. */
  readonly status: string | null
}
