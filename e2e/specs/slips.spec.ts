import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, CONNECTION, handle, handles } from '#e2e/fixtures/connected.ts'
import type { SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { inEachWindow, resize, WINDOW_SIZES } from '#e2e/fixtures/window-sizes.ts'
import { createBatchScreen } from '#e2e/pages/batch.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { DOCUMENT_TEXT, TAGGING, THUMBNAILS } from '#sandbox/workflows.ts'

/** Run requests that reached the service, refused ones too. */
const sent = async (server: SandboxProcess): Promise<number> => (await server.ledger()).counts['run'] ?? 0

/** Two presses at one place, as a hand makes them: the second one falls on whatever is there by then. */
async function doubleClickAt(
  page: Page,
  { x, y }: { readonly x: number; readonly y: number },
): Promise<void> {
  await page.mouse.move(x, y)
  await page.mouse.down({ clickCount: 1 })
  await page.mouse.up({ clickCount: 1 })
  // The second press comes after the screen has answered the first one.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await page.mouse.down({ clickCount: 2 })
  await page.mouse.up({ clickCount: 2 })
}

// Would catch: the panel that opens under the pointer and takes the second click for *Run again*.
test('a double click on a row opens the job whole and starts nothing, wherever it falls', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  const { page } = started
  await connect(started, server)
  const run = createRunScreen(page)
  const history = createHistoryScreen(page)
  const job = createJobView(page)
  await run.paste(handles(2))
  await run.run()
  await expect(run.jobs.inState('Finished')).toHaveCount(2)
  for (const size of WINDOW_SIZES)
    await test.step(size.name, async () => {
      await resize(page, size)
      // Left of the row's own buttons, which come at its right end under the pointer.
      for (const share of [0.2, 0.5, 0.7]) {
        await history.open()
        await page.keyboard.press('Escape')
        await expect(history.panel).toBeHidden()
        const row = await history.jobs.row(handle(1)).boundingBox()
        if (row === null) throw new Error('no row')
        await doubleClickAt(page, { x: row.x + row.width * share, y: row.y + row.height / 2 })
        await expect(history.jobs.grid).toBeHidden()
        await expect(job.view).toHaveAccessibleName(`Job on ${handle(1)}`)
      }
    })
  expect(await sent(server)).toBe(2)
})

// Would catch: a source that was typed and is dropped by the key that runs.
test('a source that was typed and not entered is run too', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  const { page } = started
  await connect(started, server)
  const run = createRunScreen(page)
  const field = run.sources.getByRole('textbox', { name: 'Add a source' })
  const all: string[] = []
  for (const size of WINDOW_SIZES)
    await test.step(size.name, async () => {
      await resize(page, size)
      const [pasted, typed] = [handle(all.length + 1), handle(all.length + 2)]
      all.push(pasted, typed)
      await run.paste(pasted)
      await expect(run.runButton).toHaveText('Run on 1 source')
      await field.fill(typed)
      await page.keyboard.press('Control+Enter')
      await expect(run.jobs.inState('Finished')).toHaveCount(2)
      expect((await server.runs()).map(({ source }) => source).toSorted()).toEqual(all)

      await run.newRun.click()
      await field.fill('two words')
      await page.keyboard.press('Control+Enter')
      await expect(run.line('two words')).toBeVisible()
      expect(await sent(server)).toBe(all.length)
      await run.sources.getByRole('button', { name: 'Clear', exact: true }).click()
      await expect(run.line('two words')).toBeHidden()
    })
})

// Would catch: a press on *Run again* that is billed at once, or billed twice by a double click or a held key.
test('Run again asks once, from the head and the row, and is one job however often it is pressed', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  const { page } = started
  await connect(started, server)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  const job = createJobView(page)
  const history = createHistoryScreen(page)
  await inEachWindow(page, async (from) => {
    const before = await sent(server)
    await run.paste(handles(2, from))
    await run.run()
    await expect(run.jobs.inState('Finished')).toHaveCount(2)
    await history.open()
    await history.jobs.choose(handle(from + 1))
    await job.view.getByRole('button', { name: 'Run again', exact: true }).dblclick()
    await expect(batch.rerunStrip).toContainText('1 job, billed by Filestack')
    await expect(batch.rerunStrip).toContainText('Tag pictures')
    await expect(batch.rerunStrip).toContainText(CONNECTION)
    expect(await sent(server)).toBe(before + 2)
    await batch.rerunStrip.getByRole('button', { name: 'Run 1 job again' }).dblclick()
    await expect(job.view).toContainText('Started as a new job')
    await expect.poll(() => sent(server)).toBe(before + 3)

    await page.keyboard.press('Escape')
    await history.jobs.row(handle(from)).first().hover()
    await history.jobs.row(handle(from)).first().getByRole('button', { name: 'More for this job' }).click()
    await page.getByRole('menuitem', { name: 'Run again billed by Filestack' }).hover()
    // The key is held down: its repetitions must not press the button that has the focus now.
    await page.keyboard.down('Enter')
    const again = batch.rerunStrip.getByRole('button', { name: 'Run 1 job again' })
    await expect(again).toBeFocused()
    await expect(again).toBeEnabled()
    for (let repeated = 0; repeated < 3; repeated += 1) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    await expect(again).toBeVisible()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect(batch.rerunStrip).toBeHidden()
    await expect(history.total(`${before + 4} jobs`)).toBeVisible()
    expect(await sent(server)).toBe(before + 4)
  })
})

