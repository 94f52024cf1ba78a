/** Time as a parameter. */
export interface Clock {
  /** Unix ms. */
  now(): number
  /** Calls back after `ms`; the returned function cancels it. */
  after(ms: number, callback: () => void): () => void
}

/** Resolves after `ms`, or as soon as the signal ends it: who waited looks at the signal. */
export function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || ms <= 0) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      cancel()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const cancel = clock.after(ms, done)
    signal.addEventListener('abort', done, { once: true })
  })
}
