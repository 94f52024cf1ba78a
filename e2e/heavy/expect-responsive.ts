import { expect, type TestInfo } from '@playwright/test'
import type { MainDelay } from '#e2e/fixtures/main-delay.ts'

/** Fails when the app froze: a task of the page over 50 ms, or main over 50 ms late (p99). The report notes the figures. */
export function expectResponsive(
  info: TestInfo,
  tasks: readonly number[],
  { p99, longest }: MainDelay,
): void {
  info.annotations.push(
    { type: 'tasks over 50 ms', description: tasks.join(', ') || 'none' },
    { type: 'main late at p99 and at most, ms', description: `${p99}, ${longest}` },
  )
  expect(tasks).toEqual([])
  expect(p99).toBeLessThan(50)
}
