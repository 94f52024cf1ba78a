import { expect, test } from '#e2e/fixtures/app.ts'
import { expectAccessible } from '#e2e/fixtures/axe.ts'
import { connect, CONNECTION, handles } from '#e2e/fixtures/connected.ts'
import { createBatchScreen } from '#e2e/pages/batch.ts'
import { createConnectionsScreen } from '#e2e/pages/connections.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 120

// Would catch: a rerun of another number of jobs than the screen said, or of jobs that had ended well.
test('exactly the announced jobs are run again, and only those that failed', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.1, faults: 'failed:6, 400@run:4, 404@run:3' })
  const started = await launch()
  const { page } = started
  const sent = async (): Promise<number> => (await server.ledger()).counts['run'] ?? 0
  await connect(started, server)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  const { main, goTo } = createAppFrame(page)
  await run.paste(handles(JOBS))
  await run.run()

  await expect(batch.groupButton('Finished', JOBS - 13)).toBeVisible({ timeout: 60_000 })
  await expect(batch.groupButton('Failed', 13)).toBeVisible()
  await expect(batch.causes.getByRole('listitem')).toHaveCount(3)
  await expect(batch.causes.getByRole('listitem').filter({ hasText: /6 jobs/ })).toHaveCount(1)
  await batch.groupButton('Failed', 13).click()
  await expect(run.jobs.rows).toHaveCount(13)
  expect(await sent()).toBe(JOBS)

  await batch.causes
    .getByRole('listitem')
    .filter({ hasText: /4 jobs/ })
    .getByRole('button', { name: /^Run these again/ })
    .click()
  await expect(batch.rerunStrip).toContainText('4 jobs, billed by Filestack')
  await expectAccessible(page, 'a batch with causes, one to be run again')
  await batch.runAgain()
  await expect(main).toContainText('Runs 4 jobs of an earlier run again.')
  await expect(batch.groupButton('Finished', 4)).toBeVisible()
  expect(await sent()).toBe(JOBS + 4)

  await main.getByRole('button', { name: 'Show the earlier run' }).click()
  await main.getByRole('button', { name: /^Run (all|the|what) .*again$/ }).click()
  // What an earlier rerun finished is not billed once more, unless it is ticked.
  await expect(batch.rerunStrip).toContainText('9 jobs, billed by Filestack')
  await expect(batch.rerunStrip).toContainText('4 of 13 were run again already')
  await batch.rerunStrip.getByRole('checkbox', { name: /^Include 4 that were run again already/ }).click()
  await expect(batch.rerunStrip).toContainText('13 jobs, billed by Filestack')
  await batch.runAgain()
  await expect(batch.groupButton('Finished', 13)).toBeVisible()
  expect(await sent()).toBe(JOBS + 17)

  // In History: a rerun of all jobs of a filter is announced and cancelled, two marked jobs are run again.
  await goTo('History')
  const history = createHistoryScreen(page)
  await history.onlyState('Failed or refused')
  await expect(history.jobs.rows).toHaveCount(13)
  await main.getByRole('button', { name: 'Run these again…' }).click()
  await expect(batch.rerunStrip).toContainText(
    'None of these jobs can be run again now. 13 of 13 were run again already',
  )
  await batch.rerunStrip.getByRole('button', { name: 'Cancel' }).click()
  await history.jobs.rows.first().click({ modifiers: ['ControlOrMeta'] })
  await page.keyboard.press('Shift+ArrowDown')
  await expect(main).toContainText('2 jobs marked')
  await main.getByRole('button', { name: 'Run again…' }).click()
  await batch.rerunStrip.getByRole('checkbox', { name: /^Include 2 that were run again already/ }).click()
  await expect(batch.rerunStrip).toContainText('2 jobs, billed by Filestack')
  await expectAccessible(page, 'History with marked jobs')
  await batch.runAgain()
  await expect(batch.groupButton('Finished', 2)).toBeVisible()
  expect(await sent()).toBe(JOBS + 19)
})

// Would catch: one job more than allowed, or a run that never goes on.
test('first results, a cap and a pause hold to the job, and the rest goes on when asked', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  const { page } = started
  const accepted = async (): Promise<number> => (await server.runs()).length
  await connect(started, server)
  const connections = createConnectionsScreen(page)
  const { main, goTo } = createAppFrame(page)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  await connections.changeLimits(CONNECTION, {
    'Requests at once': '2',
    'Most billed starts in a run': '25',
  })
  await goTo('Run')
  await run.paste(handles(60))
  await batch.firstResults.check()
  await run.run()
  await expect(main).toContainText('The first 10 are here. Look at them, then go on with 50 more.')
  await expect(run.count('Finished', 10)).toBeVisible()
  await expect(run.jobs.rows).toHaveCount(10)
  expect(await accepted()).toBe(10)

  await main.getByRole('button', { name: /^Run the rest/ }).click()
  await expect(main).toContainText('This run has reached 25 billed starts')
  expect(await accepted()).toBe(25)
  await main.getByRole('button', { name: 'Open Connections' }).click()
  await expect(main).toContainText('25 billed starts this month, 25 today')
  await connections.changeLimits(CONNECTION, { 'Most billed starts in a run': '' })
  await goTo('Run')

  // Slow enough that Pause can be pressed on a busy machine.
  await server.setFaults('limit:2')
  await batch.continueButton.click()
  await expect(main).toContainText(/limited until|at the limit of the service/)
  await batch.pauseButton.click()
  await expect(main).toContainText('Paused: nothing more is sent until you continue')
  await expect(run.count('Sending', 1)).toBeHidden()
  await expect(run.count('Sending', 2)).toBeHidden()
  const before = await accepted()
  expect(before).toBeLessThan(60)
  // The limit is gone: only the pause holds the rest back.
  await server.setFaults('')
  await goTo('Connections')
  await expect(connections.row(CONNECTION)).toContainText(`${before} billed starts this month`)
  await goTo('Run')
  await expect(run.count('Ready', 60 - before)).toBeVisible()
  expect(await accepted()).toBe(before)

  await batch.continueButton.click()
  await expect(run.count('Finished', 60)).toBeVisible({ timeout: 30_000 })
  const sources = (await server.runs()).map(({ source }) => source)
  expect(sources.toSorted()).toEqual(handles(60).split('\n').toSorted())
})
