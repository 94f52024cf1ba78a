import { expect, test } from 'vitest'
import type { AppError } from '#shared/errors/app-error.ts'
import { createSkewNotice } from './clock-skew-notice.ts'

// Would catch: a wrong clock that nobody hears of, or hears of with every answer, and said the wrong way round.
test('a clock that is wrong by more than half a minute is said once', () => {
  const notified: AppError[] = []
  const watch = createSkewNotice((notice) => notified.push(notice))
  watch('cdn.example.com', 0)
  watch('cdn.example.com', 29_000)
  expect(notified).toEqual([])
  watch('cdn.example.com', 3_600_000)
  watch('cdn.example.com', 3_600_000)
  watch('cdn.example.com', -60_000)
  expect(notified.map(({ code }) => code)).toEqual(['clock.behind'])
  expect(notified[0]?.message).toContain('1 h')
  const other: AppError[] = []
  createSkewNotice((notice) => other.push(notice))('cdn.example.com', -86_400_000)
  expect(other[0]?.code).toBe('clock.ahead')
})