// Would catch: the old workflow that runs, billed, while a new id stands in the field.
test('the workflow that is shown is the one that runs, on Run and in Run again', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  const { page } = started
  const { main } = createAppFrame(page)
  await connect(started, server)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  const job = createJobView(page)
  await inEachWindow(page, async (from) => {
    const before = await sent(server)
    const ranSince = async (): Promise<readonly string[]> =>
      (await server.runs()).slice(before).map(({ workflow }) => workflow)
    await run.chooseWorkflow('Tag pictures')
    await run.paste(handle(from + 1))
    await expect(run.runButton).toBeEnabled()

    await test.step('what is no workflow yet blocks Run', async () => {
      await run.workflow.fill('captions-of-2024')
      await page.keyboard.press('Tab')
      await expect(main).toContainText('“captions-of-2024” stands in the workflow field')
      await expect(run.runButton).toBeDisabled()
      await page.keyboard.press('Control+Enter')
      await run.workflow.press('Escape')
      await expect(run.workflow).toHaveValue('Tag pictures')
      expect(await sent(server)).toBe(before)
    })
    await test.step('a whole id is taken at once, without a name', async () => {
      await run.workflow.fill(THUMBNAILS.id)
      await expect(page.getByRole('group', { name: 'What Run will do' })).toContainText('…')
      await expect(run.runButton).toBeEnabled()
      await run.run()
      await expect(run.jobs.inState('Finished')).toHaveCount(1)
      expect(await ranSince()).toEqual([THUMBNAILS.id])
    })
    await test.step('a new id on a job: choose it from the menu, paste, press Run again', async () => {
      await run.newRun.click()
      await run.chooseWorkflow('Tag pictures')
      await run.paste(handle(from + 2))
      await run.run()
      await expect(run.jobs.inState('Finished')).toHaveCount(1)
      await run.jobs.choose(handle(from + 2))
      await job.view.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name: 'Run again with another workflow…' }).click()
      const field = batch.rerunStrip.getByRole('combobox', { name: 'Workflow to run them with' })
      await expect(field).toBeFocused()
      await page.keyboard.insertText('half an id')
      await page.keyboard.press('Tab')
      await expect(batch.rerunStrip.getByRole('button', { name: 'Run 1 job again' })).toBeDisabled()
      await field.fill(DOCUMENT_TEXT.id)
      await batch.runAgain()
      await expect
        .poll(async () => (await server.runs()).map(({ workflow }) => workflow).at(-1))
        .toBe(DOCUMENT_TEXT.id)
      expect(await ranSince()).toEqual([THUMBNAILS.id, TAGGING.id, DOCUMENT_TEXT.id])
    })
  })
})

// Would catch: a source whose answer was lost that is pasted again, and billed twice without a word.
test('a source that may have started says so when it is pasted again', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ faults: 'reset-after-accept@run:1', lengthFactor: 0.1 })
  const started = await launch()
  const { page } = started
  await connect(started, server)
  const run = createRunScreen(page)
  await run.paste(handle(1))
  await run.run()
  await expect(run.jobs.row(handle(1))).toContainText('May have started')
  await run.newRun.click()
  await run.paste(handles(3))
  await expect(run.existingLine('1 of them may have started before')).toBeVisible()
  await expect(run.runButton).toHaveText('Run on 2 sources')
  await page.getByRole('button', { name: 'run them', exact: true }).click()
  await expect(run.runButton).toHaveText('Run on 3 sources')
  expect(await sent(server)).toBe(1)
})
