import { expect, type TestInfo } from '@playwright/test'
import type { MainDelay } from './main-delay.ts'

/** Nothing was felt: no task of the page over 50 ms, and main at its work within 50 ms; how it was is noted. */
export function expectQuick(info: TestInfo, tasks: readonly number[], { p99, longest }: MainDelay): void {
  info.annotations.push(
    { type: 'tasks over 50 ms', description: tasks.join(', ') || 'none' },
    { type: 'main late at p99 and at most, ms', description: `${p99}, ${longest}` },
  )
  expect(tasks).toEqual([])
  expect(p99).toBeLessThan(50)
}
