import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '#e2e/fixtures/app.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import { handle, handles } from '#e2e/fixtures/connected.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

/** A busy machine is slow. */
const PATIENT = { timeout: 60_000 }
const JOBS = 60
/** Far down, with more rows below it than the walk from job to job goes. */
const FAR_ROW = 42

// Would catch: a way back that ends at the top of a long list, without the panel, on another tab.
test('the way back from a whole job ends where it began, and it leads from job to job', async ({
  launch,
}) => {
  const { page } = await launch()
  const run = createRunScreen(page)
  const history = createHistoryScreen(page)
  const job = createJobView(page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Finished', JOBS)).toBeVisible(PATIENT)

  const walk = async (): Promise<void> => {
    await run.jobs.grid.hover()
    await page.mouse.wheel(0, 100_000)
    // Which job stands there depends on when each of them ended.
    const far = run.jobs.grid.locator(`[aria-rowindex="${FAR_ROW}"]`)
    await expect(() => far.scrollIntoViewIfNeeded({ timeout: 2000 })).toPass()
    const [name = ''] = /Pic\d{5}/.exec((await far.textContent()) ?? '') ?? []
    const source = handle(Number(name.slice('Pic'.length)))
    await run.jobs.choose(source)
    await job.tab('JSON')
    await run.jobs.row(source).focus()
    const scrolled = await run.jobs.grid.evaluate((grid) => grid.scrollTop)
    expect(scrolled).toBeGreaterThan(0)
    await page.keyboard.press('Enter')
    await expect(run.jobs.grid).toBeHidden()
    const whole = job.view
    await expect(whole.getByRole('tab', { name: 'JSON' })).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Escape')
    await expect(run.jobs.row(source)).toHaveAttribute('aria-selected', 'true')
    await expect(run.jobs.row(source)).toBeFocused()
    await expect(job.view).toHaveAccessibleName(`Job on ${source}`)
    await expect(job.view.getByRole('tab', { name: 'JSON' })).toHaveAttribute('aria-selected', 'true')
    expect(await run.jobs.grid.evaluate((grid) => grid.scrollTop)).toBe(scrolled)

    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Next job' }).focus()
    for (let step = 0; step < 15; step += 1) {
      const before = await whole.getAttribute('aria-label')
      await page.keyboard.press('Enter')
      await expect(whole).not.toHaveAttribute('aria-label', before ?? '')
      await expect(page.getByRole('button', { name: 'Next job' })).toBeFocused()
    }
    await page.keyboard.press('Alt+ArrowUp')
    const shown = (await whole.getAttribute('aria-label'))?.replace('Job on ', '') ?? ''
    await page.keyboard.press('Escape')
    await expect(run.jobs.grid).toBeVisible()
    await expect(run.jobs.row(shown)).toHaveAttribute('aria-selected', 'true')
    await expect(run.jobs.row(shown)).toBeInViewport()
    await page.keyboard.press('Escape')
    await job.view.waitFor({ state: 'hidden' })
  }
  await test.step('in a batch', walk)
  await test.step('in History', async () => {
    await history.open()
    await expect(history.total(`${JOBS} jobs`)).toBeVisible()
    await walk()
  })
})

// Would catch: a search whose first results are above what is seen, or a count of jobs for a query that is not understood.
test('a changed query starts at its first row, and what is not understood says so', async ({ launch }) => {
  const { page } = await launch()
  const { main } = createAppFrame(page)
  const run = createRunScreen(page)
  const history = createHistoryScreen(page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Finished', JOBS)).toBeVisible(PATIENT)
  await history.open()
  await expect(history.total(`${JOBS} jobs`)).toBeVisible()
  await history.jobs.grid.hover()
  await page.mouse.wheel(0, 100_000)
  await expect(history.jobs.row(handle(0))).toBeInViewport()
  await history.search.fill('state:finished')
  await expect(history.total(`${JOBS} jobs`)).toBeVisible()
  await expect.poll(() => history.jobs.grid.evaluate((grid) => grid.scrollTop)).toBe(0)
  await history.search.fill('state:nonsense')
  await expect(main.getByRole('status').filter({ hasText: 'nonsense' })).toBeVisible()
  await expect(history.total(`${JOBS} jobs`)).toBeHidden()
  await expect(history.search).toBeFocused()

  await history.search.fill('')
  await expect(history.total(`${JOBS} jobs`)).toBeVisible()
  await history.jobs.rows.first().focus()
  await page.keyboard.press('ControlOrMeta+a')
  await expect(main).toContainText(`${JOBS} jobs marked`)
  // Esc takes back one thing at a time, and each press counts.
  await page.keyboard.press('Escape')
  await expect(main).not.toContainText('jobs marked')
})

// Would catch: a prepared list, a typed source or a half-filled form that is gone after another screen or a restart.
test('what was prepared survives a change of screens and a restart, but for its secrets', async ({
  launch,
}) => {
  const first = await launch()
  const files = createTestFolder()
  try {
    const picture = files.write('shoe.jpg', 2000)
    const { page } = first
    const run = createRunScreen(page)
    const { main, goTo } = createAppFrame(page)
    await run.paste(`${handles(3)}\nhttps://bucket.example/a.jpg?X-Amz-Signature=0123456789abcdef`)
    await drop(page, [picture])
    await expect(run.runButton).toHaveText('Run on 5 sources')
    await run.sources.getByRole('textbox', { name: 'Add a source' }).fill('half a han')

    await goTo('Connections')
    await main.getByRole('button', { name: 'Add a connection' }).click()
    await main.getByRole('textbox', { name: 'Name', exact: true }).fill('Spring shop')
    await main.getByRole('textbox', { name: 'API key', exact: true }).fill('AbCdEfGhIjKlMnOpQrStUz')
    await main.getByRole('textbox', { name: 'App secret', exact: true }).fill('PLANTEDAPPSECRETWORD12345')
    await goTo('Workflows')
    await main.getByRole('button', { name: 'Add a workflow' }).click()
    await main.getByRole('textbox', { name: 'Name', exact: true }).fill('Captions')
    await goTo('Run')
    await expect(run.runButton).toHaveText(/^Run/)
    await expect(run.line(handle(2))).toBeVisible()
    await goTo('Connections')
    await expect(main.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Spring shop')
    await expect(main.getByRole('textbox', { name: 'App secret', exact: true })).toHaveValue(
      'PLANTEDAPPSECRETWORD12345',
    )
    await goTo('Workflows')
    await expect(main.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Captions')
    const kept = (): string => readFileSync(join(first.userData, 'draft.json'), 'utf8')
    await expect.poll(kept).toContain('Captions')
    expect(kept()).not.toContain('PLANTEDAPPSECRETWORD12345')
    expect(kept()).not.toContain('X-Amz-Signature')
    await first.quit()

    const again = await launch({ userData: first.userData })
    const later = createRunScreen(again.page)
    const frame = createAppFrame(again.page)
    await expect(later.line('shoe.jpg')).toBeVisible()
    for (const at of [0, 1, 2]) await expect(later.line(handle(at))).toBeVisible()
    await expect(later.sources).toContainText('1 source of last time was not kept')
    await expect(later.sources.getByRole('textbox', { name: 'Add a source' })).toHaveValue('half a han')
    await frame.goTo('Connections')
    await expect(frame.main.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Spring shop')
    await expect(frame.main.getByRole('textbox', { name: 'App secret', exact: true })).toHaveValue('')
    await frame.main.getByRole('button', { name: 'Cancel' }).click()
    await expect(frame.main.getByRole('list', { name: 'Connections' })).toBeVisible()
    await frame.goTo('Workflows')
    await expect(frame.main.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Captions')
  } finally {
    files.remove()
  }
})
