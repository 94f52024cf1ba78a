/** What came of looking again for expired jobs. */
export interface LookAgainReport {
  /** So many are polled again. */
  readonly jobs: number
  /** The runs they belong to. */
  readonly runIds: readonly string[]
}
