import type { ElectronApplication } from '@playwright/test'

/** The histogram's resolution. Node reports the whole time from one sample to the next. */
const SAMPLE_INTERVAL_MS = 5

/** How late main's event loop was, ms. */
export interface MainDelay {
  readonly p99: number
  readonly longest: number
}

/** Watches main's event loop from now on. The returned function ends that and gives the delays. */
export async function watchMainDelay(app: ElectronApplication): Promise<() => Promise<MainDelay>> {
  await app.evaluate((_, resolution) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const histogram = monitorEventLoopDelay({ resolution })
    histogram.enable()
    Object.assign(globalThis, { histogram })
  }, SAMPLE_INTERVAL_MS)
  return () =>
    app.evaluate((_, resolution) => {
      const { histogram } = globalThis as unknown as {
        readonly histogram: { percentile(of: number): number; readonly max: number; disable(): void }
      }
      histogram.disable()
      const toDelayMs = (ns: number): number => Math.round(ns / 1e6) - resolution
      return { p99: toDelayMs(histogram.percentile(99)), longest: toDelayMs(histogram.max) }
    }, SAMPLE_INTERVAL_MS)
}
