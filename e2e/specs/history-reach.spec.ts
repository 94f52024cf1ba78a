import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { handle, handles } from '#e2e/fixtures/connected.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

/** Many times what is read at once. */
const JOBS = 4000
const PATIENT = { timeout: 25_000 }

/** Puts the scroll thumb to a place (0 is the top, 1 the end) until a row of there is seen. */
const dragThumb = (page: Page, share: number, source: string): Promise<void> =>
  expect(async () => {
    const grid = page.getByRole('grid', { name: 'Jobs' })
    await grid.evaluate((element, at) => {
      element.scrollTop = (element.scrollHeight - element.clientHeight) * at
    }, share)
    await expect(grid.getByTitle(source, { exact: true })).toBeInViewport({ timeout: 3000 })
  }).toPass(PATIENT)

// Would catch: a scroll bar that ends where what was read ends, so that the oldest jobs are reached by minutes of scrolling; rows that
// stand elsewhere after a jump than on the way.
test('the first, the middle and the last job of a long history are reached by the scroll bar and the keys', async ({
  launch,
}) => {
  const { page } = await launch()
  const run = createRunScreen(page)
  const history = createHistoryScreen(page)
  await run.paste(handles(JOBS))
  await run.run()
  await page.getByRole('button', { name: 'Pause' }).click(PATIENT)
  await history.open()
  await expect(history.total('4,000 jobs')).toBeVisible(PATIENT)
  await expect(history.jobs.grid).toHaveAttribute('aria-rowcount', String(JOBS + 1))

  for (const share of [1, 0.5, 0, 0.5, 1])
    await dragThumb(page, share, handle(Math.round((JOBS - 1) * (1 - share))))
  const last = history.jobs.row(handle(0))
  await expect(last).toHaveAttribute('aria-rowindex', String(JOBS + 1))

  await history.jobs.rows.last().click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Home')
  await expect(history.jobs.row(handle(JOBS - 1))).toBeFocused()
  await page.keyboard.press('End')
  await expect(last).toBeFocused()
  await expect(last).toHaveAttribute('aria-selected', 'true')
})
