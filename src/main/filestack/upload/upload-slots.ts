import { ClosedWindow } from '#main/filestack/closed-window.ts'
import type { UploadSlots } from './transfer-api.ts'
import type { Clock } from '#main/lib/clock.ts'
import { wait } from '#main/lib/wait.ts'

export interface UploadSlotsOptions {
  readonly clock: Clock
  /** 0 ≤ x < 1. */
  readonly random: () => number
  /** Parts that may be under way at once; read anew for each decision. */
  readonly parts: () => number
  /** Lets requests to the service leave in turn with the connection's others. Left out: at once. */
  readonly requestInTurn?: UploadSlots['request']
}

/** The slots of one connection, shared by all its transfers. */
export function createUploadSlots(options: UploadSlotsOptions): UploadSlots {
  const { clock, random, parts, requestInTurn = (_signal, send) => send() } = options
  const waiting = new Set<() => void>()
  let taken = 0
  const window = new ClosedWindow(random)

  const admit = (): void => {
    for (const enter of waiting) {
      if (taken >= Math.max(1, parts())) return
      waiting.delete(enter)
      taken += 1
      enter()
    }
  }

  const createRelease = (): (() => void) => {
    let isReleased = false
    return () => {
      if (isReleased) return
      isReleased = true
      taken -= 1
      admit()
    }
  }

  return {
    acquire(signal) {
      if (signal.aborted) return Promise.resolve(() => {})
      const { promise, resolve } = Promise.withResolvers<() => void>()
      const enter = (): void => {
        signal.removeEventListener('abort', giveUp)
        resolve(createRelease())
      }
      const giveUp = (): void => {
        waiting.delete(enter)
        resolve(() => {})
      }
      signal.addEventListener('abort', giveUp, { once: true })
      waiting.add(enter)
      admit()
      return promise
    },

    request: requestInTurn,

    refused(rate) {
      window.refuse(rate, clock.now())
    },

    answered(rate) {
      window.answered()
      if (rate?.remaining === 0) window.closeUntil(rate.resetAt ?? 0)
    },

    async waitUntilOpen(signal) {
      // It may have been closed again while this one waited.
      while (window.isClosed(clock.now()) && !signal.aborted)
        await wait(clock, Math.ceil(window.until - clock.now()), signal)
    },
  }
}
