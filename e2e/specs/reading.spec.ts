import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, CONNECTION, handle, handles } from '#e2e/fixtures/connected.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import { createGestures } from '#e2e/fixtures/gestures.ts'
import { inAnHour, signedPolicy } from '#e2e/fixtures/signed-policy.ts'
import { sheet, toSku } from '#e2e/fixtures/sheet.ts'
import { createConnectionsScreen } from '#e2e/pages/connections.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { paste } from '#e2e/pages/paste.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const PATIENT = { timeout: 60_000 }

// Would catch: a value that arrives in quotes and has to be taken out of them by hand.
test('a value is copied as it is, by a click and a key', async ({ launch }) => {
  const { page, clipboardText } = await launch()
  const run = createRunScreen(page)
  const job = createJobView(page)
  await run.paste(handles(1))
  await run.run()
  await expect(run.count('Finished', 1)).toBeVisible(PATIENT)
  await run.jobs.rows.first().click()
  await job.tab('JSON')
  const value = job.view.getByRole('treeitem', { name: /^status: / })
  await expect(value).toBeVisible()
  const gestures = createGestures()
  await gestures.click(value)
  await gestures.do(() => page.keyboard.press('ControlOrMeta+c'))
  await expect.poll(clipboardText).toBe('Finished')
  expect(gestures.count()).toBe(2)
  await page.keyboard.press('ControlOrMeta+Shift+c')
  await expect.poll(clipboardText).toContain('status')
  await value.getByRole('button', { name: 'Copy with quotes' }).click()
  await expect.poll(clipboardText).toBe('"Finished"')
})

// Would catch: an expired policy that sends the person through the settings and back by hand.
test('an expired policy is mended in four gestures, and the run goes', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ security: 'required', lengthFactor: 0.05 })
  const started = await launch()
  const { page } = started
  const expired = signedPolicy(server.appSecret, 1_600_000_000)
  await connect(started, server, { kind: 'policy', ...expired })
  const run = createRunScreen(page)
  const { main } = createAppFrame(page)
  await run.paste(handles(2))
  await expect(run.blocked).toContainText('ended on')
  const { policy, signature } = signedPolicy(server.appSecret, inAnHour())
  const gestures = createGestures()
  await gestures.click(run.blocked.getByRole('button', { name: 'Open Connections' }))
  await expect(main.getByRole('textbox', { name: 'Policy', exact: true })).toBeFocused()
  // As it stands in a URL, its padding lost on the way.
  await gestures.do(() => paste(page, `security=p:${policy.replace(/=+$/, '')},s:${signature}`))
  await gestures.click(main.getByRole('button', { name: 'Save' }))
  await gestures.click(run.runButton)
  await expect(run.count('Finished', 2)).toBeVisible(PATIENT)
  expect(gestures.count()).toBe(4)
})

// Would catch: rows that all begin with the same host, columns that have to be chosen one menu at a time, or again for a batch.
test('the label comes first, then the file, the host last, and History’s columns are the batch’s', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.05 })
  const started = await launch()
  await connect(started, server)
  const { page } = started
  const { main, goTo } = createAppFrame(page)
  const run = createRunScreen(page)
  const history = createHistoryScreen(page)
  const files = createTestFolder()
  try {
    const link = 'https://shop.example.com/products/77/front.jpg'
    await run.paste(link)
    await drop(page, [files.writeText('shoes.csv', sheet(1, 4))])
    await run.listQuestion.getByRole('button', { name: 'Use as a list' }).click()
    await expect(run.runButton).toHaveText('Run on 5 sources')
    // The number of the row stands before it, its kind after it.
    await expect(run.line(toSku(1))).toHaveText(/^\d+\s*SKU-00001 · Shoe 1.*1\.jpg.*shop\.example\.com/)
    await expect(run.line('front.jpg')).toHaveText(/products\/77\/front\.jpg.*shop\.example\.com/)
    await run.run()
    await expect(run.count('Finished', 5)).toBeVisible(PATIENT)

    const expectNames = async (): Promise<void> => {
      const labelled = run.jobs.row('https://shop.example.com/pictures/1.jpg')
      await expect(labelled).toHaveText(/SKU-00001 · Shoe 1.*1\.jpg/)
      await expect(run.jobs.row(link)).toHaveText(/products\/77\/front\.jpg.*shop\.example\.com/)
    }
    const columns = main.getByRole('button', { name: 'Columns', exact: true })
    const choice = (name: string) =>
      page.getByRole('dialog', { name: 'Columns' }).getByRole('checkbox', { name, exact: true })
    const heads = (name: string) => run.jobs.grid.getByRole('columnheader', { name, exact: true })
    await expectNames()
    await columns.click()
    await expect(choice('colour')).not.toBeChecked()
    await choice('colour').click()
    await expect(choice('colour')).toBeChecked()
    await choice('sku').click()
    await expect(choice('sku')).toBeChecked()
    await page.keyboard.press('Escape')
    await expect(choice('sku')).toBeHidden()
    for (const name of ['colour', 'sku']) await expect(heads(name)).toBeVisible()

    await history.open()
    await expectNames()
    for (const name of ['colour', 'sku']) await expect(heads(name)).toBeVisible()
    await columns.click()
    await choice('sku').click()
    await expect(choice('sku')).not.toBeChecked()
    await page.keyboard.press('Escape')
    await goTo('Run')
    await expect(heads('colour')).toBeVisible()
    await expect(heads('sku')).toBeHidden()
  } finally {
    files.remove()
  }
})

