import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '#e2e/fixtures/app.ts'
import { expectAccessible } from '#e2e/fixtures/axe.ts'
import { handle, handles } from '#e2e/fixtures/connected.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const disk = createTestFolder()
test.afterAll(() => disk.remove())

/** Reads what is kept of the draft; empty before the first time. */
const createDraftReader = (userData: string) => (): string => {
  const path = join(userData, 'draft.json')
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

// Would catch: a paste into the wrong list that has to be taken out line by line; a Clear that loses an hour of work.
test('a paste, a drop and Clear are taken back, by a button and a key', async ({ launch }) => {
  const { page } = await launch()
  const run = createRunScreen(page)
  const undo = run.sources.getByRole('button', { name: 'Undo', exact: true })
  await run.paste(handles(3))
  await expect(run.runButton).toHaveText('Run on 3 sources')
  await drop(page, [disk.writeText('a.svg', 'a'), disk.writeText('b.svg', 'b')])
  await expect(run.line('b.svg')).toBeVisible()
  await expect(run.runButton).toHaveText('Run on 5 sources')
  await expectAccessible(page, 'sources that can be taken back')
  await undo.click()
  await expect(run.line('b.svg')).toBeHidden()
  await expect(run.runButton).toHaveText('Run on 3 sources')
  await run.sources.getByRole('button', { name: 'Clear' }).click()
  await expect(run.sources).toContainText('Drop files or paste handles')
  await undo.click()
  await expect(run.runButton).toHaveText('Run on 3 sources')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(run.sources).toContainText('Drop files or paste handles')
  await expect(undo).toBeHidden()
})

// Would catch: one wrong letter that costs a second paste of the whole list; lines that cannot be told apart.
test('a line that is no source is corrected in its place, and every line has its number', async ({
  launch,
}) => {
  const { page } = await launch()
  const run = createRunScreen(page)
  await run.paste([handle(0), `${handle(1)} x y`, handle(2)].join('\n'))
  await expect(run.runButton).toHaveText('Run on 2 sources')
  await expect(run.line(handle(2)).getByTitle('Line 3', { exact: true })).toHaveText('3')
  await run.line('Line 2').getByRole('button', { name: 'Edit line 2' }).click()
  const field = run.sources.getByRole('textbox', { name: 'Edit line 2' })
  await expect(field).toBeFocused()
  await expect(field).toHaveValue(`${handle(1)} x y`)
  await expectAccessible(page, 'a line that is corrected')
  await field.press('Escape')
  await expect(field).toBeHidden()
  await run.sources.getByRole('button', { name: 'Edit line 2' }).click()
  await field.fill(`"${handle(1)}",`)
  await field.press('Enter')
  await expect(run.runButton).toHaveText('Run on 3 sources')
  await expect(run.line(handle(1)).getByTitle('Line 2', { exact: true })).toHaveText('2')
})

// Would catch: what was prepared before a restart taken out by *Undo* with the first thing that is added, a file that is asked
// about again, or one that loses the folder it came from.
test('what comes back after a restart is no addition that Undo takes back', async ({ launch }) => {
  const first = await launch()
  const before = createRunScreen(first.page)
  await before.paste(handles(2))
  disk.writeText('shop/shoe.svg', 'shoe')
  await drop(first.page, [`${disk.folder}/shop`, disk.writeText('known.csv', 'a,b\n1,2\n')])
  await before.listQuestion.getByRole('button', { name: 'Upload the file itself' }).click()
  await expect(before.runButton).toHaveText('Run on 4 sources')
  const kept = createDraftReader(first.userData)
  await expect.poll(kept).toContain('known.csv')
  await first.quit()

  const { page } = await launch({ userData: first.userData })
  const run = createRunScreen(page)
  const undo = run.sources.getByRole('button', { name: 'Undo', exact: true })
  await expect(run.runButton).toHaveText('Run on 4 sources')
  await expect(run.line('shop/shoe.svg')).toBeVisible()
  await expect(run.line('known.csv')).toBeVisible()
  await expect(run.listQuestion).toBeHidden()
  await expect(undo).toBeHidden()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(run.runButton).toHaveText('Run on 4 sources')
  await drop(page, [disk.writeText('late.svg', 'late')])
  await expect(run.runButton).toHaveText('Run on 5 sources')
  await undo.click()
  await expect(run.runButton).toHaveText('Run on 4 sources')
  await expect(run.line('late.svg')).toBeHidden()
  await expect(undo).toBeHidden()
})

// Would catch: a long list that is gone after a restart, without a word before or after it.
test('a list that is too long to be kept says so before the app is closed, and afterwards', async ({
  launch,
}) => {
  const first = await launch()
  const before = createRunScreen(first.page)
  await before.paste(handles(20_001))
  await expect(before.runButton).toHaveText('Run on 20,001 sources', { timeout: 60_000 })
  await expect(before.sources).toContainText('More than 20,000: not kept when the app is closed before Run.')
  const kept = createDraftReader(first.userData)
  await expect.poll(kept).toMatch(/"left":\s*20001/)
  await first.quit()
  const { page } = await launch({ userData: first.userData })
  const run = createRunScreen(page)
  await expect(run.sources).toContainText('20,001 sources of last time were not kept')
  await expect(run.sources).toContainText('lists of more than 20,000')
  await expect(run.runButton).toBeDisabled()
})
