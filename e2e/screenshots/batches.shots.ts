import { expect, test, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { connect, CONNECTION, handles } from '#e2e/fixtures/connected.ts'
import { createBatchScreen } from '#e2e/pages/batch.ts'
import { createConnectionsScreen } from '#e2e/pages/connections.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { shootAll } from './shoot.ts'

/** The batches of this file run to their end in time. */
const LENGTH_FACTOR = 0.5

/** Makes the connection production, as the form's switch would. */
async function makeProduction({ page }: LaunchedApp): Promise<void> {
  const { main, goTo } = createAppFrame(page)
  await goTo('Connections')
  await createConnectionsScreen(page)
    .row(CONNECTION)
    .getByRole('button', { name: `Edit ${CONNECTION}` })
    .click()
  await main.getByRole('switch', { name: 'Production' }).click()
  await main.getByRole('button', { name: 'Save' }).click()
  await createConnectionsScreen(page).row(CONNECTION).waitFor()
}

test('a large batch', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: LENGTH_FACTOR })
  const started = await launch()
  const { page } = started
  const { main, goTo } = createAppFrame(page)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  await connect(started, server)
  await makeProduction(started)
  await createConnectionsScreen(page).changeLimits(CONNECTION, { 'Requests a second': '60' })
  await goTo('Run')
  await run.paste(handles(2_000))
  await expect(batch.firstResults).toBeChecked()
  await shootAll(started, 'run-first-results')
  await run.run()
  await expect(main).toContainText(/The first 10 are here/)
  await shootAll(started, 'batch-first-results')
  await server.setFaults('failed:60, 400@run:40:20%, 404@run:37:20%, reset-after-accept@run:3:5%')
  await main.getByRole('button', { name: /^Run the rest/ }).click()
  await expect(main).toContainText(/\/s · .* left/)
  await shootAll(started, 'batch-large')
  await server.setFaults('limit:5')
  await expect(main).toContainText(/limited until|at the limit of the service/)
  await shootAll(started, 'batch-limited')
  await batch.pauseButton.click()
  await expect(batch.continueButton).toBeVisible()
  await shootAll(started, 'batch-paused')
  await batch.causes
    .getByRole('button', { name: /^Run these again/ })
    .first()
    .click()
  await expect(batch.rerunStrip).toContainText('billed by Filestack')
  await shootAll(started, 'batch-again')
  await server.setFaults('')
  await goTo('History')
  const history = createHistoryScreen(page)
  await history.onlyState('Failed or refused')
  await main.getByRole('button', { name: 'Run these again…' }).click()
  await expect(batch.rerunStrip).toContainText('billed by Filestack')
  await shootAll(started, 'history-again')
  await batch.rerunStrip.getByRole('button', { name: 'Cancel' }).click()
  await history.jobs.rows.first().click({ modifiers: ['ControlOrMeta'] })
  for (let row = 0; row < 3; row += 1) await page.keyboard.press('Shift+ArrowDown')
  await shootAll(started, 'history-marked')
})

test('limits, storage, settings', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: LENGTH_FACTOR })
  const started = await launch()
  const { page } = started
  const { main, goTo } = createAppFrame(page)
  await connect(started, server)
  await createConnectionsScreen(page).changeLimits(CONNECTION, { 'Most billed starts in a run': '38' })
  await goTo('Run')
  await createRunScreen(page).paste(handles(60))
  await createRunScreen(page).run()
  await expect(main).toContainText('This run has reached 38 billed starts')
  await shootAll(started, 'batch-capped')
  await goTo('Connections')
  await shootAll(started, 'connections-billed')
  await main.getByRole('button', { name: `Edit ${CONNECTION}` }).click()
  await main.getByRole('textbox', { name: 'Requests a second' }).fill('fast')
  await main.getByRole('button', { name: 'Save' }).click()
  await shootAll(started, 'connection-form-limits')
  await main.getByRole('button', { name: 'Cancel' }).click()
  await goTo('Settings')
  await shootAll(started, 'settings')
  await main.getByRole('switch', { name: 'Keep produced files' }).scrollIntoViewIfNeeded()
  await shootAll(started, 'settings-files')
})
