import { expect, test } from 'vitest'
import { createSleepBlocker } from './sleep-blocker.ts'

// Would catch: a block that is begun again with every job and never ended, so that the computer stays awake for days.
test('the computer is kept awake once, and let go once', () => {
  const blocks = new Set<number>()
  let last = 0
  const keepAwake = createSleepBlocker({
    start: () => {
      blocks.add((last += 1))
      return last
    },
    stop: (id) => void blocks.delete(id),
  })
  keepAwake(false)
  keepAwake(true)
  keepAwake(true)
  expect([...blocks]).toEqual([1])
  keepAwake(false)
  keepAwake(false)
  expect(blocks.size).toBe(0)
  keepAwake(true)
  expect([...blocks]).toEqual([2])
})
