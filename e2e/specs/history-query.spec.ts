import { expect, test } from '#e2e/fixtures/app.ts'
import { createThemeCheck } from '#e2e/fixtures/axe.ts'
import { connect, handle, handles } from '#e2e/fixtures/connected.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 20

// Would catch: a condition that no key edits or removes, a query that cannot be taken elsewhere, a mistake that nobody finds.
test('a query is written, edited and taken apart with the keyboard alone', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.01, faults: '404@run:2' })
  const started = await launch()
  const { page } = started
  const history = createHistoryScreen(page)
  const { search, chip } = history
  const { main } = createAppFrame(page)
  const press = (...keys: readonly string[]): Promise<void> =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
  await connect(started, server)
  const run = createRunScreen(page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Finished', JOBS - 2)).toBeVisible({ timeout: 45_000 })
  await history.open()
  await expect(history.total('20 jobs')).toBeVisible()
  const check = createThemeCheck(page)

  await test.step('what is understood becomes a chip once it is written; words stay words', async () => {
    await press('Control+f')
    await page.keyboard.type('state:finished')
    await expect(history.total('18 jobs')).toBeVisible()
    await expect(chip('state:finished')).toBeHidden()
    await page.keyboard.type(' pic00003')
    await expect(chip('state:finished')).toBeVisible()
    await expect(search).toHaveValue('pic00003')
    await expect(history.jobs.row(handle(3))).toBeVisible()
    await expect(history.jobs.rows).toHaveCount(1)
  })

  await test.step('the whole query is copied, removed, and pasted again', async () => {
    await press('Control+a', 'Control+x')
    await expect(search).toHaveValue('')
    await expect(chip('state:finished')).toBeHidden()
    await expect(history.total('20 jobs')).toBeVisible()
    await press('Control+v')
    await expect(chip('state:finished')).toBeVisible()
    await expect(search).toHaveValue('pic00003')
    await press('Escape')
    await expect(search).toHaveValue('')
    await expect(history.total('18 jobs')).toBeVisible()
  })

  await test.step('a chip is edited in its place, left as it was, and removed', async () => {
    await page.keyboard.type('-state:stopped ')
    await press('ArrowLeft')
    await expect(chip('-state:stopped')).toBeFocused()
    await press('ArrowLeft')
    await expect(chip('state:finished')).toBeFocused()
    await press('Enter')
    const editor = main.getByRole('combobox', { name: 'Edit state:finished' })
    await expect(editor).toBeFocused()
    await expect(editor).toHaveValue('state:finished')
    await check('History, a chip is edited')
    await press('Escape')
    await expect(chip('state:finished')).toBeVisible()
    await press('ArrowLeft', 'ArrowLeft', 'Enter', 'Control+a')
    await page.keyboard.type('state:failed,refused')
    await press('Enter')
    await expect(chip('state:failed,refused')).toBeVisible()
    await expect(history.total('2 jobs')).toBeVisible()
    await expect(main.getByRole('button', { name: 'State: Failed or refused' })).toBeVisible()
    await expect(search).toBeFocused()
    await press('Backspace', 'Backspace')
    await expect(chip('-state:stopped')).toBeHidden()
    await expect(chip('state:failed,refused')).toBeFocused()
    await press('Delete')
    await expect(history.total('20 jobs')).toBeVisible()
  })

  await test.step('a mistake is underlined where it stands, and said with the field', async () => {
    await press('Control+f')
    await page.keyboard.type('state:finished pic state:lost 0000')
    await expect(main.locator('[data-broken]')).toHaveText(['state:lost'])
    await expect(search).toHaveAccessibleDescription(/“lost” is no state/)
    await expect(search).toHaveAttribute('aria-invalid', 'true')
    await expect(chip('state:finished')).toBeVisible()
    await check('History, a part is not understood')
    await search.fill('')
    await expect(search).toHaveAttribute('aria-invalid', 'false')
  })

  await test.step('a label is completed from the results that are there', async () => {
    await press('Control+f')
    await page.keyboard.type('tag:')
    const options = page.getByRole('option')
    await expect(options.first()).toContainText(/job/)
    const [label = ''] = (await options.first().locator('span').allTextContents()).values()
    // While the list is open, everything else is hidden from screen readers.
    await check('History, labels are offered', ['aria-hidden-focus'])
    await press('ArrowDown', 'Enter')
    await expect(chip(`tag:${label}`)).toBeVisible()
    await expect(history.jobs.rows.first()).toBeVisible()
    await history.liftFilter(`tag:${label}`)
    await main.getByRole('button', { name: 'Clear the search' }).click()
  })

  await test.step('what the menu and the verdicts choose is a condition of the query', async () => {
    await history.onlyState('Failed or refused')
    await expect(chip('state:failed,refused')).toBeVisible()
    await expect(chip('state:finished')).toBeHidden()
    await history.liftFilter('state:failed,refused')
    await expect(main.getByRole('button', { name: 'State: All states' })).toBeVisible()
  })
})

// Would catch: a query that freezes the window, that is refused whole, or that is cut and nobody is told.
test('whatever is pasted as a query, the rest of it counts', async ({ launch }) => {
  const { page } = await launch()
  const history = createHistoryScreen(page)
  const { main } = createAppFrame(page)
  await history.open()
  const many = Array.from({ length: 20_000 }, (_, at) => `tag:x${at}`).join(' ')
  await history.search.fill(`state:finished ${many}`)
  await expect(main).toContainText('does not count')
  await expect(history.chip('state:finished')).toBeVisible()
  await main.getByRole('button', { name: 'Clear the search' }).click()
  await history.search.fill('💥 \u202Egnp.tac "\\" *** :: -- = state:')
  await expect(main).toContainText('The closing quote is missing.')
  await expect(main).toContainText('No job fits these filters.')
})
