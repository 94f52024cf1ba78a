import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, CONNECTION, handle, handles } from '#e2e/fixtures/connected.ts'
import { frameOf } from '#e2e/pages/frame.ts'
import { historyOf } from '#e2e/pages/history.ts'
import { jobViewOf } from '#e2e/pages/job.ts'
import { runScreenOf } from '#e2e/pages/run.ts'

const JOBS = 300

test('among hundreds of jobs one is not found, not reached, or not true any more', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.01, faults: '404@run:2' })
  const started = await launch()
  const { page } = started
  const history = historyOf(page)
  const { jobs } = history
  const job = jobViewOf(page)
  await connect(started, server)
  const run = runScreenOf(page)
  await run.paste(handles(JOBS))
  await run.run()

  await test.step('what has ended is found by its state, what runs is not there any more', async () => {
    await expect(run.count('Refused', 2)).toBeVisible()
    await expect(run.count('Finished', JOBS - 2)).toBeVisible({ timeout: 45_000 })
    await history.open()
    await expect(history.total('300 jobs')).toBeVisible()
    await history.onlyState('Not done yet')
    await expect(frameOf(page).main).toContainText('No job fits these filters.')
    await history.onlyState('All states')
    await expect(jobs.rows.first()).toContainText('Finished')
  })

  await test.step('by state', async () => {
    await history.onlyState('Failed or refused')
    await expect(jobs.rows).toHaveCount(2)
    await expect(history.total('2 jobs')).toBeVisible()
    await expect(jobs.rows.first()).toContainText('Filestack does not know this workflow or source.')
    await history.onlyState('All states')
    await expect(history.total('300 jobs')).toBeVisible()
  })

  await test.step('by words', async () => {
    await page.keyboard.press('Control+f')
    await expect(history.search).toBeFocused()
    await page.keyboard.type('pic00123')
    await expect(jobs.rows).toHaveCount(1)
    await expect(jobs.row(handle(123))).toBeVisible()
    await history.search.fill('')
    await expect(history.total('300 jobs')).toBeVisible()
  })

  await test.step('by a query, completed by keys; what is not understood is told', async () => {
    await page.keyboard.press('Control+f')
    await page.keyboard.type('state:ref')
    await expect(page.getByRole('option')).toHaveCount(1)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(history.search).toHaveValue('state:refused ')
    await expect(history.total('2 jobs')).toBeVisible()
    await expect(jobs.rows).toHaveCount(2)
    await history.search.fill('sku:7')
    await expect(frameOf(page).main).toContainText('There is no “sku:”.')
    await history.search.fill('')
    await expect(history.total('300 jobs')).toBeVisible()
  })

  await test.step('by keys to the very last, beyond the first page', async () => {
    await jobs.rows.first().click()
    await expect(history.panel).toBeVisible()
    // End goes to the last known row; more are known when they come into sight.
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

  await test.step('of another connection once the filter is lifted', async () => {
    await page.keyboard.press('Escape')
    await expect(history.panel).toBeHidden()
    await frameOf(page).switchTo('Sandbox')
    await expect(frameOf(page).main).toContainText('Jobs you run on Sandbox appear here')
    await history.liftFilter('Only Sandbox')
    await expect(history.total('300 jobs')).toBeVisible()
    await expect(frameOf(page).main).not.toContainText(`Only ${CONNECTION}`)
  })
})

test('under a filter a job that has ended stays where one reads, leaves when nobody does, and is counted at once', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.01, faults: '500@status' })
  const started = await launch()
  const { page } = started
  const history = historyOf(page)
  const { jobs } = history
  await connect(started, server)
  const run = runScreenOf(page)
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
  await expect(frameOf(page).main).toContainText('No job fits these filters.')
})
