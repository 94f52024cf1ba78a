import { expect, test } from 'vitest'
import { TimerQueue } from './timer-queue.ts'
import { FakeClock } from './testing/fake-clock.ts'
import { seeded } from '#main/jobs/testing/engine-harness.ts'

// Would catch: a queue that loses items or gives them in the wrong order.
test('items that are added in any order are due in the order of their times', () => {
  const random = seeded(3)
  const clock = new FakeClock(0)
  const rung: number[] = []
  const queue = new TimerQueue<number>(clock, (due) => rung.push(...due.map(({ item }) => item)))
  const times = Array.from({ length: 500 }, () => Math.floor(random() * 100))
  for (const time of times) queue.add(time, time)
  expect(queue.size).toBe(500)
  // Half of them one by one, the others all at once.
  while (clock.now() < 50) clock.advance(1)
  clock.advance(50)
  expect(rung).toEqual(times.toSorted((a, b) => a - b))
  expect(queue.size).toBe(0)
})

// Would catch: a timer for each of ten thousand jobs, or an item that comes late because a later one was added first.
test('any number of items need one timer, and each is due at its time', () => {
  const clock = new FakeClock(0)
  const rung: [number, number][] = []
  const queue = new TimerQueue<number>(clock, (due) => {
    for (const { item } of due) rung.push([clock.now(), item])
  })
  for (let at = 1000; at > 0; at -= 10) queue.add(at, at)
  expect(clock.pending).toBe(1)
  clock.advance(500)
  expect(rung).toEqual(Array.from({ length: 50 }, (_, index) => [(index + 1) * 10, (index + 1) * 10]))
  queue.add(100, 100)
  clock.advance(0)
  expect(rung.at(-1)).toEqual([500, 100])
})

// Would catch: polls that go on while the computer is offline, or are lost by it.
test('what falls due during a pause comes when the queue resumes', () => {
  const clock = new FakeClock(0)
  const rung: number[] = []
  const queue = new TimerQueue<number>(clock, (due) => rung.push(...due.map(({ item }) => item)))
  queue.add(10, 1)
  queue.add(90, 2)
  queue.pause()
  queue.add(20, 3)
  clock.advance(50)
  expect(rung).toEqual([])
  queue.resume()
  clock.advance(0)
  expect(rung).toEqual([1, 3])
  clock.advance(100)
  expect(rung).toEqual([1, 3, 2])
})
