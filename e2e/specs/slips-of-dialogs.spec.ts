import { readdirSync } from 'node:fs'
import { expect, test, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { requestFromMain } from '#e2e/fixtures/bridge.ts'
import { handles } from '#e2e/fixtures/connected.ts'
import { resize, WINDOW_SIZES } from '#e2e/fixtures/window-sizes.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

/** A busy machine is slow. */
const PATIENT = { timeout: 60_000 }

/** What the desktop’s dialogs were asked for, and what answers them. */
interface Dialogs {
  asked: number
  /** Answers the dialog that is open; null while none is. */
  answer: (() => void) | null
}

/** Save dialogs are answered each with a file of its own: at once, or when they are told to. */
async function countSaveDialogs({ app, userData }: LaunchedApp) {
  await app.evaluate(({ dialog }, folder) => {
    const dialogs: Dialogs & { isHeld: boolean } = { asked: 0, answer: null, isHeld: false }
    Object.assign(globalThis, { dialogs })
    dialog.showSaveDialog = () => {
      dialogs.asked += 1
      const chosen = { canceled: false, filePath: `${folder}/saved-${dialogs.asked}.csv` }
      if (!dialogs.isHeld) return Promise.resolve(chosen)
      return new Promise((resolve) => (dialogs.answer = () => resolve(chosen)))
    }
  }, userData)
  const asked = (): Promise<number> =>
    app.evaluate(() => (globalThis as unknown as { readonly dialogs: Dialogs }).dialogs.asked)
  return {
    asked,
    saved: (): readonly string[] => readdirSync(userData).filter((name) => name.startsWith('saved-')),
    hold: () =>
      app.evaluate(() =>
        Object.assign((globalThis as unknown as { dialogs: object }).dialogs, { isHeld: true }),
      ),
    /** Questions are answered with no when they are told to. */
    holdQuestions: () =>
      app.evaluate(({ dialog }) => {
        const { dialogs } = globalThis as unknown as { readonly dialogs: Dialogs }
        dialog.showMessageBox = () => {
          dialogs.asked += 1
          return new Promise((resolve) => {
            dialogs.answer = () => resolve({ response: 1, checkboxChecked: false })
          })
        }
      }),
    answer: () =>
      app.evaluate(() => (globalThis as unknown as { readonly dialogs: Dialogs }).dialogs.answer?.()),
  }
}

// Would catch: a double click, a held key or two presses that open two dialogs and write two files.
test('however a button that saves is pressed, one dialog opens and one file is written', async ({
  launch,
}) => {
  const started = await launch()
  const { page } = started
  const { main, goTo } = createAppFrame(page)
  const run = createRunScreen(page)
  const history = createHistoryScreen(page)
  const dialogs = await countSaveDialogs(started)
  await run.paste(handles(3))
  await run.run()
  await expect(run.count('Finished', 3)).toBeVisible(PATIENT)

  await test.step('a double click on a menu entry', async () => {
    await main.getByRole('button', { name: 'Save as sheet…' }).click()
    await page.getByRole('menuitem', { name: 'CSV, for a spreadsheet' }).dblclick()
    await expect(main).toContainText('Saved, 3 rows')
    expect(await dialogs.asked()).toBe(1)
  })
  const save = page.getByRole('grid', { name: 'Runs' }).getByRole('button', { name: 'Save as CSV' })
  await test.step('a double click on a button', async () => {
    await goTo('History')
    await main.getByRole('button', { name: 'Runs', exact: true }).click()
    await page.getByRole('grid', { name: 'Runs' }).getByRole('row').last().hover()
    await save.dblclick()
    await expect(page.getByText('Saved, 3 rows.')).toBeVisible()
    expect(await dialogs.asked()).toBe(2)
  })
  await test.step('a held key', async () => {
    await save.focus()
    for (let repeated = 0; repeated < 4; repeated += 1) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    await expect.poll(dialogs.saved).toHaveLength(3)
    expect(await dialogs.asked()).toBe(3)
  })
  await test.step('presses while the dialog is open', async () => {
    await dialogs.hold()
    await save.focus()
    await page.keyboard.press('Enter')
    await expect.poll(dialogs.asked).toBe(4)
    await page.keyboard.press('Enter')
    await save.click()
    // A later request has been answered: so were the presses before it.
    await main.getByRole('button', { name: 'Jobs', exact: true }).click()
    await expect(history.jobs.rows).toHaveCount(3)
    await dialogs.answer()
    await expect.poll(dialogs.saved).toHaveLength(4)
    expect(await dialogs.asked()).toBe(4)
  })
  await test.step('an address that is pressed twice', async () => {
    await dialogs.holdQuestions()
    const open = (): Promise<unknown> =>
      requestFromMain(page, 'app.openExternal', { url: 'https://example.com/file.pdf' })
    const first = open()
    await expect.poll(dialogs.asked).toBe(5)
    await open()
    expect(await dialogs.asked()).toBe(5)
    await dialogs.answer()
    await first
  })
})

// Would catch: a toast over *Run* that goes in the moment of a press, which then starts a billed run.
test('a toast never lies over the button that bills', async ({ launch }) => {
  const started = await launch()
  const { page, app } = started
  const { main, goTo } = createAppFrame(page)
  const run = createRunScreen(page)
  // Where nothing can be written, the toast is an error: it stays.
  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: '/no/such/folder/sheet.csv' })
  })
  await run.paste(handles(1))
  await run.run()
  await expect(run.count('Finished', 1)).toBeVisible(PATIENT)
  await run.newRun.click()
  await run.paste(handles(3))
  await goTo('History')
  await main.getByRole('button', { name: 'Runs', exact: true }).click()
  await page.getByRole('grid', { name: 'Runs' }).getByRole('row').last().hover()
  await page.getByRole('grid', { name: 'Runs' }).getByRole('button', { name: 'Save as CSV' }).click()
  const toast = page.getByRole('status').filter({ has: page.getByRole('button', { name: 'Dismiss' }) })
  await expect(toast).toBeVisible()
  await goTo('Run')
  for (const size of WINDOW_SIZES)
    await test.step(size.name, async () => {
      await resize(page, size)
      await expect(run.runButton).toBeEnabled()
      const [over, foot] = await Promise.all([toast.boundingBox(), page.locator('footer').boundingBox()])
      if (over === null || foot === null) throw new Error('not shown')
      expect(over.y + over.height).toBeLessThan(foot.y)
      expect(over.y).toBeGreaterThan(0)
    })
})
