import { expect, test } from '#e2e/fixtures/app.ts'
import { expectAccessible } from '#e2e/fixtures/axe.ts'
import { connect, CONNECTION, handles } from '#e2e/fixtures/connected.ts'
import { batchOf } from '#e2e/pages/batch.ts'
import { connectionsOf } from '#e2e/pages/connections.ts'
import { frameOf } from '#e2e/pages/frame.ts'
import { historyOf } from '#e2e/pages/history.ts'
import { runScreenOf } from '#e2e/pages/run.ts'

const JOBS = 120

test('what is run again is another number of jobs than was told, or more than failed', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.1, faults: 'failed:6, 400@run:4, 404@run:3' })
  const started = await launch()
  const { page } = started
  const sent = async (): Promise<number> => (await server.ledger()).counts['run'] ?? 0
  await connect(started, server)
  const run = runScreenOf(page)
  const batch = batchOf(page)
  const { main, goTo } = frameOf(page)
  await run.paste(handles(JOBS))
  await run.run()

  await expect(batch.only('Finished', JOBS - 13)).toBeVisible({ timeout: 60_000 })
  await expect(batch.only('Failed', 13)).toBeVisible()
  await expect(batch.causes.getByRole('listitem')).toHaveCount(3)
  await expect(batch.causes.getByRole('listitem').filter({ hasText: /6 jobs/ })).toHaveCount(1)
  await batch.only('Failed', 13).click()
  await expect(run.jobs.rows).toHaveCount(13)
  expect(await sent()).toBe(JOBS)

  await batch.causes
    .getByRole('listitem')
    .filter({ hasText: /4 jobs/ })
    .getByRole('button')
    .click()
  await expect(batch.again).toContainText('4 jobs will be run again as new ones and billed.')
  await expectAccessible(page, 'a batch with causes, one to be run again')
  await batch.runAgain()
  await expect(main).toContainText('Runs 4 jobs of an earlier run again.')
  await expect(batch.only('Finished', 4)).toBeVisible()
  expect(await sent()).toBe(JOBS + 4)

  await main.getByRole('button', { name: 'Show the earlier run' }).click()
  await main.getByRole('button', { name: 'Run all 13 again' }).click()
  await expect(batch.again).toContainText('13 jobs will be run again as new ones and billed.')
  await batch.runAgain()
  await expect(batch.only('Finished', 13)).toBeVisible()
  expect(await sent()).toBe(JOBS + 17)

  // In History: all that fit a filter are told, two marked ones are run.
  await goTo('History')
  const history = historyOf(page)
  await history.onlyState('Failed or refused')
  await expect(history.jobs.rows).toHaveCount(13)
  await main.getByRole('button', { name: 'Run these again…' }).click()
  await expect(batch.again).toContainText('13 jobs will be run again as new ones and billed.')
  await batch.again.getByRole('button', { name: 'Cancel' }).click()
  await history.jobs.rows.first().click({ modifiers: ['ControlOrMeta'] })
  await page.keyboard.press('Shift+ArrowDown')
  await expect(main).toContainText('2 jobs marked')
  await main.getByRole('button', { name: 'Run again…' }).click()
  await expect(batch.again).toContainText('2 jobs will be run again as new ones and billed.')
  await expectAccessible(page, 'History with marked jobs')
  await batch.runAgain()
  await expect(batch.only('Finished', 2)).toBeVisible()
  expect(await sent()).toBe(JOBS + 19)
})

test('first results, a cap or a pause let one more job through, or the rest never goes on', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  const { page } = started
  const accepted = async (): Promise<number> => (await server.runs()).length
  await connect(started, server)
  const connections = connectionsOf(page)
  const { main, goTo } = frameOf(page)
  const run = runScreenOf(page)
  const batch = batchOf(page)
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

  await main.getByRole('button', { name: 'Run the rest' }).click()
  await expect(main).toContainText('This run has reached 25 billed starts')
  expect(await accepted()).toBe(25)
  await main.getByRole('button', { name: 'Open Connections' }).click()
  await expect(main).toContainText('25 billed starts this month, 25 today')
  await connections.changeLimits(CONNECTION, { 'Most billed starts in a run': '' })
  await goTo('Run')

  // Slow enough for a person on a busy machine to press Pause.
  await server.setFaults('limit:2')
  await batch.continueButton.click()
  await expect(main).toContainText(/limited until|at the limit of the service/)
  await batch.pauseButton.click()
  await expect(main).toContainText('Paused: nothing more is sent until you continue')
  await expect(run.count('Sending', 1)).toBeHidden()
  await expect(run.count('Sending', 2)).toBeHidden()
  const before = await accepted()
  expect(before).toBeLessThan(60)
  // With the limit lifted there is nothing but the pause that holds the rest back.
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