// Would catch: a good connection whose test begins with what could not be proved.
test('Test leads with what works, and what was not tested comes last', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ security: 'required' })
  const { page } = await launch()
  const connections = createConnectionsScreen(page)
  const { url, apiKey, appSecret } = server
  await connections.add({ name: CONNECTION, apiKey, url, security: { kind: 'secret', appSecret } })
  for (const given of [undefined, handle(0)]) {
    const lines = await connections.test(CONNECTION, given)
    await expect(lines).toHaveCount(4)
    await expect(connections.row(CONNECTION)).toContainText('This connection works')
    const outcomes = (await lines.allInnerTexts()).map((text) => /Works|Failed|Not tested/.exec(text)?.[0])
    expect(outcomes[0]).toBe('Works')
    expect(outcomes).toEqual(outcomes.toSorted((one) => (one === 'Works' ? -1 : 1)))
  }
})

// Would catch: a failure without the words of the service, one job's id on a cause of two, a start of a job that was never sent.
test('a failed job shows what the service said, and only what was sent has a start', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.05, faults: '403@run:2' })
  const started = await launch()
  await connect(started, server)
  const { page } = started
  const run = createRunScreen(page)
  const job = createJobView(page)
  await run.paste(handles(2))
  await run.run()
  await expect(run.count('Refused', 2)).toBeVisible(PATIENT)
  await expect(run.causes).toContainText('2 jobs')
  await expect(run.causes).not.toContainText('correlation id')
  await run.jobs.rows.first().click()
  await expect(job.view.getByText('The service’s words')).toBeVisible()
  await expect(job.view).toContainText('Invalid App policy')
  await expect(job.view.getByRole('button', { name: 'Copy the correlation id' })).toBeVisible()
  await expect(run.jobs.rows.first()).toContainText('Invalid App policy')
  await job.view.getByRole('button', { name: 'Copy the correlation id' }).click()
  const correlationId = await started.clipboardText()
  expect(correlationId).toMatch(/^[\w-]{8,}$/)
  await page.keyboard.press('Escape')

  // What a person in support has at hand: an id out of a log, a status, the service's words.
  const history = createHistoryScreen(page)
  await history.open()
  for (const [query, jobs] of [
    [correlationId, 1],
    ['403', 2],
    ['"invalid app policy"', 2],
    ['404', 0],
  ] as const) {
    await history.search.fill(query)
    await expect(history.jobs.rows, query).toHaveCount(jobs)
  }
  await history.search.fill('')
  await createAppFrame(page).goTo('Run')
  await run.newRun.click()
  await server.setFaults('slow@run:60s')
  await createConnectionsScreen(page).changeLimits(CONNECTION, { 'Requests at once': '1' })
  await createAppFrame(page).goTo('Run')
  await run.paste(handles(3).replaceAll('Pic', 'Qic'))
  await run.run()
  await run.stopSending()
  const stopped = run.jobs.inState('Stopped, not sent')
  await expect(stopped.first()).toContainText('never sent')
  await expect(stopped.first().getByRole('time')).toHaveCount(0)
})
