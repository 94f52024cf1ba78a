import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { closeAll } from './close-all.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

// Would catch: a quit that hangs for ever on one part, or that skips the journal because something before it failed.
test('a part that hangs or fails keeps nothing after it from being closed', async () => {
  const closed: string[] = []
  const troubles: string[] = []
  const done = closeAll(
    [
      { name: 'A', close: () => new Promise(() => undefined), timeoutMs: 1000 },
      { name: 'B', close: () => Promise.reject(new Error('no')), timeoutMs: 1000 },
      { name: 'C', close: () => void closed.push('C'), timeoutMs: 1000 },
    ],
    (message) => troubles.push(message),
  )
  await vi.advanceTimersByTimeAsync(1000)
  await done
  expect(closed).toEqual(['C'])
  expect(troubles).toEqual(['A did not close in time', 'B did not close well'])
})

// Would catch: the history closed while the engine still writes to it.
test('each part is closed only after the one before it', async () => {
  const order: string[] = []
  const slow = async (): Promise<void> => {
    order.push('engine asked')
    await new Promise((resolve) => {
      setTimeout(resolve, 500)
    })
    order.push('engine closed')
  }
  const done = closeAll(
    [
      { name: 'engine', close: slow, timeoutMs: 1000 },
      { name: 'journal', close: () => void order.push('journal closed'), timeoutMs: 1000 },
    ],
    () => undefined,
  )
  await vi.advanceTimersByTimeAsync(500)
  await done
  expect(order).toEqual(['engine asked', 'engine closed', 'journal closed'])
})
