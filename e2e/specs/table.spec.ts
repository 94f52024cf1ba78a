import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { showTable } from '#e2e/fixtures/table-page.ts'

const ROWS = 1_000_000

// Would catch: a row that lies beyond the height that a browser can scroll.
test('row 1,000,000 can be reached by keys and by the scroll bar', async ({ launch }) => {
  const { page } = await launch()
  await showTable(page, ROWS)
  const grid = page.getByRole('grid', { name: 'Numbers' })
  const row = (number: number) => grid.getByRole('row').and(page.locator(`[aria-rowindex="${number + 1}"]`))
  await expect(row(1)).toBeInViewport()
  await expect(grid).toHaveAttribute('aria-rowcount', String(ROWS + 1))

  for (const zoom of [1, 2, 4]) {
    await test.step(`at a zoom of ${zoom}00 %`, async () => {
      await zoomTo(page, zoom)
      await row(1).click()
      await page.keyboard.press('End')
      await expect(row(ROWS)).toBeInViewport({ ratio: 1 })
      await expect(row(ROWS)).toHaveText('1,000,000')
      await expect(row(ROWS)).toBeFocused()
      await page.keyboard.press('ArrowUp')
      await expect(row(ROWS - 1)).toBeFocused()
      await page.keyboard.press('Home')
      await expect(row(1)).toBeInViewport({ ratio: 1 })

      // The thumb dragged to its end, and to the middle: every row there is reached, one after the other.
      await dragThumb(page, 1, () => expect(row(ROWS)).toBeInViewport({ ratio: 1, timeout: 1000 }))
      await dragThumb(page, 0.5, () => expect(row(ROWS)).not.toBeInViewport({ timeout: 1000 }))
      const seen = await grid.getByRole('rowgroup').getByRole('row').allTextContents()
      const numbers = seen.map((text) => Number(text.replaceAll(',', ''))).filter((number) => number > 1)
      expect(numbers[0]).toBeGreaterThan(ROWS * 0.4)
      expect(numbers[0]).toBeLessThan(ROWS * 0.6)
      expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at))
      await dragThumb(page, 0, () => expect(row(1)).toBeInViewport({ ratio: 1, timeout: 1000 }))
    })
  }
})

// Would catch: a key that comes while the row before is still being shown, and takes the focus away.
test('keys pressed faster than rows are shown keep the focus', async ({ launch }) => {
  const { page } = await launch()
  await showTable(page, ROWS)
  const grid = page.getByRole('grid', { name: 'Numbers' })
  await grid.getByRole('row').and(page.locator('[aria-rowindex="2"]')).click()
  const focused = await grid.evaluate(async (element, last) => {
    const press = (key: string): void => {
      const target = document.activeElement ?? element
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    }
    const at = (): string | null | undefined => document.activeElement?.getAttribute('aria-rowindex')
    // Lets other tasks run meanwhile; a timer would be too coarse.
    const pause = async (ms: number, isEnough = (): boolean => false): Promise<void> => {
      const until = performance.now() + ms
      const { port1, port2 } = new MessageChannel()
      do {
        await new Promise((resolve) => {
          port1.addEventListener('message', resolve, { once: true })
          port1.start()
          port2.postMessage(null)
        })
      } while (performance.now() < until && !isEnough())
    }
    const rows: (string | null | undefined)[] = []
    for (let round = 0; round < 30; round += 1) {
      press('End')
      await pause(round / 3)
      press('ArrowUp')
      await pause(1000, () => at() === last)
      rows.push(at())
      press('Home')
      await pause(1000, () => at() === '2')
    }
    return rows
  }, String(ROWS))
  expect(focused).toEqual(focused.map(() => String(ROWS)))
})

/** Zooms as the browser does: more device pixels for each pixel of the page. */
async function zoomTo(page: Page, deviceScaleFactor: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const metrics = { width: 1280 / deviceScaleFactor, height: 800 / deviceScaleFactor, deviceScaleFactor }
  await session.send('Emulation.setDeviceMetricsOverride', {
    ...metrics,
    width: Math.round(metrics.width),
    height: Math.round(metrics.height),
    mobile: false,
  })
  await expect.poll(() => page.evaluate(() => devicePixelRatio)).toBe(deviceScaleFactor)
}

/**
 * Puts the scroll thumb to a place (0 is the top, 1 the end) until `check` passes, as a hand does that holds it: between
 * two movements the table may move the thumb.
 */
const dragThumb = (page: Page, share: number, check: () => Promise<void>): Promise<void> =>
  expect(async () => {
    await page.getByRole('grid', { name: 'Numbers' }).evaluate((grid, at) => {
      grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * at
    }, share)
    await check()
  }).toPass()
