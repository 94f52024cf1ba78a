import { expect, test } from 'vitest'
import { FakeClock } from '#main/lib/testing/fake-clock.ts'
import { NEVER_ABORTED } from '#main/filestack/testing/credentials.ts'
import { createUploadSlots } from './upload-slots.ts'

const NOTHING = { limit: null, remaining: null, resetAt: null, retryAt: null }
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

// Would catch: more parts under way than the setting says, or a place lost with a part that was called off.
test('as many parts as there is room for, in the order they came; a place given back goes to the next', async () => {
  let parts = 2
  const room = createUploadSlots({ clock: new FakeClock(), random: () => 0.5, parts: () => parts })
  const entered: number[] = []
  const leave: (() => void)[] = []
  const away = new AbortController()
  const enter = async (number: number, signal: AbortSignal): Promise<void> => {
    leave.push(await room.acquire(signal))
    if (!signal.aborted) entered.push(number)
  }
  for (const number of [1, 2, 3, 4, 5]) void enter(number, number === 3 ? away.signal : NEVER_ABORTED)
  await turn()
  expect(entered).toEqual([1, 2])
  away.abort()
  await turn()
  leave[0]?.()
  leave[0]?.()
  await turn()
  expect(entered).toEqual([1, 2, 4])
  parts = 3
  leave[1]?.()
  await turn()
  expect(entered).toEqual([1, 2, 4, 5])
})

// Would catch: a request inside a window that the service has closed.
test.each([
  ['a refusal with its time', 'refused', { ...NOTHING, retryAt: 5_000 }, 5_000],
  ['a refusal with the end of its window', 'refused', { ...NOTHING, remaining: 0, resetAt: 7_000 }, 7_000],
  [
    'a good answer that was the last of its window',
    'answered',
    { ...NOTHING, remaining: 0, resetAt: 3_000 },
    3_000,
  ],
  ['a refusal that names no time', 'refused', NOTHING, 250],
  ['a good answer', 'answered', { ...NOTHING, remaining: 4, resetAt: 3_000 }, 0],
] as const)('%s: closed for %4$i ms', async (_name, what, rate, until) => {
  const clock = new FakeClock(0)
  const room = createUploadSlots({ clock, random: () => 0, parts: () => 1 })
  room[what](rate)
  let open = false
  void room.waitUntilOpen(NEVER_ABORTED).then(() => (open = true))
  if (until > 0) {
    clock.advance(until - 1)
    await turn()
    expect(open).toBe(false)
    clock.advance(1)
  }
  await turn()
  expect(open).toBe(true)
  expect(clock.pending).toBe(0)
})

// Would catch: an upload called off that lingers until its window opens.
test('waiting for a window ends with the signal', async () => {
  const clock = new FakeClock(0)
  const room = createUploadSlots({ clock, random: () => 0, parts: () => 1 })
  room.refused({ ...NOTHING, retryAt: 60_000 })
  const away = new AbortController()
  const open = room.waitUntilOpen(away.signal)
  away.abort()
  await open
  expect(clock.pending).toBe(0)
})
