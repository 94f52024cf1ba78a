import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, CONNECTION, handle, handles } from '#e2e/fixtures/connected.ts'
import { inAnHour, signedPolicy } from '#e2e/fixtures/signed-policy.ts'
import { connectionsOf } from '#e2e/pages/connections.ts'
import { frameOf } from '#e2e/pages/frame.ts'
import { jobViewOf } from '#e2e/pages/job.ts'
import { paste } from '#e2e/pages/paste.ts'
import { runScreenOf } from '#e2e/pages/run.ts'

/** The end of the policy in Filestack's published examples: 2020-01-01T17:30:00Z, Unix s. */
const LONG_AGO = 1_577_899_800

test('a bad line spoils the good ones, or a secret among them is shown', async ({ launch }) => {
  const { page } = await launch()
  const run = runScreenOf(page)
  const { policy, signature } = signedPolicy('whatever', LONG_AGO)

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
  await expect(frameOf(page).main).toContainText('4 lines left out')
})

test('sources pasted after a workflow was chosen end in its field, or nowhere', async ({ launch }) => {
  const { page } = await launch()
  const run = runScreenOf(page)
  await run.chooseWorkflow('Moderation')
  await expect(run.workflow).toBeFocused()
  // What is marked in the field stays so once it is left, and keeps no paste away.
  await page.keyboard.press('Tab')
  await paste(page, handle(2))
  await expect(run.runButton).toHaveText('Run on 1 source')

  await run.workflow.focus()
  await paste(page, handles(2))
  await expect(run.workflow).toHaveValue('Moderation')
  await expect(run.runButton).toHaveText('Run on 3 sources')
})

test('ten thousand lines are too many to look at, to mend or to count', async ({ launch }) => {
  const { page } = await launch()
  const run = runScreenOf(page)
  await run.paste(`${handles(10_000)}\ntwo words\n${handle(7)}`)
  await expect(run.runButton).toHaveText('Run on 10,000 sources')
  await expect(run.sources).toContainText('Needs you (1)')
  await expect(run.sources).toContainText('1 duplicate left out')
  // The last line is reached, and one in the middle is taken out.
  await run.sources.getByRole('list').hover()
  await page.mouse.wheel(0, 10_000 * 32)
  const last = run.line(handle(9999))
  await expect(last).toBeVisible()
  await last.getByRole('button', { name: 'Remove' }).click()
  await expect(run.runButton).toHaveText('Run on 9,999 sources')
})

test('a workflow id with a space is sent as it stands', async ({ launch }) => {
  const { page } = await launch()
  const run = runScreenOf(page)
  await run.workflow.fill('67d273c3-249c-4192 b228-9c3e1d003963')
  await expect(page.getByText('A workflow id has no spaces or slashes.')).toBeVisible()
  await run.workflow.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeHidden()
})

test('an ended policy or a pasted secret is found out by spending a request', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ security: 'required', lengthFactor: 0.2 })
  const started = await launch()
  const { page } = started
  await connect(started, server, { kind: 'secret', appSecret: server.appSecret })
  const run = runScreenOf(page)
  await run.paste(`${server.appSecret}\n${handle(1)}`)
  await expect(run.sources).toContainText('A secret of one of your connections. It was not kept.')
  expect(await page.content()).not.toContain(server.appSecret)

  await connectionsOf(page).changeSecurity(CONNECTION, {
    kind: 'policy',
    ...signedPolicy(server.appSecret, LONG_AGO),
  })
  await expect(connectionsOf(page).row(CONNECTION)).toContainText('1 January 2020')
  await frameOf(page).goTo('Run')
  await expect(run.blocked).toContainText('The policy of this connection ended on 1 January 2020, 17:30 UTC.')
  await expect(run.runButton).toBeDisabled()
  await page.keyboard.press('Control+Enter')
  await expect(run.blocked).toBeVisible()
  expect((await server.ledger()).seen).toBe(0)

  await test.step('the button beside the sentence leads to where it is mended, and nothing typed is lost', async () => {
    await frameOf(page).main.getByRole('button', { name: 'Open Connections' }).click()
    await expect(page.getByRole('form', { name: `Edit ${CONNECTION}` })).toBeVisible()
    const wrong = signedPolicy('another secret', inAnHour())
    await connectionsOf(page).changeSecurity(CONNECTION, { kind: 'policy', ...wrong })
    await frameOf(page).goTo('Run')
    await run.run()
    await expect(run.jobs.row(handle(1))).toContainText('Refused')
    await expect(run.causes).toContainText('Filestack refused the policy or signature.')
    await run.jobs.choose(handle(1))
    await expect(jobViewOf(page).view).toContainText('403')
    const { runs, counts } = await server.ledger()
    expect({ runs, asked: counts['run'] }).toEqual({ runs: [], asked: 1 })
  })
})

const LOST = [
  { fault: 'html', reason: 'it is a web page' },
  { fault: 'cut', reason: 'it is cut off' },
  { fault: 'empty', reason: 'it is empty' },
  { fault: 'text', reason: 'it is not a JSON object' },
  { fault: '502', reason: 'the service answered 502' },
] as const

test('an answer that cannot be read is taken for a refusal, and asked for again', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.2 })
  const started = await launch()
  await connect(started, server)
  const run = runScreenOf(started.page)
  for (const [at, { fault, reason }] of LOST.entries()) {
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
  await test.step('while a status that cannot be read is asked for again', async () => {
    await server.setFaults('html@status:1, cut@status:1, 500@status:1')
    await run.paste(handle(100))
    await run.run()
    await expect(run.jobs.row(handle(100))).toContainText('Finished', { timeout: 30_000 })
    expect((await server.ledger()).counts['run']).toBe(LOST.length + 1)
  })
})

test('without a network jobs fail, or are sent twice when it is back', async ({ launch, startSandbox }) => {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-state-'))
  const stateFile = join(folder, 'state.ndjson')
  const server = await startSandbox({ stateFile, lengthFactor: 0.2 })
  const port = Number(new URL(server.url).port)
  const started = await launch()
  await connect(started, server)
  await server.stop()

  const run = runScreenOf(started.page)
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
