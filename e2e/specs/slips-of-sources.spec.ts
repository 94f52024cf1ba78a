import { expect, test } from '#e2e/fixtures/app.ts'
import { requestFromMain } from '#e2e/fixtures/bridge.ts'
import { connect, handle, handles } from '#e2e/fixtures/connected.ts'
import type { SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { createBatchScreen } from '#e2e/pages/batch.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

/** A busy machine is slow. */
const PATIENT = { timeout: 60_000 }

/** Run requests that reached the service, refused ones too. */
const sent = async (server: SandboxProcess): Promise<number> => (await server.ledger()).counts['run'] ?? 0

// Would catch: a list that is pasted once more while it runs, or that stands there again after a crash, and is billed twice.
test('sources that are on their way are left out when they are pasted again, also after a kill', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 600 })
  const started = await launch()
  await connect(started, server)
  const first = createRunScreen(started.page)
  await first.paste(handles(3))
  await first.run()
  await expect.poll(() => sent(server), PATIENT).toBe(3)
  await first.newRun.click()
  await first.paste(handles(4))
  await expect(first.existingLine('3 of them are on their way already, in another run.')).toBeVisible()
  await expect(first.runButton).toHaveText('Run on 1 source')
  await first.run()
  await expect.poll(() => sent(server), PATIENT).toBe(4)
  // What is prepared is kept over a kill: here it is what runs already.
  await first.newRun.click()
  await first.paste(handles(4))
  await expect(first.existingLine('4 of them are on their way already')).toBeVisible()
  await expect
    .poll(async () => JSON.stringify(await requestFromMain(started.page, 'draft.get')))
    .toContain(handle(3))
  await started.kill()

  const { page } = await launch({ userData: started.userData })
  const again = createRunScreen(page)
  await again.newRun.click()
  await expect(again.existingLine('4 of them are on their way already')).toBeVisible(PATIENT)
  await expect(again.runButton).toBeDisabled()
  await page.keyboard.press('ControlOrMeta+Enter')
  await page.getByRole('button', { name: 'run them', exact: true }).click()
  await expect(again.runButton).toHaveText('Run on 4 sources')
  expect(await sent(server)).toBe(4)
})

// Would catch: a press of ⌘ ⏎ that waits for its source, and starts what is pasted, corrected or chosen long after it.
test('⌘ ⏎ runs what was there when it was pressed, and nothing that comes later', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  const { page } = started
  await connect(started, server)
  const run = createRunScreen(page)
  const typed = run.sources.getByRole('textbox', { name: 'Add a source' })

  await test.step('what is typed is no source: a later paste is not run', async () => {
    await typed.fill(',')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(typed).toHaveValue('')
    await run.paste(handle(1))
    await expect(run.runButton).toHaveText('Run on 1 source')
    await expect(run.runButton).toBeEnabled()
    await expect(run.newRun).toBeHidden()
  })
  await test.step('what is pasted right after it is not run with it', async () => {
    await typed.fill(handle(2))
    await page.keyboard.press('ControlOrMeta+Enter')
    await run.paste(`${handle(3)}\n${handle(4)}`)
    await expect(run.runButton).toHaveText('Run on 4 sources')
    await expect(run.runButton).toBeEnabled()
    await expect(run.newRun).toBeHidden()
  })
  await test.step('a line that is being corrected is read first, and nothing is run with it', async () => {
    await run.paste(`${handle(9)} x y`)
    await run.sources.getByRole('button', { name: /^Edit line / }).click()
    const field = run.sources.getByRole('textbox', { name: /^Edit line / })
    await field.fill(handle(9))
    await field.press('ControlOrMeta+Enter')
    await expect(run.runButton).toHaveText('Run on 5 sources')
    await expect(run.runButton).toBeEnabled()
    await expect(run.newRun).toBeHidden()
  })
  expect(await sent(server)).toBe(0)
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(run.jobs.inState('Finished')).toHaveCount(5)
  expect((await server.runs()).map(({ source }) => source).toSorted()).toEqual([1, 2, 3, 4, 9].map(handle))
})

// Would catch: a strip that runs another job than the one that is looked at, or that a double click opens and closes.
test('the strip says which job it runs, closes with its list, and stays open after a double click', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.1, faults: '400@run:2' })
  const started = await launch()
  const { page } = started
  await connect(started, server)
  const { main } = createAppFrame(page)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  const history = createHistoryScreen(page)
  await run.paste(handles(4))
  await run.run()
  await expect(run.jobs.inState('Finished')).toHaveCount(2)
  await batch.causes
    .getByRole('button', { name: /^Run these again/ })
    .first()
    .dblclick()
  await expect(batch.rerunStrip).toContainText('2 jobs, billed by Filestack')
  await batch.causes.getByRole('button', { name: /^Show 2 jobs: / }).dblclick()
  await expect(run.jobs.rows).toHaveCount(2)

  await history.open()
  await history.jobs.chooseFromMenu(handle(3), 'Run again billed by Filestack')
  await expect(batch.rerunStrip).toContainText(handle(3))
  await history.onlyState('Finished')
  await expect(history.jobs.rows).toHaveCount(2)
  await expect(batch.rerunStrip).toBeHidden()

  const row = history.jobs.inState('Finished').first()
  await row.click({ modifiers: ['ControlOrMeta'] })
  await main.getByRole('button', { name: 'Run again…' }).dblclick()
  await expect(batch.rerunStrip).toContainText('1 job, billed by Filestack')
  await row.click({ modifiers: ['ControlOrMeta'] })
  await expect(batch.rerunStrip).toBeHidden()
  expect(await sent(server)).toBe(4)
})
