/** Time as a parameter, so that everything that waits can be tested on a fake clock. */
export interface Clock {
  /** Unix ms. */
  now(): number
  /** Calls back after `ms`; the returned function cancels it. */
  after(ms: number, callback: () => void): () => void
  /** Ms on a clock that nobody sets, from any beginning. Left out: `now` is such a clock. */
  readonly steady?: () => number
}
