import type { Page } from '@playwright/test'

/** Notes from now on every task that holds the page's main thread for more than 50 ms. */
export async function watchLongTasks(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.evaluate(() => {
    const tasks: number[] = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(Math.round(entry.duration))
    }).observe({ type: 'longtask' })
    Object.assign(globalThis, { tasks })
  })
  return () => page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks)
}
