import { expect, test } from '#e2e/fixtures/app.ts'
import { connect } from '#e2e/fixtures/connected.ts'
import { makeDisk } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import { sheet, skuOf, skusOfRuns } from '#e2e/fixtures/sheet.ts'
import { runScreenOf } from '#e2e/pages/run.ts'
import { watchLongTasks } from './long-tasks.ts'

const ROWS = 5000
const KNOWN = 412
const disk = makeDisk()
test.afterAll(() => disk.remove())

// Would catch: rows lost or in another order, labels at other jobs, a result paid for twice.
test('five thousand rows, 412 of them known: 4,588 runs, each SKU at its job and in its place', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  await connect(started, server)
  const { page } = started
  const run = runScreenOf(page)
  const takeSheet = async (name: string, from: number, to: number): Promise<void> => {
    await drop(page, [disk.writeText(name, sheet(from, to))])
    await run.listQuestion.getByRole('button', { name: 'Use as a list' }).click()
  }
  await takeSheet('known.csv', 1, KNOWN)
  await run.run()
  await expect(run.count('Finished', KNOWN)).toBeVisible({ timeout: 120_000 })
  const before = (await server.runs()).length
  expect(before).toBe(KNOWN)
  await run.newRun.click()

  const longTasks = await watchLongTasks(page)
  await takeSheet('all.csv', 1, ROWS)
  await expect(run.knownLine(/^412 of 5,000 already have a finished Tag pictures result/)).toBeVisible()
  await expect(run.runButton).toHaveText('Run on 4,588 sources')
  // While the sheet comes in; how a large run is shown is another spec's.
  const tasks = await longTasks()
  await run.run()
  await expect(run.count('Finished', ROWS - KNOWN)).toBeVisible({ timeout: 10 * 60_000 })
  expect((await server.runs()).length - before).toBe(ROWS - KNOWN)
  expect(new Set((await server.runs()).map(({ source }) => source)).size).toBe(ROWS)

  const [all] = await skusOfRuns(page)
  expect(all?.skus).toEqual(Array.from({ length: ROWS - KNOWN }, (_, at) => skuOf(KNOWN + at + 1)))
  expect(tasks).toEqual([])
})
