import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createBatchScreen } from '#e2e/pages/batch.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 300

// Would catch: a running batch that shows a screen of what waits, or what has not ended among what has.
test('a batch at work shows what ended last on top, and what is left in a tab of its own', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.2, faults: 'slow@run:2s' })
  const started = await launch()
  const { page } = started
  await connect(started, server)
  const run = createRunScreen(page)
  await run.paste(handles(JOBS))
  await run.run()
  const first = run.jobs.rows.first()
  await expect(first).toContainText('Finished', { timeout: 45_000 })
  await page
    .getByRole('group', { name: 'Show only' })
    .getByRole('button', { name: /^Left / })
    .click()
  await expect(run.jobs.inState('Finished')).toHaveCount(0)
  await expect(run.jobs.rows.first()).toContainText(/Ready|Running|Sending/)
  await expect(createBatchScreen(page).groupButton('Finished', JOBS)).toBeVisible({ timeout: 90_000 })
})
