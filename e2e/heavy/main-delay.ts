import type { ElectronApplication } from '@playwright/test'

/** How often main is looked at, ms: Node tells the whole time from one look to the next. */
const LOOK = 5

/** How late main came to its next work, ms. */
export interface MainDelay {
  readonly p99: number
  readonly longest: number
}

/** Watches main's event loop from now on. */
export async function watchMain(app: ElectronApplication): Promise<() => Promise<MainDelay>> {
  await app.evaluate((_, resolution) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const looks = monitorEventLoopDelay({ resolution })
    looks.enable()
    Object.assign(globalThis, { looks })
  }, LOOK)
  return () =>
    app.evaluate((_, resolution) => {
      const { looks } = globalThis as unknown as {
        readonly looks: { percentile(of: number): number; readonly max: number; disable(): void }
      }
      looks.disable()
      const late = (ns: number): number => Math.round(ns / 1e6) - resolution
      return { p99: late(looks.percentile(99)), longest: late(looks.max) }
    }, LOOK)
}
