import type { Page } from '@playwright/test'
import { expect, test, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { connect, handle } from '#e2e/fixtures/connected.ts'
import type { SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen, type RunScreen } from '#e2e/pages/run.ts'

const [FIRST, SECOND] = [handle(1), handle(2)]

// Would catch: a request that is repeated after its answer was lost.
test('an answer lost on a fresh connection does not start the job again', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ faults: 'reset-after-accept@run+fresh:1', lengthFactor: 0.2 })
  const started = await launch()
  await connect(started, server)
  const run = await startRun(started.page, FIRST)
  await expect(run.jobs.row(FIRST)).toContainText('May have started')
  await expectStarts(server, 1)

  await test.step('its job id settles it', async () => {
    const [lost] = await server.runs()
    await run.jobs.choose(FIRST)
    const job = createJobView(started.page)
    await expect(job.view).toContainText(
      'This job may have started; the answer was lost (the connection broke).',
    )
    await job.remoteJobIdField.fill('not a job id')
    await job.press('Attach')
    await expect(job.view).toContainText('That is not a job id.')
    await job.remoteJobIdField.fill(lost?.jobid ?? '')
    await job.press('Attach')
    await expect(job.state('Finished')).toBeVisible()
    await expect(run.jobs.row(FIRST)).toContainText('Finished')
    await expectStarts(server, 1)
  })
})

// Would catch: a repetition below the app: a network stack that repeats a request when a reused connection dies.
test('an answer lost on a reused connection does not start the job again', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.2 })
  const started = await launch()
  await connect(started, server)
  const run = await startRun(started.page, FIRST)
  await expect(run.jobs.row(FIRST)).toContainText('Finished')

  await server.setFaults('reset-after-accept@run+reused:1')
  await run.newRun.click()
  await startRun(started.page, SECOND)
  await expect(run.jobs.row(SECOND)).toContainText('May have started')
  await expectStarts(server, 2)

  await test.step('after a restart nothing has changed', async () => {
    await started.quit()
    const again = await launch({ userData: started.userData })
    const history = createHistoryScreen(again.page)
    await history.open()
    await expect(history.jobs.row(SECOND)).toContainText('May have started')
    await expectOneStart(again, server)
  })
})

async function expectOneStart({ page }: LaunchedApp, server: SandboxProcess): Promise<void> {
  const history = createHistoryScreen(page)
  const job = createJobView(page)
  await history.jobs.choose(SECOND)
  await test.step('left as it is', async () => {
    await job.press('Leave it')
    await expect(job.view).toContainText('You left it is.')
    await expect(job.state('May have started')).toBeVisible()
    await expectStarts(server, 2)
  })
  await test.step('run again as a new job, by the person', async () => {
    await job.press('Run again as a new job')
    await expect(job.view).toContainText('It may have started already: run again, it may be billed twice.')
    await job.press('Run 1 job again')
    await job.press('Show it')
    await expect(job.view).toContainText('Runs an earlier job again.')
    await expect(job.state('Finished')).toBeVisible()
    await expectStarts(server, 3)
    await job.press('Show the earlier one')
    await expect(job.state('May have started')).toBeVisible()
  })
}

async function startRun(page: Page, source: string): Promise<RunScreen> {
  const run = createRunScreen(page)
  await run.paste(source)
  await expect(run.runButton).toHaveText('Run on 1 source')
  await run.run()
  await expect(createAppFrame(page).main.getByRole('heading', { level: 1 })).toContainText('on 1 source')
  return run
}

/** Counts accepted runs and all requests for one: a refused request counts, too. */
async function expectStarts(server: SandboxProcess, count: number): Promise<void> {
  const { runs, counts } = await server.ledger()
  expect(runs).toHaveLength(count)
  expect(counts['run']).toBe(count)
}
