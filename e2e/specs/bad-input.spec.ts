import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, CONNECTION, handle, handles } from '#e2e/fixtures/connected.ts'
import { inAnHour, signedPolicy } from '#e2e/fixtures/signed-policy.ts'
import { createConnectionsScreen } from '#e2e/pages/connections.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { paste } from '#e2e/pages/paste.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

/** The end of the policy in Filestack's published examples: 2020-01-01T17:30:00Z, Unix s. */
const EXPIRED_POLICY_S = 1_577_899_800

// Would catch: a bad line that spoils the good ones, or a pasted secret on the screen.
test('bad lines are left out by name, the good ones run, and no secret is shown', async ({ launch }) => {
  const { page } = await launch()
  const run = createRunScreen(page)
  const { policy, signature } = signedPolicy('whatever', EXPIRED_POLICY_S)

  await run.paste('')
  await expect(run.sources).toContainText('There is no text on the clipboard to paste.')
  await run.paste(['two words', 'ftp://example.com/a.jpg', policy, signature, handle(1)].join('\n'))

  await expect(run.line('two words')).toContainText('A source has no spaces.')
  await expect(run.line('ftp://example.com/a.jpg')).toContainText(
    'Only http and https addresses can be used.',
  )
  await expect(run.line('Line 3')).toContainText('A policy. It is a secret and was not kept.')
  await expect(run.line('Line 4')).toContainText('A signature. It is a secret and was not kept.')
  await expect(run.sources).toContainText('Needs you (4)')
  const shown = await page.content()
  expect(shown).not.toContain(policy)
  expect(shown).not.toContain(signature)
  await expect(run.runButton).toHaveText('Run on 1 source')
  await expect(createAppFrame(page).main).toContainText('4 lines left out')
})

// Would catch: a paste that ends in the field of the workflow, or nowhere.
test('sources pasted while the workflow field has the focus are added', async ({ launch }) => {
  const { page } = await launch()
  const run = createRunScreen(page)
  await run.chooseWorkflow('Moderation')
  await expect(run.workflow).toBeFocused()
  // The field's text stays selected after the focus has left it. That must not stop a paste.
  await page.keyboard.press('Tab')
  await paste(page, handle(2))
  await expect(run.runButton).toHaveText('Run on 1 source')

  await run.workflow.focus()
  await paste(page, handles(2))
  await expect(run.workflow).toHaveValue('Moderation')
  await expect(run.runButton).toHaveText('Run on 3 sources')
})

// Would catch: a list that shows only its beginning, or counts wrongly.
test('ten thousand pasted lines can be looked at, corrected and counted', async ({ launch }) => {
  const { page } = await launch()
  const run = createRunScreen(page)
  await run.paste(`${handles(10_000)}\ntwo words\n${handle(7)}`)
  await expect(run.runButton).toHaveText('Run on 10,000 sources')
  await expect(run.sources).toContainText('Needs you (1)')
  await expect(run.sources).toContainText('1 duplicate left out')
  // The last lines can be reached, and one of them can be removed.
  await run.sources.getByRole('list').hover()
  await page.mouse.wheel(0, 10_000 * 32)
  const last = run.line(handle(9999))
  await expect(last).toBeVisible()
  await last.getByRole('button', { name: 'Remove' }).click()
  await expect(run.runButton).toHaveText('Run on 9,999 sources')
})

// Would catch: a workflow id that is sent as it was typed.
test('a workflow id with a space is refused before anything is sent', async ({ launch }) => {
  const { page } = await launch()
  const run = createRunScreen(page)
  await run.workflow.fill('67d273c3-249c-4192 b228-9c3e1d003963')
  await expect(page.getByText('A workflow id has no spaces or slashes.')).toBeVisible()
  await run.workflow.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeHidden()
})

