import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { batchOf } from '#e2e/pages/batch.ts'
import { frameOf } from '#e2e/pages/frame.ts'
import { runScreenOf } from '#e2e/pages/run.ts'

const JOBS = 10_000
const BROKEN = 137

// Would catch: causes that are counted wrong in a large run, or running again what had finished.
test('of ten thousand jobs exactly the 137 that failed are run again', async ({ launch, startSandbox }) => {
  const server = await startSandbox({
    lengthFactor: 0.1,
    faults: 'failed:60, 400@run:40, 404@run:37',
  })
  const started = await launch()
  const { page } = started
  const { main } = frameOf(page)
  await connect(started, server)
  const run = runScreenOf(page)
  const batch = batchOf(page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(batch.only('Finished', JOBS - BROKEN)).toBeVisible({ timeout: 10 * 60_000 })
  const causes = batch.causes.getByRole('listitem')
  await expect(causes).toHaveCount(3)
  for (const count of [60, 40, 37]) await expect(causes.filter({ hasText: `${count} jobs` })).toHaveCount(1)

  await main.getByRole('button', { name: `Run all ${BROKEN} again` }).click()
  await expect(batch.again).toContainText(`${BROKEN} jobs will be run again as new ones and billed.`)
  await batch.runAgain()
  await expect(batch.only('Finished', BROKEN)).toBeVisible()

  const { counts, runs } = await server.ledger()
  expect(counts['run']).toBe(JOBS + BROKEN)
  // Of the first round all but the refused ones were accepted.
  expect(runs).toHaveLength(JOBS - 77 + BROKEN)
})
