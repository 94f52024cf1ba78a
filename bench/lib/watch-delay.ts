import { setTimeout as wait } from 'node:timers/promises'
import { percentile } from './bench.ts'

const PROBE_INTERVAL_MS = 2

/** How long the thread's event loop was held up: each probe's lateness, ms. */
export interface Delays {
  readonly p99: number
  readonly most: number
  /** The longest time that the thread itself computed between two probes, whatever else the machine did, ms. */
  readonly cpuMost: number
}

/** Does something, and measures by a probe every 2 ms how late the thread's loop is meanwhile. */
export async function watchDelay(work: () => Promise<unknown>): Promise<Delays> {
  const lateMs: number[] = []
  let due = performance.now() + PROBE_INTERVAL_MS
  let cpuMost = 0
  let cpu = process.threadCpuUsage()
  const probe = setInterval(() => {
    const { user, system } = process.threadCpuUsage(cpu)
    cpu = process.threadCpuUsage()
    cpuMost = Math.max(cpuMost, (user + system) / 1000)
    const now = performance.now()
    lateMs.push(Math.max(0, now - due))
    due = now + PROBE_INTERVAL_MS
  }, PROBE_INTERVAL_MS)
  try {
    await work()
    // One more probe measures a delay that lasted to the very end of the work.
    await wait(PROBE_INTERVAL_MS * 2)
  } finally {
    clearInterval(probe)
  }
  return { p99: percentile(lateMs, 0.99), most: Math.max(...lateMs), cpuMost }
}
