import type { Locator, Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 20

interface Answer {
  readonly results: Readonly<
    Record<string, { readonly data: { readonly tags: { readonly auto: Readonly<Record<string, number>> } } }>
  >
}

const header = (page: Page, name: string): Locator =>
  page.getByRole('grid', { name: 'Jobs' }).getByRole('columnheader', { name, exact: true })

/** The texts of a column in the rows, from the first row down. */
async function readColumn(page: Page, name: string): Promise<readonly string[]> {
  const at = await header(page, name).getAttribute('aria-colindex')
  const rows = page.getByRole('grid', { name: 'Jobs' }).getByRole('rowgroup').getByRole('row')
  const found = await rows.evaluateAll(
    (elements, column) =>
      elements.map((row) => ({
        index: Number(row.getAttribute('aria-rowindex')),
        text: row.querySelector(`[aria-colindex="${column}"]`)?.textContent ?? '',
      })),
    at,
  )
  return found.toSorted((a, b) => a.index - b.index).map(({ text }) => text)
}

async function chooseColumns(page: Page, choose: (popup: Locator) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  const popup = page.getByRole('dialog', { name: 'Columns' })
  await choose(popup)
  await page.keyboard.press('Escape')
  await expect(popup).toBeHidden()
}

// Would catch: a sort that sorts only what is loaded or what the screen shows, cells of facts that stay empty or differ from what
// the service said, columns that are gone after a restart.
test('columns are chosen, sorted by, resized, pinned, and there again after a restart', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.01, security: 'open' })
  const started = await launch()
  const { page } = started
  const history = createHistoryScreen(page)
  await connect(started, server)
  const run = createRunScreen(page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Finished', JOBS)).toBeVisible({ timeout: 45_000 })
  const labels = await Promise.all(
    (await server.runs()).map(async ({ jobid }) => {
      const answer = await fetch(`${server.url}/${server.apiKey}/workflow_status=job_id:${jobid}`)
      const { results } = (await answer.json()) as Answer
      return Object.values(results)[0]?.data.tags.auto ?? {}
    }),
  )
  const [name = ''] = Object.keys(labels[0] ?? {})
  const confidences = labels.flatMap((auto) => auto[name] ?? []).toSorted((a, b) => b - a)
  const format = (numbers: readonly number[]) =>
    numbers.map((number) => String(Number(number.toPrecision(6))))

  await history.open()
  await expect(history.jobs.rows).toHaveCount(JOBS)

  // Would catch: first columns that are a little too wide for the window of most people.
  await page.setViewportSize({ width: 1280, height: 800 })
  expect(await history.jobs.grid.evaluate((grid) => grid.scrollWidth - grid.clientWidth)).toBe(0)

  await test.step('a label gets a column with its confidence, which sorts every job', async () => {
    await chooseColumns(page, async (popup) => {
      await popup.getByRole('textbox', { name: 'Find a column' }).fill(name)
      await popup.getByRole('checkbox', { name: `Confidence of “${name}”` }).click()
      await expect(header(page, name)).toBeVisible()
    })
    await expect(header(page, name)).toHaveAttribute('aria-sort', 'none')
    await header(page, name).getByRole('button').click()
    await expect(header(page, name)).toHaveAttribute('aria-sort', 'ascending')
    await header(page, name).getByRole('button').click()
    await expect(header(page, name)).toHaveAttribute('aria-sort', 'descending')
    const empty = Array.from({ length: JOBS - confidences.length }, () => '')
    await expect.poll(() => readColumn(page, name)).toEqual([...format(confidences), ...empty])
    await header(page, name).getByRole('button').click()
    await expect(header(page, name)).toHaveAttribute('aria-sort', 'none')
  })

  await test.step('by the keys: the name of a column is reached, sorts, and makes its column wider', async () => {
    const source = header(page, 'Source')
    await source.getByRole('button').focus()
    await page.keyboard.press('Enter')
    await expect(source).toHaveAttribute('aria-sort', 'ascending')
    await expect(page.getByText('Sorted by Source, rising.')).toBeAttached()
    const sources = await readColumn(page, 'Source')
    expect(sources).toEqual(sources.toSorted())
    const before = (await source.boundingBox())?.width ?? 0
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(async () => (await source.boundingBox())?.width).toBeCloseTo(before + 16, 0)
    await page.keyboard.press('ArrowLeft')
    await expect(header(page, 'State').getByRole('button')).toBeFocused()
  })

  await test.step('an edge is dragged, and a pinned column stays while the others scroll', async () => {
    const result = header(page, 'Result')
    const box = await result.boundingBox()
    if (box === null) throw new Error('The column has no place.')
    await page.mouse.move(box.x + box.width - 2, box.y + 10)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width + 598, box.y + 10, { steps: 5 })
    await page.mouse.up()
    await expect.poll(async () => (await result.boundingBox())?.width).toBeCloseTo(box.width + 600, 0)
    await chooseColumns(page, (popup) =>
      popup.getByRole('button', { name: 'Keep Source at the left' }).click(),
    )
    const scrolled = await history.jobs.grid.evaluate((grid) => {
      grid.scrollLeft = 400
      return grid.scrollLeft
    })
    expect(scrolled).toBe(400)
    const [grid, pinned] = [await history.jobs.grid.boundingBox(), await header(page, 'Source').boundingBox()]
    expect(pinned?.x).toBeCloseTo(grid?.x ?? 0, 0)
    const cell = history.jobs.rows.first().getByRole('gridcell').first()
    expect((await cell.boundingBox())?.x).toBeCloseTo(grid?.x ?? 0, 0)
  })

  await test.step('a column is moved by the keys in the menu', async () => {
    await chooseColumns(page, async (popup) => {
      const shown = popup.getByRole('list', { name: 'Shown columns' })
      await shown.getByRole('checkbox', { name: 'Kept' }).focus()
      await page.keyboard.press('Alt+ArrowUp')
      await expect(shown.getByRole('checkbox').nth(-2)).toHaveAccessibleName('Kept')
      await expect(shown.getByRole('checkbox', { name: 'Kept' })).toBeFocused()
    })
  })

  await test.step('any value of the results by its path', async () => {
    const path = '$.results.*.data.tags.auto'
    await chooseColumns(page, async (popup) => {
      await popup.getByRole('textbox', { name: 'Find a column' }).fill(`${path}['${name}']`)
      await popup.getByRole('checkbox', { name: `${path}['${name}']` }).click()
    })
    const column = header(page, `${path}['${name}']`)
    await expect(column).toBeVisible()
    const sorted = [...confidences].toReversed()
    await column.getByRole('button').click()
    await expect(column).toHaveAttribute('aria-sort', 'ascending')
    const texts = async () => (await readColumn(page, `${path}['${name}']`)).filter((text) => text !== '')
    await expect.poll(async () => (await texts()).map(Number)).toEqual(sorted)
  })

  const names = async (on: Page): Promise<readonly string[]> =>
    on.getByRole('grid', { name: 'Jobs' }).getByRole('columnheader').allTextContents()
  const before = await names(page)
  expect(before[0]).toBe('Source')
  await started.quit()
  const again = await launch({ userData: started.userData })
  await createHistoryScreen(again.page).open()
  await expect.poll(() => names(again.page)).toEqual(before)
})
