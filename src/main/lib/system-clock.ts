import type { Clock } from './clock.ts'

/** Node fires a longer timer at once. */
const MAX_TIMER_MS = 2_147_483_647

/** The system’s time. */
export const systemClock: Clock = {
  now: Date.now,
  steady: () => performance.now(),
  after(ms, callback) {
    let timer: NodeJS.Timeout
    const wait = (leftMs: number): void => {
      const stepMs = Math.min(leftMs, MAX_TIMER_MS)
      timer = setTimeout(() => (leftMs > stepMs ? wait(leftMs - stepMs) : callback()), stepMs)
    }
    wait(ms)
    return () => clearTimeout(timer)
  },
}
