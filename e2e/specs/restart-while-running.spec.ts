import { expect, test } from '#e2e/fixtures/app.ts'
import { listJobs } from '#e2e/fixtures/command-line.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 12

// Would catch: jobs that are lost when the app is killed while they run, or run a second time.
test('jobs survive a kill, and each of them runs once', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: 30 })
  const first = await launch()
  await connect(first, server)
  const run = createRunScreen(first.page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Running', JOBS)).toBeVisible()
  await first.kill()

  const again = await launch({ userData: first.userData })
  await expect(createAppFrame(again.page).notices).toContainText(
    '12 jobs from last time are watched to the end.',
  )
  const history = createHistoryScreen(again.page)
  await history.open()
  await expect(history.jobs.inState('Finished')).toHaveCount(JOBS, { timeout: 60_000 })
  // The jobs are dealt with, and so is the notice about them.
  await expect(createAppFrame(again.page).notices).toBeHidden()
  expectOneRunEach(await server.runs(), JOBS)
})

// Would catch: a request that was on its way and is sent again, or jobs that waited and are forgotten.
test('after a kill in the middle of sending, no request is sent again and what waited is sent', async ({
  launch,
  startSandbox,
}) => {
  // Each job starts at once and its answer comes late: the kill falls between the two.
  const server = await startSandbox({ lengthFactor: 0.2, faults: 'slow@run:1s' })
  const first = await launch()
  await connect(first, server)
  const run = createRunScreen(first.page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect.poll(async () => (await server.runs()).length).toBeGreaterThan(0)
  await first.kill()
  const before = (await server.runs()).length
  expect(before).toBeLessThan(JOBS)
  await server.setFaults('')

  const again = await launch({ userData: first.userData })
  const history = createHistoryScreen(again.page)
  await history.open()
  const lost = history.jobs.inState('May have started')
  const finished = history.jobs.inState('Finished')
  await expect
    .poll(async () => (await lost.count()) + (await finished.count()), { timeout: 30_000 })
    .toBe(JOBS)
  expect(await lost.count()).toBeGreaterThan(0)
  const runs = await server.runs()
  expectOneRunEach(runs, JOBS)
  // Every id whose answer arrived is kept with its job.
  const kept = (await listJobs(first.userData)).filter(({ jobid }) => jobid !== null)
  const started = new Map(runs.map(({ jobid, source }) => [source, jobid]))
  expect(kept).toHaveLength(await finished.count())
  expect(kept.map(({ jobid }) => jobid)).toEqual(kept.map(({ source }) => started.get(source)))
})

function expectOneRunEach(runs: readonly { readonly source: string }[], jobs: number): void {
  const sources = runs.map(({ source }) => source)
  expect(sources.toSorted()).toEqual(handles(jobs).split('\n').toSorted())
}
