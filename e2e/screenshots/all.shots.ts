import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, CONNECTION, handle, handles } from '#e2e/fixtures/connected.ts'
import { signedPolicy } from '#e2e/fixtures/signed-policy.ts'
import { createConnectionsScreen } from '#e2e/pages/connections.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { addConnections, waitForResult, runSandbox } from './scenes.ts'
import { shootAll } from './shoot.ts'

test('empty', async ({ launch }) => {
  const started = await launch()
  const { page } = started
  const { goTo, main } = createAppFrame(page)
  await shootAll(started, 'run-empty')
  for (const place of ['History', 'Workflows', 'Connections', 'Settings'] as const) {
    await goTo(place)
    await shootAll(started, `${place.toLowerCase()}-empty`)
  }
  await goTo('Settings')
  await main.getByText('Data folder').scrollIntoViewIfNeeded()
  await shootAll(started, 'settings-about')
  await goTo('Connections')
  await main.getByRole('button', { name: 'Add a connection' }).click()
  await main.getByRole('button', { name: 'Advanced' }).click()
  await main.getByRole('radio', { name: 'Policy and signature' }).check()
  await shootAll(started, 'connection-form')
  await main.getByRole('button', { name: 'Save' }).click()
  await shootAll(started, 'connection-form-error')
  await main.getByRole('button', { name: 'Cancel' }).click()
  await page.keyboard.press('Control+k')
  await shootAll(started, 'palette')
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'Find a command' }).waitFor({ state: 'hidden' })
  await page.keyboard.press('?')
  await shootAll(started, 'shortcuts')
  await page.keyboard.press('Escape')
  await goTo('Workflows')
  await main.getByRole('button', { name: 'Add a workflow' }).click()
  await shootAll(started, 'workflow-form')
  await main.getByRole('button', { name: 'Cancel' }).click()
  await main
    .getByRole('button', { name: /^Remove / })
    .first()
    .click()
  await shootAll(started, 'workflow-remove')
})

const SAMPLES = [
  ['Moderation', 'src://catalogue/shoes/red-sneaker.png'],
  ['Document text', 'https://files.example.com/invoices/2026/inv-10442.png'],
  ['Virus scan', 'https://uploads.example.com/incoming/supplier-price-list-2026.xlsx'],
  ['Thumbnails', 'Q3pVxN7ySdGh2kLmT8Zw'],
  ['Video review', 'src://videos/autumn/teaser.mp4'],
] as const

test('one job of each workflow, each tab', async ({ launch }) => {
  const started = await launch()
  const { page } = started
  const history = createHistoryScreen(page)
  const job = createJobView(page)
  for (const [workflow, source] of SAMPLES) {
    await runSandbox(page, workflow, [source])
    if (workflow === 'Moderation') {
      await shootAll(started, 'run-one')
      await history.open()
      await shootAll(started, 'history-one')
    }
    await history.open()
    await history.jobs.row(source).first().click()
    await waitForResult(page)
    await shootAll(started, `panel-${workflow.replace(' ', '-').toLowerCase()}`)
    await job.press('Open the job whole')
    await waitForResult(page)
    await shootAll(started, `job-${workflow.replace(' ', '-').toLowerCase()}`)
    if (workflow !== 'Thumbnails') continue
    for (const tab of ['JSON', 'Text', 'Files', 'Request'] as const) {
      await job.tab(tab)
      await shootAll(started, `job-tab-${tab.toLowerCase()}`)
    }
  }
})

test('many', async ({ launch, startSandbox }) => {
  const server = await startSandbox({
    lengthFactor: 8,
    faults: 'failed:4, 404@run:2, reset-after-accept@run:2',
  })
  const started = await launch()
  const { page } = started
  await addConnections(started)
  await createConnectionsScreen(page).open()
  await shootAll(started, 'connections-many')
  await connect(started, server)
  const run = createRunScreen(page)
  await run.paste(
    ['two words', 'abcdefghijklmnopqrst', 'c0ffee'.repeat(10) + 'abcd', handles(10_000), handle(3)].join(
      '\n',
    ),
  )
  await expect(run.runButton).toHaveText('Run on 10,000 sources')
  await shootAll(started, 'run-many')
  await createAppFrame(page).main.getByRole('button', { name: 'Show the requests' }).click()
  await shootAll(started, 'run-many-requests')
  await run.sources.getByRole('button', { name: 'Clear' }).click()
  await run.paste(handles(400))
  await run.run()
  await expect(run.causes).toBeVisible()
  await shootAll(started, 'batch-running')
  await expect(page.getByText(/· took |^took /).first()).toBeVisible({ timeout: 120_000 })
  await shootAll(started, 'batch-done')
  const history = createHistoryScreen(page)
  await history.open()
  await shootAll(started, 'history-many')
  await history.columnsButton.click()
  await shootAll(started, 'history-columns-menu')
  for (const name of ['Labels', 'Surest label', 'Safe', 'Tasks', 'Ended', 'Requests'])
    await page.getByRole('checkbox', { name, exact: true }).click()
  await page.getByRole('button', { name: 'Keep Source at the left' }).click()
  await page.keyboard.press('Escape')
  await history.jobs.grid.getByRole('button', { name: 'Took', exact: true }).click()
  await expect(history.jobs.grid.getByRole('columnheader', { name: 'Took', exact: true })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  await shootAll(started, 'history-columns')
  await history.jobs.rows.nth(2).click()
  await shootAll(started, 'history-columns-panel')
  await page.keyboard.press('Escape')
  await history.columnsButton.click()
  await page.getByRole('button', { name: 'As at first' }).click()
  await page.keyboard.press('Escape')
  await history.onlyState('May have started')
  await history.jobs.rows.first().click()
  await createJobView(page).remoteJobIdField.waitFor()
  await shootAll(started, 'panel-unknown')
  await page.keyboard.press('Escape')
  await history.onlyState('Failed or refused')
  await history.jobs.rows.first().click()
  await shootAll(started, 'panel-refused')
})

test('errors', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ security: 'required' })
  const started = await launch()
  const { page } = started
  await connect(started, server, { kind: 'policy', ...signedPolicy(server.appSecret, 1_577_899_800) })
  const run = createRunScreen(page)
  await run.paste(handles(12))
  await expect(run.blocked).toBeVisible()
  await shootAll(started, 'run-blocked')
  await createConnectionsScreen(page).changeSecurity(CONNECTION, {
    kind: 'secret',
    appSecret: 'not-the-secret',
  })
  await (await createConnectionsScreen(page).test(CONNECTION, handle(1))).first().waitFor()
  await shootAll(started, 'connections-test-failed')
  await createAppFrame(page).goTo('Run')
  await run.run()
  await expect(run.continueButton).toBeVisible()
  await shootAll(started, 'batch-refused')
  await createAppFrame(page).goTo('History')
  await createHistoryScreen(page).search.fill('nothing of that name')
  await expect(createAppFrame(page).main).toContainText('No job fits these filters.')
  await shootAll(started, 'history-none')
})
