import type { RateHint } from '#main/filestack/client.ts'
import { fullJitter } from '#shared/model/backoff.ts'
import type { UploadSlots } from './transfer-api.ts'
import type { Clock } from '#main/lib/clock.ts'
import { wait } from '#main/lib/wait.ts'

export interface UploadSlotsOptions {
  readonly clock: Clock
  /** 0 ≤ x < 1. */
  readonly random: () => number
  /** Parts that may be under way at once: read for each decision. */
  readonly parts: () => number
}

/** A refusal that names no time closes for at least this long, ms. */
const MIN_CLOSE_MS = 250

/** The room of one connection, shared by all its transfers: parts at once, and the windows its service closed. */
export function createUploadSlots({ clock, random, parts }: UploadSlotsOptions): UploadSlots {
  const waiting = new Set<() => void>()
  let inside = 0
  let closedUntil = 0
  let refusals = 0

  const admit = (): void => {
    for (const enter of waiting) {
      if (inside >= Math.max(1, parts())) return
      waiting.delete(enter)
      inside += 1
      enter()
    }
  }

  const leaveOnce = (): (() => void) => {
    let left = false
    return () => {
      if (left) return
      left = true
      inside -= 1
      admit()
    }
  }

  return {
    acquire(signal) {
      if (signal.aborted) return Promise.resolve(() => {})
      const { promise, resolve } = Promise.withResolvers<() => void>()
      const enter = (): void => {
        signal.removeEventListener('abort', giveUp)
        resolve(leaveOnce())
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

    refused(rate) {
      const now = clock.now()
      const told = readClosedUntil(rate)
      // Those that left together are refused together: that is one refusal.
      if (told <= now && closedUntil > now) return
      const guess = now + Math.max(MIN_CLOSE_MS, fullJitter(random, refusals))
      closedUntil = Math.max(closedUntil, told > now ? told : guess)
      refusals += 1
    },

    answered(rate) {
      refusals = 0
      if (rate?.remaining === 0) closedUntil = Math.max(closedUntil, rate.resetAt ?? 0)
    },

    async waitUntilOpen(signal) {
      // Whoever waited may find that it was closed again meanwhile.
      while (closedUntil > clock.now() && !signal.aborted)
        await wait(clock, Math.ceil(closedUntil - clock.now()), signal)
    },
  }
}

/** Unix ms; 0 when the refusal names no time. */
function readClosedUntil({ remaining, resetAt, retryAt }: RateHint): number {
  return Math.max(retryAt ?? 0, (remaining ?? 0) <= 0 ? (resetAt ?? 0) : 0)
}
