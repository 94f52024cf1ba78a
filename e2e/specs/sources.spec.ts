import { expect, test } from '#e2e/fixtures/app.ts'
import { expectAccessible } from '#e2e/fixtures/axe.ts'
import { handle, handles } from '#e2e/fixtures/connected.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const disk = createTestFolder()
test.afterAll(() => disk.remove())

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