// Would catch: a mistake that only a spent request reveals.
test('an expired policy and a pasted secret are found without a request', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ security: 'required', lengthFactor: 0.2 })
  const started = await launch()
  const { page } = started
  await connect(started, server, { kind: 'secret', appSecret: server.appSecret })
  const run = createRunScreen(page)
  await run.paste(`${server.appSecret}\n${handle(1)}`)
  await expect(run.sources).toContainText('A secret of one of your connections. It was not kept.')
  expect(await page.content()).not.toContain(server.appSecret)

  await createConnectionsScreen(page).changeSecurity(CONNECTION, {
    kind: 'policy',
    ...signedPolicy(server.appSecret, EXPIRED_POLICY_S),
  })
  await expect(createConnectionsScreen(page).row(CONNECTION)).toContainText('1 January 2020')
  await createAppFrame(page).goTo('Run')
  await expect(run.blocked).toContainText('The policy of this connection ended on 1 January 2020, 17:30 UTC.')
  await expect(run.runButton).toBeDisabled()
  await page.keyboard.press('Control+Enter')
  await expect(run.blocked).toBeVisible()
  expect((await server.ledger()).seen).toBe(0)

  await test.step('the button beside the sentence leads to the setting, and nothing typed is lost', async () => {
    await createAppFrame(page).main.getByRole('button', { name: 'Open Connections' }).click()
    await expect(page.getByRole('form', { name: `Edit ${CONNECTION}` })).toBeVisible()
    const wrong = signedPolicy('another secret', inAnHour())
    await createConnectionsScreen(page).changeSecurity(CONNECTION, { kind: 'policy', ...wrong })
    await createAppFrame(page).goTo('Run')
    await run.run()
    await expect(run.jobs.row(handle(1))).toContainText('Refused')
    await expect(run.causes).toContainText('The service refused the policy or signature.')
    await run.jobs.choose(handle(1))
    await expect(createJobView(page).view).toContainText('403')
    const { runs, counts } = await server.ledger()
    expect({ runs, asked: counts['run'] }).toEqual({ runs: [], asked: 1 })
  })
})

const UNREADABLE_ANSWERS = [
  { fault: 'html', reason: 'it is a web page' },
  { fault: 'cut', reason: 'it is cut off' },
  { fault: 'empty', reason: 'it is empty' },
  { fault: 'text', reason: 'it is not a JSON object' },
  { fault: '502', reason: 'the service answered 502' },
] as const

// Would catch: an unreadable answer that is taken for a refusal, or a request that is repeated because of it.
test('an answer that cannot be read leaves its job undecided, and nothing is sent again', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.2 })
  const started = await launch()
  await connect(started, server)
  const run = createRunScreen(started.page)
  for (const [at, { fault, reason }] of UNREADABLE_ANSWERS.entries()) {
    await test.step(fault, async () => {
      await server.setFaults(`${fault}@run+accepted:1`)
      await run.paste(handle(at))
      await run.run()
      const row = run.jobs.row(handle(at))
      await expect(row).toContainText('May have started')
      await expect(row).toContainText(`This job may have started; the answer was lost (${reason}).`)
      const { runs, counts } = await server.ledger()
      expect({ runs: runs.length, asked: counts['run'] }).toEqual({ runs: at + 1, asked: at + 1 })
      await run.newRun.click()
    })
  }
  await test.step('a status answer that cannot be read is requested again', async () => {
    await server.setFaults('html@status:1, cut@status:1, 500@status:1')
    await run.paste(handle(100))
    await run.run()
    await expect(run.jobs.row(handle(100))).toContainText('Finished', { timeout: 30_000 })
    expect((await server.ledger()).counts['run']).toBe(UNREADABLE_ANSWERS.length + 1)
  })
})

// Would catch: jobs that fail without a network, or are sent twice when it is back.
test('without a network jobs wait, and each is sent once when it is back', async ({
  launch,
  startSandbox,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-state-'))
  const stateFile = join(folder, 'state.ndjson')
  const server = await startSandbox({ stateFile, lengthFactor: 0.2 })
  const port = Number(new URL(server.url).port)
  const started = await launch()
  await connect(started, server)
  await server.stop()

  const run = createRunScreen(started.page)
  await run.paste(handles(3))
  await run.run()
  await expect(run.jobs.row(handle(0))).toContainText(`No connection to 127.0.0.1:${port}.`)
  await expect(run.jobs.inState('Ready').or(run.jobs.inState('Waiting'))).toHaveCount(3)

  const back = await startSandbox({ port, stateFile, lengthFactor: 0.2 })
  await expect(run.jobs.inState('Finished')).toHaveCount(3, { timeout: 45_000 })
  expect((await back.runs()).map(({ source }) => source).toSorted()).toEqual(
    handles(3).split('\n').toSorted(),
  )
  rmSync(folder, { recursive: true, force: true })
})
