import { expect, test } from '#e2e/fixtures/app.ts'
import { createThemeCheck } from '#e2e/fixtures/axe.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 20

// Would catch: a view that is lost with the window, a count that stays behind the jobs, a removed view that is gone for good.
test('a view is saved, counted, changed, moved and removed, and survives a restart', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.01, faults: '404@run:2' })
  const started = await launch()
  const { page } = started
  const history = createHistoryScreen(page)
  const { main } = createAppFrame(page)
  const views = page.getByRole('list', { name: 'Views' })
  const view = (name: string) => views.getByRole('button', { name, exact: true })
  await connect(started, server)
  const run = createRunScreen(page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Finished', JOBS - 2)).toBeVisible({ timeout: 45_000 })
  await history.open()
  const check = createThemeCheck(page)

  const save = async (query: string, name: string): Promise<void> => {
    await history.search.fill(query)
    await page.keyboard.press('Enter')
    await main.getByRole('button', { name: 'Save as view' }).click()
    const field = main.getByRole('textbox', { name: 'Name of the view' })
    await expect(field).toHaveValue(query)
    await field.fill(name)
    await field.press('Enter')
    await expect(main.getByRole('heading', { name })).toBeVisible()
  }

  await test.step('saved with a name, and counted', async () => {
    await save('state:failed,refused', 'Needs a look')
    await expect(view('Needs a look 2')).toBeVisible()
    await expect(view('Needs a look 2')).toHaveAttribute('aria-current', 'true')
    await main.getByRole('button', { name: 'Clear the search' }).click()
    await save('state:finished', 'Done 💥 ‮"*')
    await expect(view('Done 💥 ‮"* 18')).toBeVisible()
    await check('History with views')
  })

  await test.step('opened again, changed, and changed back', async () => {
    await view('Needs a look 2').click()
    await expect(history.chip('state:failed,refused')).toBeVisible()
    await expect(history.total('2 jobs')).toBeVisible()
    await expect(main.getByRole('button', { name: 'Update view' })).toBeHidden()
    await history.search.fill('pic00000')
    await main.getByRole('button', { name: 'Update view' }).click()
    await expect(views.getByRole('button', { name: /^Needs a look/ }).first()).toHaveText(/Needs a look[01]/)
    await history.search.fill('')
    await main.getByRole('button', { name: 'Update view' }).click()
    await expect(view('Needs a look 2')).toBeVisible()
  })

  await test.step('renamed, moved, removed and brought back with keys', async () => {
    await view('Needs a look 2').focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('Refused')
    await page.keyboard.press('Enter')
    await expect(view('Refused 2')).toBeVisible()
    await view('Refused 2').focus()
    await page.keyboard.press('Alt+ArrowDown')
    await expect(views.getByRole('listitem').last()).toContainText('Refused')
    await view('Refused 2').focus()
    await page.keyboard.press('Delete')
    await expect(view('Refused 2')).toBeHidden()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(views.getByRole('listitem').last()).toContainText('Refused')
  })

  await test.step('the counts follow the jobs', async () => {
    await server.setFaults('')
    await createAppFrame(page).goTo('Run')
    await run.newRun.click()
    await run.paste('Qic00999xYzAbCdEfGhI')
    await run.run()
    await expect(view('Done 💥 ‮"* 19')).toBeVisible({ timeout: 30_000 })
  })

  await test.step('found in the palette', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('view refused')
    await page.keyboard.press('Enter')
    await expect(main.getByRole('heading', { name: 'Refused' })).toBeVisible()
    await expect(history.total('2 jobs')).toBeVisible()
  })

  await test.step('there after a restart, and in a narrow window', async () => {
    await started.quit()
    const again = await launch({ userData: started.userData })
    const list = again.page.getByRole('list', { name: 'Views' })
    await expect(list.getByRole('button', { name: 'Done 💥 ‮"* 19', exact: true })).toBeVisible()
    await again.page.setViewportSize({ width: 900, height: 600 })
    await expect(list).toBeHidden()
    await again.page.getByRole('button', { name: 'Views', exact: true }).click()
    await again.page.getByRole('menuitem', { name: 'Refused' }).click()
    await expect(createHistoryScreen(again.page).total('2 jobs')).toBeVisible()
  })
})
