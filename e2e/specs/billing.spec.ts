import type { Locator, Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createThemeCheck } from '#e2e/fixtures/axe.ts'
import type { SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { inEachWindow, resize, WINDOW_SIZES } from '#e2e/fixtures/window-sizes.ts'
import { createBatchScreen } from '#e2e/pages/batch.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

/** A busy machine is slow. */
const PATIENT = { timeout: 60_000 }

/** Run requests that reached the service, refused ones too. */
const sent = async (server: SandboxProcess): Promise<number> => (await server.ledger()).counts['run'] ?? 0

/** Types a command into the palette and presses Enter, as often as a hasty hand does. */
async function choose(page: Page, command: string, presses = 1): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Find a command' }).fill(command)
  await expect(page.getByRole('option', { name: command, exact: false }).first()).toBeVisible()
  for (let pressed = 0; pressed < presses; pressed += 1) await page.keyboard.press('Enter')
}

/** Two presses of a button, as fast as a hand makes them. */
const pressTwice = (button: Locator): Promise<void> => button.dblclick()

for (const size of WINDOW_SIZES) {
  // Would catch: a command of the palette that bills at once, or a job that may have started and is run again without a word.
  test(`the palette and a job that may have started ask in the same strip, ${size.name}`, async ({
    launch,
    startSandbox,
  }) => {
    const server = await startSandbox({ lengthFactor: 0.1, faults: 'reset-after-accept@run:1' })
    const started = await launch()
    const { page } = started
    await connect(started, server)
    const run = createRunScreen(page)
    const batch = createBatchScreen(page)
    const history = createHistoryScreen(page)
    const job = createJobView(page)
    await run.paste(handles(3))
    await run.run()
    await expect(run.jobs.inState('Finished')).toHaveCount(2, PATIENT)
    await expect(run.jobs.inState('May have started')).toHaveCount(1)
    await resize(page, size)
    await history.open()
    const start = batch.rerunStrip.getByRole('button', { name: 'Run 1 job again' })

    await test.step('from the palette, over a row and over the whole job', async () => {
      const finished = history.jobs.inState('Finished').first()
      await finished.focus()
      await page.keyboard.press('ArrowUp')
      // At the left: the button that tells of new jobs may float over the middle.
      await history.jobs
        .inState('Finished')
        .first()
        .click({ position: { x: 20, y: 10 } })
      await choose(page, 'Run again', 2)
      await expect(batch.rerunStrip).toContainText('1 job, billed by Filestack')
      await expect(start).toBeVisible()
      expect(await sent(server)).toBe(3)
      await page.keyboard.press('Escape')
      await expect(batch.rerunStrip).toBeHidden()
      await page.keyboard.press('Escape')
      await expect(job.view).toBeHidden()
    })
    await test.step('a job that may have started warns, and is billed once when it is wanted', async () => {
      await history.jobs.inState('May have started').click()
      await pressTwice(job.view.getByRole('button', { name: 'Run again as a new job' }))
      await expect(batch.rerunStrip).toContainText(
        'It may have started already: run again, it may be billed twice.',
      )
      expect(await sent(server)).toBe(3)
      await createThemeCheck(page)('the strip of a job that may have started')
      await expect(start).toBeEnabled()
      await pressTwice(start)
      await expect(job.view).toContainText('Started as a new job')
      await expect.poll(() => sent(server)).toBe(4)
    })
    await test.step('another job of the same source warns, too', async () => {
      const source = (await server.ledger()).runs[0]?.source ?? ''
      expect(source).not.toBe('')
      await page.keyboard.press('Escape')
      // At the left: the button that tells of new jobs may float over the middle.
      await history.jobs
        .inState('Finished')
        .first()
        .click({ position: { x: 20, y: 10 } })
      await job.press('Run again')
      await expect(batch.rerunStrip).toContainText(/1 job, billed by Filestack/)
    })
    expect(await sent(server)).toBe(4)
  })
}

// Would catch: an earlier run that still offers what a rerun has mended, and bills it once more.
test('a run says what was run again since, leads there, and runs only what is still failed', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  const { page } = started
  await connect(started, server)
  const { main } = createAppFrame(page)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  await inEachWindow(page, async (from) => {
    const before = await sent(server)
    await server.setFaults('failed:3')
    await run.paste(handles(8, from))
    await run.run()
    await expect(batch.groupButton('Failed', 3)).toBeVisible(PATIENT)
    // One of the three fails again.
    await server.setFaults('failed:1')
    await batch.runThese(/./)
    await expect(batch.rerunStrip).toContainText('3 jobs, billed by Filestack')
    await batch.runAgain()
    await expect(main).toContainText('Runs 3 jobs of an earlier run again.')
    await expect(batch.groupButton('Failed', 1)).toBeVisible(PATIENT)
    expect(await sent(server)).toBe(before + 11)

    await main.getByRole('button', { name: 'Show the earlier run' }).click()
    await expect(main).toContainText(
      /2 jobs of this run were run again \(.*\), 2 finished\. 1 job is still failed\./,
    )
    await createThemeCheck(page)('a run of which jobs were run again')
    await main.getByRole('button', { name: 'Show that run' }).click()
    await expect(main).toContainText('Runs 3 jobs of an earlier run again.')
    await main.getByRole('button', { name: 'Show the earlier run' }).click()
    await main.getByRole('button', { name: 'Run all 1 again' }).click()
    await expect(batch.rerunStrip).toContainText('1 job, billed by Filestack')
    await pressTwice(batch.rerunStrip.getByRole('button', { name: 'Run 1 job again' }))
    await expect(main).toContainText('Runs 1 job of an earlier run again.')
    await expect.poll(() => sent(server)).toBe(before + 12)
  })
})

// Would catch: first results that are all failed and told as "are here", with the button that bills the rest in front.
test('first results that all failed are bad news, with what to mend as the main button', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  const { page } = started
  await connect(started, server)
  const { main } = createAppFrame(page)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  await inEachWindow(page, async (from) => {
    const before = await sent(server)
    await server.setFaults('failed:10')
    await run.paste(handles(60, from))
    await batch.firstResults.check()
    await run.run()
    await expect(main).toContainText('All of the first 10 have failed. 50 jobs have not been sent.', PATIENT)
    await createThemeCheck(page)('first results that all failed')
    await main.getByRole('button', { name: 'Show what failed' }).click()
    await expect(main.getByRole('button', { name: 'Failed 10' })).toHaveAttribute('aria-pressed', 'true')
    await expect(
      main.getByRole('button', { name: 'Run the rest all the same: 50 jobs, billed' }),
    ).toBeVisible()
    expect(await sent(server)).toBe(before + 10)
    // What was stopped is sent once, however often the button is pressed.
    await main.getByRole('button', { name: 'Stop', exact: true }).click()
    await pressTwice(main.getByRole('button', { name: 'Send 50 jobs now, billed' }))
    await expect(batch.groupButton('Finished', 50)).toBeVisible(PATIENT)
    expect(await sent(server)).toBe(before + 60)
  })
})

// Would catch: refusals by a wrong key that are told as a pause, with the button that sends more in front.
test('first results that are all refused lead to the connection', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: 0.1, faults: '403@run:20' })
  const started = await launch()
  const { page } = started
  await connect(started, server)
  const { main } = createAppFrame(page)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  await run.paste(handles(60))
  await batch.firstResults.check()
  await run.run()
  await main.getByRole('button', { name: 'Open Connections' }).click()
  await expect(main.getByRole('textbox', { name: 'Name', exact: true })).toBeVisible()
  expect(await sent(server)).toBeLessThan(11)
})
