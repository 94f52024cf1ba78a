import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, CONNECTION, handles } from '#e2e/fixtures/connected.ts'
import type { SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { createBatchScreen } from '#e2e/pages/batch.ts'
import { createConnectionsScreen } from '#e2e/pages/connections.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { THUMBNAILS } from '#sandbox/workflows.ts'

/** A busy machine is slow. */
const PATIENT = { timeout: 60_000 }

/** Run requests that reached the service, refused ones too. */
const sent = async (server: SandboxProcess): Promise<number> => (await server.ledger()).counts['run'] ?? 0

// Would catch: a batch that says “None is left” after a rerun with another workflow, while its sheet says Refused.
test('what was run again with another workflow is not dealt with for its own', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.05, faults: '400@run:2' })
  const started = await launch()
  await connect(started, server)
  const { page } = started
  const { main } = createAppFrame(page)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  await run.paste(handles(5))
  await run.run()
  await expect(run.count('Refused', 2)).toBeVisible(PATIENT)
  await expect(run.count('Finished', 3)).toBeVisible(PATIENT)
  await server.setFaults('')
  const field = batch.rerunStrip.getByRole('combobox', { name: 'Workflow to run them with' })
  await batch.runThese(/./)
  await field.fill(THUMBNAILS.id)
  await batch.runAgain()
  await expect(main).toContainText('Runs 2 jobs of an earlier run again.')
  await expect(run.count('Finished', 2)).toBeVisible(PATIENT)
  // It is a list of its own: the earlier one has none of its results.
  await main.getByRole('button', { name: 'Save as sheet…' }).click()
  await expect(page.getByRole('menuitem', { name: 'CSV, for a spreadsheet' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: /The whole list/ })).toBeHidden()
  await page.keyboard.press('Escape')

  await main.getByRole('button', { name: 'Show the earlier run' }).click()
  await batch.runThese(/./)
  await expect(batch.rerunStrip).toContainText('2 jobs, billed by Filestack')
  await expect(main).not.toContainText('run again already')
  await expect(main).not.toContainText('None is left')
  await field.fill(THUMBNAILS.id)
  await expect(batch.rerunStrip).toContainText('2 of 2 were run again already')
  expect(await sent(server)).toBe(7)
})

// Would catch: stopped jobs whose sources were pasted anew and are done, and that one press bills once more.
test('what was stopped and pasted anew is left out until it is asked for', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.05, faults: 'slow@run:15s' })
  const started = await launch()
  await connect(started, server)
  const { page } = started
  const { main, goTo } = createAppFrame(page)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  await createConnectionsScreen(page).changeLimits(CONNECTION, { 'Requests at once': '1' })
  await goTo('Run')
  await run.paste(handles(3))
  await run.run()
  await expect.poll(() => sent(server), PATIENT).toBe(1)
  await run.stopSending()
  await expect(run.jobs.inState('Stopped, not sent')).toHaveCount(2)
  await expect(run.jobs.inState('Finished')).toHaveCount(1, PATIENT)
  await server.setFaults('')
  const offer = main.getByRole('button', { name: 'Send 2 jobs now, billed' })
  await expect(offer).toBeVisible()

  await run.newRun.click()
  await run.paste(handles(3).split('\n').slice(0, 2).join('\n'))
  await run.run()
  await expect(run.jobs.inState('Finished').first()).toBeVisible(PATIENT)
  const before = await sent(server)

  await goTo('History')
  await main.getByRole('button', { name: 'Runs', exact: true }).click()
  await page.getByRole('grid', { name: 'Runs' }).getByRole('row').last().dblclick()
  await expect(main).toContainText('2 jobs were stopped before they were sent. 1 source has a result')
  await expect(offer).toBeHidden()
  await main.getByRole('button', { name: 'Run again…' }).click()
  await expect(batch.rerunStrip).toContainText('1 job, billed by Filestack')
  const include = batch.rerunStrip.getByRole('checkbox', { name: /Include 1 that another run has done/ })
  await include.check()
  await expect(batch.rerunStrip).toContainText('2 jobs, billed by Filestack')
  await expect(batch.rerunStrip).toContainText('it is sent once more')
  await include.uncheck()
  await batch.runAgain()
  await expect(run.count('Finished', 1)).toBeVisible(PATIENT)
  expect(await sent(server)).toBe(before + 1)
  const sources = (await server.runs()).map(({ source }) => source)
  expect(sources.toSorted()).toEqual(handles(3).split('\n'))
})
