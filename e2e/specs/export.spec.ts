import { readFileSync } from 'node:fs'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 3

// Would catch: a path that is not whole and becomes the name of a label, a file without the chosen fields, another name or order than the dialog shows, a preset that is gone when it is opened
// again, an export that ends without a word.
test('jobs are exported with chosen fields, and again by a preset', async ({
  launch,
  startSandbox,
}, info) => {
  const server = await startSandbox({ lengthFactor: 0.01, security: 'open' })
  const started = await launch()
  const { app, page } = started
  const file = info.outputPath('jobs.tsv')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  await connect(started, server)
  const run = createRunScreen(page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Finished', JOBS)).toBeVisible({ timeout: 45_000 })
  await createHistoryScreen(page).open()
  await createHistoryScreen(page).search.fill('state:finished')
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${JOBS} jobs fit.`)).toBeVisible()
  await page.getByRole('button', { name: 'More for these jobs' }).click()
  await page.getByRole('menuitem', { name: 'Export…' }).click()
  const form = page.getByRole('dialog', { name: `Export ${JOBS} jobs` })
  await form.getByRole('combobox', { name: 'Add a field' }).fill('$.results[')
  await expect(page.getByText('This JSON path is not finished.')).toBeVisible()
  await expect(page.getByRole('option')).toHaveCount(0)
  await form.getByRole('combobox', { name: 'Add a field' }).fill('sfw')
  await page.keyboard.press('Enter')
  await form.getByRole('textbox', { name: 'Name of State' }).fill('Status')
  await form.getByRole('button', { name: 'Leave Started out' }).click()
  await form.getByRole('button', { name: 'Source: further up' }).click()
  await form.getByLabel('Format').selectOption('tsv')
  await form.getByRole('textbox', { name: 'Name of a preset' }).fill('Shop')
  await form.getByRole('button', { name: 'Keep as preset' }).click()
  await expect(form.getByLabel('Preset', { exact: true })).toHaveValue('Shop')
  await form.getByRole('button', { name: 'Save as…' }).click()
  await expect(page.getByText(`jobs.tsv: ${JOBS} rows.`)).toBeVisible({ timeout: 30_000 })
  await expect(form).toBeHidden()
  const [head, ...rows] = readFileSync(file, 'utf8')
    .slice(1)
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split('\t'))
  expect(head?.slice(0, 2)).toEqual(['Source', 'Status'])
  expect(head).toContain('Safe')
  expect(head).not.toContain('Started')
  expect(rows.map((row) => row[0])).toEqual(handles(JOBS).split('\n'))
})
