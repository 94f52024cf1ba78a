/** Which sources of a planned run need not be run or uploaded again: indexes into its sources. */
export interface ExistingResults {
  /** With a finished result of this workflow on this connection. */
  readonly results: readonly number[]
  /** With a job of this workflow on this connection that may have started: to run them may bill them twice. */
  readonly unclear: readonly number[]
  /** With a job of this workflow on this connection that waits or runs: to run them now bills them twice. */
  readonly underWay: readonly number[]
  /** Files whose bytes are there under a handle. */
  readonly files: readonly {
    readonly index: number
    readonly handle: string
    readonly filename: string
    /** Unix ms. */
    readonly uploadedAt: number
  }[]
}
