import { setTimeout as wait } from 'node:timers/promises'
import { percentile } from './bench.ts'

const PROBE_INTERVAL_MS = 2

/** How long the thread's event loop was held up: each probe's lateness, ms. */
export interface Delays {
  readonly p99: number
  readonly most: number
}

/** Does something, and measures by a probe every 2 ms how late the thread's loop is meanwhile. */
export async function watchDelay(work: () => Promise<unknown>): Promise<Delays> {
  const lateMs: number[] = []
  let due = performance.now() + PROBE_INTERVAL_MS
  const probe = setInterval(() => {
    const now = performance.now()
    lateMs.push(Math.max(0, now - due))
    due = now + PROBE_INTERVAL_MS
  }, PROBE_INTERVAL_MS)
  try {
    await work()
    // What held the loop to the very end of the work is seen by one more probe.
    await wait(PROBE_INTERVAL_MS * 2)
  } finally {
    clearInterval(probe)
  }
  return { p99: percentile(lateMs, 0.99), most: Math.max(...lateMs) }
}
