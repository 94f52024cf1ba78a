import { expect, test } from 'vitest'
import { FakeClock } from './testing/fake-clock.ts'
import { Throttle } from './throttle.ts'

const INTERVAL_MS = 100

// Would catch: a message for each of ten thousand changes, or a last change that nobody hears of.
test('the first request is answered at once, the others of an interval by one call at its end', () => {
  const clock = new FakeClock(0)
  const calls: number[] = []
  const throttle = new Throttle({
    clock,
    intervalMs: INTERVAL_MS,
    run: () => (calls.push(clock.now()), null),
  })
  for (let request = 0; request < 5; request++) throttle.request()
  expect(calls).toEqual([0])
  clock.advance(1000)
  expect(calls).toEqual([0, INTERVAL_MS])
  throttle.request()
  expect(calls).toEqual([0, INTERVAL_MS, 1000])
})

// Would catch: a display that shows the last rate for ever because nothing happens any more.
test('a call that asks for another one gets it, or an earlier one by a request', () => {
  const clock = new FakeClock(0)
  const calls: number[] = []
  const throttle = new Throttle({
    clock,
    intervalMs: INTERVAL_MS,
    run: () => (calls.push(clock.now()), 1000),
  })
  throttle.request()
  clock.advance(1000)
  expect(calls).toEqual([0, 1000])
  clock.advance(500)
  throttle.request()
  clock.advance(999)
  expect(calls).toEqual([0, 1000, 1500])
  clock.advance(1)
  expect(calls).toEqual([0, 1000, 1500, 2500])
})

// Would catch: two reads of the same run under way at once, of which the older one is told last.
test('a call that takes long is over before the next one begins', async () => {
  const clock = new FakeClock(0)
  const gates: PromiseWithResolvers<null>[] = []
  const throttle = new Throttle({
    clock,
    intervalMs: INTERVAL_MS,
    run: () => {
      const gate = Promise.withResolvers<null>()
      gates.push(gate)
      return gate.promise
    },
  })
  throttle.request()
  throttle.request()
  clock.advance(1000)
  expect(gates).toHaveLength(1)
  gates[0]?.resolve(null)
  await Promise.resolve()
  await Promise.resolve()
  clock.advance(INTERVAL_MS)
  expect(gates).toHaveLength(2)
})

// Would catch: an entry kept for every run that ever was, or one given up while a request waits.
test('it says when nothing is left to do', () => {
  const clock = new FakeClock(0)
  let idle = 0
  const throttle = new Throttle({
    clock,
    intervalMs: INTERVAL_MS,
    run: () => null,
    onIdle: () => void (idle += 1),
  })
  throttle.request()
  throttle.request()
  clock.advance(INTERVAL_MS)
  expect(idle).toBe(0)
  clock.advance(INTERVAL_MS)
  expect(idle).toBe(1)
})

// Would catch: a process that does not end, kept alive by a timer.
test('once it is closed nothing is called and no timer is left', () => {
  const clock = new FakeClock(0)
  let calls = 0
  const throttle = new Throttle({ clock, intervalMs: INTERVAL_MS, run: () => ((calls += 1), 1000) })
  throttle.request()
  throttle.close()
  throttle.request()
  clock.advance(10_000)
  expect(calls).toBe(1)
  expect(clock.pending).toBe(0)
})
