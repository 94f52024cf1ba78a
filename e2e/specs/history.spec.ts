import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, CONNECTION, handle, handles } from '#e2e/fixtures/connected.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 300

// Would catch: a job that no filter finds, no key reaches, or whose row is out of date.
test('among hundreds of jobs each is found, reached and up to date', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: 0.01, faults: '404@run:2' })
  const started = await launch()
  const { page } = started
  const history = createHistoryScreen(page)
  const { jobs } = history
  const job = createJobView(page)
  await connect(started, server)
  const run = createRunScreen(page)
  await run.paste(handles(JOBS))
  await run.run()

  await test.step('ended jobs are found by their state, and no job is still running', async () => {
    await expect(run.count('Refused', 2)).toBeVisible()
    await expect(run.count('Finished', JOBS - 2)).toBeVisible({ timeout: 45_000 })
    await history.open()
    await expect(history.total('300 jobs')).toBeVisible()
    await history.onlyState('Not done yet')
    await expect(createAppFrame(page).main).toContainText('No job fits these filters.')
    await history.onlyState('All states')
    await expect(jobs.rows.first()).toContainText('Finished')
  })

  await test.step('found by state', async () => {
    await history.onlyState('Failed or refused')
    await expect(jobs.rows).toHaveCount(2)
    await expect(history.total('2 jobs')).toBeVisible()
    await expect(jobs.rows.first()).toContainText('The service does not know this workflow or source.')
    await history.onlyState('All states')
    await expect(history.total('300 jobs')).toBeVisible()
  })

  await test.step('found by words', async () => {
    await page.keyboard.press('Control+f')
    await expect(history.search).toBeFocused()
    await page.keyboard.type('pic00123')
    await expect(jobs.rows).toHaveCount(1)
    await expect(jobs.row(handle(123))).toBeVisible()
    await history.search.fill('')
    await expect(history.total('300 jobs')).toBeVisible()
  })

  await test.step('found by a query that keys complete, and told what is not understood', async () => {
    await page.keyboard.press('Control+f')
    await page.keyboard.type('state:ref')
    await expect(page.getByRole('option')).toHaveCount(1)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(history.chip('state:refused')).toBeVisible()
    await expect(history.search).toHaveValue('')
    await expect(history.total('2 jobs')).toBeVisible()
    await expect(jobs.rows).toHaveCount(2)
    await history.liftFilter('state:refused')
    await history.search.fill('sku:7')
    await expect(createAppFrame(page).main).toContainText('There is no “sku:”.')
    await history.search.fill('')
    await expect(history.total('300 jobs')).toBeVisible()
  })

  await test.step('reached by keys, to the last one, beyond the first page', async () => {
    await jobs.rows.first().click()
    await expect(history.panel).toBeVisible()
    // End goes to the last loaded row; more rows load when they come into view.
    await expect(async () => {
      await page.keyboard.press('End')
      await expect(jobs.row(handle(0))).toHaveAttribute('aria-selected', 'true', { timeout: 500 })
    }).toPass()
    await expect(job.view).toHaveAccessibleName(`Job on ${handle(0)}`)
    await page.keyboard.press('Home')
    await expect(job.view).toHaveAccessibleName(`Job on ${handle(JOBS - 1)}`)
    await page.keyboard.press('PageDown')
    await expect(job.view).not.toHaveAccessibleName(`Job on ${handle(JOBS - 1)}`)
  })

  await test.step('shown for another connection once the filter is lifted', async () => {
    await page.keyboard.press('Escape')
    await expect(history.panel).toBeHidden()
    await createAppFrame(page).switchTo('Sandbox')
    await expect(createAppFrame(page).main).toContainText('Jobs you run on Sandbox appear here')
    await history.liftFilter('Only Sandbox')
    await expect(history.total('300 jobs')).toBeVisible()
    await expect(createAppFrame(page).main).not.toContainText(`Only ${CONNECTION}`)
  })
})

// Would catch: a row that goes away under the eyes of its reader, or one that never leaves.
test('under a filter an ended job stays while its row is read, leaves afterwards, and is counted at once', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.01, faults: '500@status' })
  const started = await launch()
  const { page } = started
  const history = createHistoryScreen(page)
  const { jobs } = history
  await connect(started, server)
  const run = createRunScreen(page)
  await run.paste(handles(6))
  await run.run()
  await history.open()
  await history.onlyState('Not done yet')
  await expect(jobs.rows).toHaveCount(6)
  await expect(history.total('6 jobs')).toBeVisible()

  await jobs.rows.first().hover()
  await server.setFaults('')
  await expect(jobs.inState('Finished')).toHaveCount(6, { timeout: 30_000 })
  await expect(history.total('0 jobs')).toBeVisible()
  await page.mouse.move(5, 5)
  await expect(createAppFrame(page).main).toContainText('No job fits these filters.')
})
