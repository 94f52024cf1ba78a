import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import type { FakeClock } from '#main/lib/testing/fake-clock.ts'

/** How long a condition is waited for, whatever time has passed on the clock of the test, ms. */
const PATIENCE_MS = 15_000

/** Lets time pass on the clock of a test, and only while nothing is under way. */
export interface TimeDriver {
  /** Waits until no request and no write is under way; time stands still. */
  readonly quiet: () => Promise<void>
  /** Lets time pass, alarm by alarm, each time everything is quiet, until the condition holds. */
  readonly until: (condition: () => boolean | Promise<boolean>) => Promise<void>
  /** Lets time pass until the promise has settled: a command may wait for a turn under the limits. */
  readonly during: <T>(asked: Promise<T>) => Promise<T>
  /** The same object; its promises that have not settled are under way. */
  readonly watched: <T extends object>(target: T) => T
}

export function createTimeDriver(clock: FakeClock): TimeDriver {
  let pending = 0

  const quiet = async (): Promise<void> => {
    for (let calm = 0; calm < 4; calm++) {
      await turn()
      if (pending === 0) continue
      calm = -1
      // Whoever works on it needs the processor more.
      await sleep(1)
    }
  }

  const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
    const patience = Date.now() + PATIENCE_MS
    for (;;) {
      await quiet()
      if (await condition()) return
      if (Date.now() > patience) throw new Error(`Not reached: ${condition.toString()}`)
      const { next } = clock
      if (next !== null) clock.advance(Math.max(0, next - clock.now()))
    }
  }

  return {
    quiet,
    until,

    async during<T>(asked: Promise<T>): Promise<T> {
      let hasSettled = false
      const settle = (): void => void (hasSettled = true)
      void asked.then(settle, settle)
      await until(() => hasSettled)
      return asked
    },

    watched: <T extends object>(target: T): T =>
      new Proxy(target, {
        get(object, key) {
          const method: unknown = Reflect.get(object, key)
          if (typeof method !== 'function') return method
          return async (...args: readonly unknown[]): Promise<unknown> => {
            pending += 1
            try {
              return await (Reflect.apply(method, object, args) as Promise<unknown>)
            } finally {
              pending -= 1
            }
          }
        },
      }),
  }
}
