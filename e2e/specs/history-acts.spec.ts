import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handle, handles } from '#e2e/fixtures/connected.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 250
const REFUSED = 3

// Would catch: an act on what is loaded only, a deleted job that is still listed or counted, an undo that brings back less.
test('what is done with all that match is done with each of them, and deleting has a way back', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.01, faults: `404@run:${REFUSED}` })
  const started = await launch()
  const { page } = started
  const { main } = createAppFrame(page)
  const history = createHistoryScreen(page)
  await connect(started, server)
  const run = createRunScreen(page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Finished', JOBS - REFUSED)).toBeVisible({ timeout: 45_000 })
  const accepted = (await server.runs()).length
  expect(accepted).toBe(JOBS - REFUSED)
  await history.open()
  /** Asks for these jobs, and for no others. */
  const ask = async (query: string): Promise<void> => {
    const chips = history.filters.getByRole('button', { name: /^Lift the filter “(?!Only )/ })
    while ((await chips.count()) > 0) await chips.first().click()
    await history.search.fill(query)
    await page.keyboard.press('Enter')
  }

  await test.step('a tag for all that match, more than one page of them', async () => {
    // Without Enter: the press that leaves the field opens the form, too.
    await history.search.fill('state:finished')
    await expect(main.getByText(`${accepted} jobs fit.`)).toBeVisible()
    await main.getByRole('button', { name: 'Tag…' }).first().click()
    await page.getByRole('combobox', { name: 'Tags, with commas between them' }).fill('Spring, urgent')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(page.getByText(`${accepted} jobs tagged.`)).toBeVisible()
    await ask('tagged:spring')
    await expect(history.total(`${accepted} jobs`)).toBeVisible()
    await ask('-tagged:urgent')
    await expect(history.total(`${REFUSED} jobs`)).toBeVisible()
  })

  await test.step('deleted from lists and counts, and brought back', async () => {
    await ask('tagged:spring')
    await expect(main.getByText(`${accepted} jobs fit.`)).toBeVisible()
    await main.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(page.getByText(`${accepted} jobs deleted.`)).toBeVisible()
    await ask('')
    await expect(history.total(`${REFUSED} jobs`)).toBeVisible()
    await main.getByRole('button', { name: 'Deleted', exact: true }).click()
    await page.getByRole('menuitem', { name: `Bring ${accepted} jobs back` }).click()
    await expect(history.total(`${JOBS} jobs`)).toBeVisible()
    await ask('tagged:spring state:finished')
    await expect(history.total(`${accepted} jobs`)).toBeVisible()
  })

  await test.step('one job has tags and a note in its panel, and is deleted from its menu', async () => {
    await ask(handle(100))
    await history.jobs.choose(handle(100))
    await expect(history.panel.getByRole('list', { name: 'Tags' })).toContainText('Spring')
    await history.panel.getByRole('button', { name: 'Note…' }).click()
    await history.panel.getByRole('textbox', { name: 'Note' }).fill('ask Anna about the licence')
    await history.panel.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(history.panel.getByText('ask Anna about the licence')).toBeVisible()
    await ask('note:licence')
    await expect(history.total('1 job')).toBeVisible()
    await history.jobs.chooseFromMenu(handle(100), 'Delete')
    await expect(history.total('0 jobs')).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(history.total('1 job')).toBeVisible()
  })

  // Nothing of it was sent.
  expect((await server.runs()).length).toBe(accepted)
})
