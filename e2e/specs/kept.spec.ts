import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Page } from '@playwright/test'
import { expect, test, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import { handles } from '#e2e/fixtures/connected.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

/** The dialogs of the desktop answer as a person who chooses this path. */
const choose = ({ app }: LaunchedApp, path: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)

const button = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Backup' }).getByRole('button', { name })

/** The results as they lie on the disk. */
function readResults(folder: string): unknown {
  const db = new DatabaseSync(join(folder, 'journal.db'), { readOnly: true })
  try {
    return db.prepare('SELECT job_id, inline FROM bodies ORDER BY job_id').all()
  } finally {
    db.close()
  }
}

// Would catch: a backup of the window that brings back something else, a foreign or broken file of which something is left,
// a restore over a history, a restart that loses it.
test('a history goes to another computer as one file; what is no sound backup is refused and changes nothing', async ({
  launch,
}) => {
  const disk = createTestFolder()
  const file = join(disk.folder, 'history.flowbench')
  const here = await launch()
  const run = createRunScreen(here.page)
  await run.paste(handles(3))
  await run.run()
  await expect(run.jobs.inState('Finished')).toHaveCount(3, { timeout: 20_000 })

  await test.step('it is written, and read back', async () => {
    await createAppFrame(here.page).goTo('Settings')
    await choose(here, file)
    await button(here.page, 'Back up…').click()
    await expect(here.page.getByText('The backup was written and read back')).toBeVisible()
    expect(readdirSync(disk.folder)).toEqual(['history.flowbench'])
  })
  await test.step('it is not put over a history', async () => {
    await button(here.page, 'Restore…').click()
    await expect(here.page.getByText('There is a history here already, of 3 jobs')).toBeVisible()
  })

  const there = await launch()
  await createAppFrame(there.page).goTo('Settings')
  await test.step('what is no sound backup is refused', async () => {
    const whole = readFileSync(file)
    const changed = Buffer.from(whole)
    const at = whole.indexOf('"version"')
    changed[at + 1] = 'x'.charCodeAt(0)
    const newer = Buffer.from(whole.toString('latin1').replace('"format":1', '"format":9'), 'latin1')
    const files: readonly (readonly [Uint8Array, string])[] = [
      [Buffer.from('sku,image\n'), 'This is no backup of Flowbench.'],
      [newer, 'This backup was made by a newer Flowbench.'],
      [whole.subarray(0, whole.length / 2), 'This backup is cut off'],
      [changed, 'This backup is damaged at'],
    ]
    for (const [bytes, sentence] of files) {
      const broken = join(disk.folder, 'broken')
      writeFileSync(broken, bytes)
      await choose(there, broken)
      await button(there.page, 'Restore…').click()
      await expect(there.page.getByText(sentence)).toBeVisible()
      expect(existsSync(join(there.userData, 'restore'))).toBe(false)
    }
  })
  await test.step('the whole one is restored by a restart', async () => {
    await choose(there, file)
    const gone = there.page.waitForEvent('close')
    await button(there.page, 'Restore…').click()
    await gone
    await there.quit()
    const again = await launch({ userData: there.userData })
    await expect(createAppFrame(again.page).notices).toContainText('The backup is restored: 3 jobs.')
    const history = createHistoryScreen(again.page)
    await history.open()
    await expect(history.jobs.inState('Finished')).toHaveCount(3)
    expect(readResults(there.userData)).toEqual(readResults(here.userData))
  })
  disk.remove()
})

// Would catch: a rule that is on before anybody saw what it would delete, that cannot be turned off, or that is on after a slip.
test('a rule for old jobs is turned on after its preview only, and off again', async ({ launch }) => {
  const { page, userData } = await launch()
  const { goTo } = createAppFrame(page)
  const readRule = (): unknown =>
    (JSON.parse(readFileSync(join(userData, 'settings.json'), 'utf8')) as { retention?: unknown })
      .retention ?? null
  await goTo('Settings')
  const rule = page.getByRole('region', { name: 'Deleting old jobs by a rule' })
  await expect(rule).toContainText('Off: everything is kept for ever.')
  await rule.getByRole('textbox', { name: 'Keep jobs that meet one of' }).fill('-tagged:*')
  await rule.getByRole('button', { name: 'Show what it would delete' }).click()
  await expect(rule).toContainText('What is to be kept is written without a “-”.')
  await rule.getByRole('textbox', { name: 'Keep jobs that meet one of' }).fill('tagged:*')
  await rule.getByRole('textbox', { name: 'Older than (days)' }).fill('30')
  await rule.getByRole('button', { name: 'Show what it would delete' }).click()
  await expect(rule).toContainText('Nothing at the moment.')
  await test.step('another rule has another preview', async () => {
    await rule.getByRole('textbox', { name: 'Older than (days)' }).fill('31')
    await page.keyboard.press('Tab')
    await expect(rule.getByRole('button', { name: 'Turn the rule on' })).toHaveCount(0)
    await rule.getByRole('button', { name: 'Show what it would delete' }).click()
  })
  await rule.getByRole('button', { name: 'Turn the rule on' }).click()
  await expect(rule).toContainText('On: jobs made more than 31 days ago')
  expect(readRule()).toEqual({ days: 31, keep: 'tagged:*' })
  await rule.getByRole('button', { name: 'Turn the rule off' }).click()
  await expect(rule).toContainText('Off: everything is kept for ever.')
  expect(readRule()).toBe(null)
})
