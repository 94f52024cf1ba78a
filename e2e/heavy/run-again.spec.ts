import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createBatchScreen } from '#e2e/pages/batch.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 10_000
const FAILED_JOBS = 137

// Would catch: causes that are counted wrong in a large run, or running again what had finished.
test('of ten thousand jobs exactly the 137 that failed are run again', async ({ launch, startSandbox }) => {
  const server = await startSandbox({
    lengthFactor: 0.1,
    // One in a hundred: five refusals in a row would pause the run.
    faults: 'failed:60, 400@run:40:1%, 404@run:37:1%',
  })
  const started = await launch()
  const { page } = started
  const { main } = createAppFrame(page)
  await connect(started, server)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(batch.groupButton('Finished', JOBS - FAILED_JOBS)).toBeVisible({ timeout: 10 * 60_000 })
  const causes = batch.causes.getByRole('listitem')
  await expect(causes).toHaveCount(3)
  for (const count of [60, 40, 37]) await expect(causes.filter({ hasText: `${count} jobs` })).toHaveCount(1)

  await main.getByRole('button', { name: `Run all ${FAILED_JOBS} again` }).click()
  await expect(batch.rerunStrip).toContainText(`${FAILED_JOBS} jobs, billed by Filestack`)
  await batch.runAgain()
  await expect(batch.groupButton('Finished', FAILED_JOBS)).toBeVisible()

  const { counts, runs } = await server.ledger()
  expect(counts['run']).toBe(JOBS + FAILED_JOBS)
  // In the first run, all but the refused jobs were accepted.
  expect(runs).toHaveLength(JOBS - 77 + FAILED_JOBS)
})
