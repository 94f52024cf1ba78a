import { expect, test } from '#e2e/fixtures/app.ts'
import { connect } from '#e2e/fixtures/connected.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import { sheet, toSku, readSkusOfRuns } from '#e2e/fixtures/sheet.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { watchLongTasks } from './long-tasks.ts'

const ROWS = 5000
const ROWS_WITH_RESULT = 412
const disk = createTestFolder()
test.afterAll(() => disk.remove())

// Would catch: rows lost or in another order, labels at other jobs, a result paid for twice.
test('of five thousand rows the 4,588 without a result are run, and each SKU is with its job, in its order', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  await connect(started, server)
  const { page } = started
  const run = createRunScreen(page)
  const takeSheet = async (name: string, from: number, to: number): Promise<void> => {
    await drop(page, [disk.writeText(name, sheet(from, to))])
    await run.listQuestion.getByRole('button', { name: 'Use as a list' }).click()
  }
  await takeSheet('known.csv', 1, ROWS_WITH_RESULT)
  await run.run()
  await expect(run.count('Finished', ROWS_WITH_RESULT)).toBeVisible({ timeout: 120_000 })
  const before = (await server.runs()).length
  expect(before).toBe(ROWS_WITH_RESULT)
  await run.newRun.click()

  const longTasks = await watchLongTasks(page)
  await takeSheet('all.csv', 1, ROWS)
  await expect(run.existingLine(/^412 of 5,000 already have a finished Tag pictures result/)).toBeVisible()
  await expect(run.runButton).toHaveText('Run on 4,588 sources')
  // Watched while the sheet is read; another spec watches how a large run is shown.
  const tasks = await longTasks()
  await run.run()
  await expect(run.count('Finished', ROWS - ROWS_WITH_RESULT)).toBeVisible({ timeout: 10 * 60_000 })
  expect((await server.runs()).length - before).toBe(ROWS - ROWS_WITH_RESULT)
  expect(new Set((await server.runs()).map(({ source }) => source)).size).toBe(ROWS)

  const [all] = await readSkusOfRuns(page)
  expect(all?.skus).toEqual(
    Array.from({ length: ROWS - ROWS_WITH_RESULT }, (_, at) => toSku(ROWS_WITH_RESULT + at + 1)),
  )
  expect(tasks).toEqual([])
})
