import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { expectAccessible } from '#e2e/fixtures/axe.ts'
import { connect, CONNECTION, handles } from '#e2e/fixtures/connected.ts'
import { createGestures } from '#e2e/fixtures/gestures.ts'
import { createBatchScreen } from '#e2e/pages/batch.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 30
/** A busy machine is slow. */
const PATIENT = { timeout: 60_000 }

/** Every save dialog is answered with a file of the data folder; its rows are read from it. */
async function answerSaveDialogs({ app, userData }: LaunchedApp): Promise<() => readonly string[]> {
  const path = join(userData, 'sheet.csv')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  return () => readFileSync(path, 'utf8').trimEnd().split('\r\n').slice(1)
}

// Would catch: a run that cannot be reached again, a sheet that needs more than three gestures, flagged jobs that are searched for.
test('a run that was left is found by its name, with its flagged jobs and its sheet', async ({ launch }) => {
  const started = await launch()
  const { page } = started
  const { main, goTo } = createAppFrame(page)
  const run = createRunScreen(page)
  const history = createHistoryScreen(page)
  const readRows = await answerSaveDialogs(started)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Finished', JOBS)).toBeVisible(PATIENT)

  const flagged = main
    .getByRole('group', { name: 'Verdicts' })
    .getByRole('button', { name: /^Flagged [1-9]/ })
  const count = Number(/\d+/.exec(await flagged.innerText())?.[0])
  const one = createGestures()
  await one.click(flagged)
  await expect(run.jobs.rows).toHaveCount(count)
  expect(one.count()).toBe(1)

  await main.getByRole('button', { name: 'Rename the run' }).click()
  await main.getByRole('textbox', { name: 'Name of the run' }).fill('Spring shoes')
  await main.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(main.getByRole('heading', { level: 1 })).toHaveText('Spring shoes')
  await run.newRun.click()

  const left = createGestures()
  await left.do(() => goTo('History'))
  await left.click(main.getByRole('button', { name: 'Runs', exact: true }))
  const row = page.getByRole('grid', { name: 'Runs' }).getByRole('row').filter({ hasText: 'Spring shoes' })
  await row.hover()
  await left.click(row.getByRole('button', { name: 'Save as CSV' }))
  await expect(page.getByText(`Saved, ${JOBS} rows.`)).toBeVisible()
  expect(readRows()).toHaveLength(JOBS)
  expect(left.count()).toBe(3)
  await expectAccessible(page, 'the list of runs')

  await row.dblclick()
  await expect(main.getByRole('heading', { level: 1 })).toHaveText('Spring shoes')
  await expect(run.count('Finished', JOBS)).toBeVisible()

  await goTo('History')
  await main.getByRole('button', { name: 'Jobs', exact: true }).click()
  await flagged.click()
  await expect(history.jobs.rows).toHaveCount(count)
  await flagged.click()
  for (const query of ['verdict:flagged', 'flagged']) {
    await history.search.fill(query)
    await expect(history.jobs.rows).toHaveCount(count)
  }
})

// Would catch: a sheet that lacks what a rerun brought, a cause whose jobs cannot be seen, lost answers that are answered one by one.
test('what went wrong is mended together, and the sheet is whole afterwards', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.05, faults: '400@run:3,reset-after-accept@run:2' })
  const started = await launch()
  await connect(started, server)
  const { page } = started
  const { main, goTo } = createAppFrame(page)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  const readRows = await answerSaveDialogs(started)
  await run.paste(handles(12))
  await run.run()
  await expect(run.count('Finished', 7)).toBeVisible(PATIENT)
  await expect(run.count('Refused', 3)).toBeVisible(PATIENT)

  await main.getByRole('button', { name: 'Rename the run' }).click()
  await main.getByRole('textbox', { name: 'Name of the run' }).fill('Weekly check')
  await main.getByRole('button', { name: 'Save', exact: true }).click()
  const lost = main.getByRole('region', { name: 'May have started', exact: true })
  await expect(lost).toContainText('2 jobs may have started; their answers were lost.')
  await lost.getByRole('button', { name: 'Attach their ids…' }).click()
  const known = (await server.ledger()).runs.map(({ jobid }) => `"${jobid}",`)
  await lost.getByRole('textbox').fill(known.join('\n'))
  await lost.getByRole('button', { name: /^Attach \d+ ids$/ }).click()
  await expect(lost).toBeHidden(PATIENT)
  await expect(run.count('Finished', 9)).toBeVisible(PATIENT)

  await batch.causes.getByRole('button', { name: /^Show 3 jobs: / }).click()
  await expect(run.jobs.rows).toHaveCount(3)
  await expectAccessible(page, 'a batch that shows the jobs of a cause')
  await server.setFaults('')
  await batch.causes.getByRole('button', { name: /^Run these again/ }).click()
  await batch.runAgain()
  await expect(main).toContainText('Runs 3 jobs of “Weekly check” again.')
  await expect(run.count('Finished', 3)).toBeVisible(PATIENT)

  const whole = createGestures()
  await whole.click(main.getByRole('button', { name: 'Save as sheet…' }))
  await whole.click(page.getByRole('menuitem', { name: 'The whole list as CSV' }))
  await expect(main).toContainText('Saved, 12 rows')
  expect(whole.count()).toBe(2)
  const sources = handles(12).split('\n')
  expect(readRows().map((row) => row.split(',').filter((_, at) => at === 0 || at === 2))).toEqual(
    sources.map((source) => [source, 'Finished']),
  )
  expect(await server.runs()).toHaveLength(12)

  await goTo('History')
  await main.getByRole('button', { name: 'Runs', exact: true }).click()
  await expect(page.getByRole('grid', { name: 'Runs' })).toContainText('again, of Weekly check')
  await main.getByRole('button', { name: 'Jobs', exact: true }).click()
  const history = createHistoryScreen(page)
  const [first] = await server.runs()
  for (const [query, jobs] of [
    ['refused', 3],
    ['"Unsupported conversion"', 3],
    [`["${first?.jobid ?? ''}"],`, 1],
    ['"tag pictures"', 15],
  ] as const) {
    await history.search.fill(query)
    await expect(history.jobs.rows, query).toHaveCount(jobs)
  }
  await history.search.fill('')
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Find a command' }).fill('Go to Runs')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('grid', { name: 'Runs' })).toBeVisible()
  await goTo('Run')

  // Nothing of it is new: its sheet is there all the same, and nothing is billed.
  await run.newRun.click()
  await run.paste(handles(12))
  await main.getByRole('button', { name: 'Save the sheet' }).click()
  await expect(page.locator('footer')).toContainText('Saved, 12 rows')
  expect(readRows()).toHaveLength(12)
  expect(await server.runs()).toHaveLength(12)
  await expect(page.getByText(CONNECTION).first()).toBeVisible()
})
