import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { createThemeCheck } from '#e2e/fixtures/axe.ts'
import { connect, CONNECTION, handle, handles } from '#e2e/fixtures/connected.ts'
import { createConnectionsScreen } from '#e2e/pages/connections.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { THUMBNAILS } from '#sandbox/workflows.ts'

// Would catch: a screen that cannot be read, or used without a pointer.
test('every screen without jobs is accessible in both themes', async ({ launch }) => {
  const { page } = await launch()
  const { goTo, main } = createAppFrame(page)
  const check = createThemeCheck(page)
  await goTo('Settings')
  // Catches: the mark in About kept out by the content policy, or not built in.
  await expect
    .poll(() => main.locator('img').evaluate((mark: HTMLImageElement) => mark.naturalWidth))
    .toBe(32)
  await check('Settings')
  await goTo('Run')
  await check('Run, empty')
  const run = createRunScreen(page)
  await run.paste(['two words', 'abcdefghijklmnopqrst', handles(4), handle(1), THUMBNAILS.id].join('\n'))
  await main.getByRole('button', { name: 'Show the requests' }).click()
  await check('Run with sources')
  await run.workflow.click()
  // While the list is open, everything else is hidden from screen readers. Tab closes the list first.
  await check('Run, the workflows open', ['aria-hidden-focus'])
  await page.keyboard.press('Escape')
  await goTo('History')
  await check('History, empty')
  await goTo('Workflows')
  await check('Workflows')
  await goTo('Connections')
  await check('Connections')
  await main.getByRole('button', { name: 'Add a connection' }).click()
  await main.getByRole('button', { name: 'Save' }).click()
  await main.getByRole('button', { name: 'Advanced' }).click()
  await check('a connection’s form with mistakes')
  await main.getByRole('radio', { name: 'Policy and signature' }).check()
  await check('a connection’s form, policy')
  await main.getByRole('button', { name: 'Cancel' }).click()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find a command' }).waitFor()
  await check('the palette')
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'Find a command' }).waitFor({ state: 'hidden' })
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await check('the shortcuts')
})

// Would catch: a screen that cannot be read once it shows jobs.
test('every screen with jobs is accessible in both themes', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: 4, faults: 'reset-after-accept@run:1, 404@run:1' })
  const started = await launch()
  const { page } = started
  const run = createRunScreen(page)
  const check = createThemeCheck(page)
  await connect(started, server)
  await run.addWorkflow(THUMBNAILS.id, 'Thumbnails')
  await run.paste(handles(4))
  await run.run()
  await expect(run.count('Running', 2)).toBeVisible()
  await check('Run, running')
  await createAppFrame(page).goTo('Connections')
  await (await createConnectionsScreen(page).test(CONNECTION)).first().waitFor()
  await check('Connections, tested')
  await createAppFrame(page).goTo('Run')
  await expect(run.count('Finished', 2)).toBeVisible({ timeout: 20_000 })
  await check('Run, done')
  await checkJobs(page, check)
})

/** History, the panel in each state, and each tab of a job. */
async function checkJobs(page: Page, check: (screen: string) => Promise<void>): Promise<void> {
  const history = createHistoryScreen(page)
  const job = createJobView(page)
  await history.open()
  for (const state of ['May have started', 'Refused', 'Finished']) {
    await history.jobs.inState(state).first().click()
    await expect(job.state(state)).toBeVisible()
    await check(`History with the panel of a job: ${state}`)
  }
  await history.jobs.inState('Finished').first().dblclick()
  await expect(history.jobs.grid).toBeHidden()
  for (const tab of ['Summary', 'JSON', 'Text', 'Files', 'Request'] as const) {
    await job.tab(tab)
    await check(`a job, ${tab}`)
  }
}

// Would catch: a step that the keyboard cannot reach.
test('the way from paste to copy needs no pointer', async ({ launch }) => {
  const { clipboardText, page } = await launch()
  const { keyboard } = page
  const run = createRunScreen(page)
  const history = createHistoryScreen(page)
  const job = createJobView(page)

  // The keyboard fills the clipboard, too: a text is typed, cut, and pasted where no field has the focus.
  await tabTo(page, () => run.sources.getByRole('textbox', { name: 'Add a source' }))
  await keyboard.type(handle(1))
  await keyboard.press('Enter')
  await keyboard.type(handle(2))
  await keyboard.press('Control+a')
  await keyboard.press('Control+x')
  await keyboard.press('Tab')
  await keyboard.press('Control+v')
  await expect(run.runButton).toHaveText('Run on 2 sources')
  await expect(run.runButton).toBeEnabled()
  await keyboard.press('Control+Enter')
  await expect(run.jobs.inState('Finished')).toHaveCount(2)

  await keyboard.press('Control+2')
  await expect(history.jobs.inState('Finished')).toHaveCount(2)
  await tabTo(page, () => history.jobs.rows.first())
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await keyboard.press('Space')
  await expect(history.panel).toBeVisible()
  await expect(job.view).toHaveAccessibleName(`Job on ${handle(1)}`)
  await keyboard.press('ArrowUp')
  await expect(job.view).toHaveAccessibleName(`Job on ${handle(2)}`)
  await keyboard.press('Escape')
  await expect(history.panel).toBeHidden()

  await keyboard.press('Enter')
  await expect(history.jobs.grid).toBeHidden()
  await expect(job.state('Finished')).toBeVisible()
  await keyboard.press('Control+c')
  await expect.poll(clipboardText).toContain(`"${handle(2)}"`)
  await keyboard.press('Escape')
  await expect(history.jobs.grid).toBeVisible()
})

/** Presses Tab until an element has the focus, thirty times at most. */
async function tabTo(page: Page, target: () => ReturnType<Page['locator']>): Promise<void> {
  for (let pressed = 0; pressed < 30; pressed += 1) {
    if (await target().evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Thirty tabs do not lead there.')
}

// Would catch: licences of others that are not in the build, cannot be found, or cannot be read with a screen reader.
test('the licences of what is shipped are listed, searched and read', async ({ launch }) => {
  const { page } = await launch()
  const { goTo, main } = createAppFrame(page)
  await goTo('Settings')
  const list = main.getByRole('list', { name: 'Licences' })
  await expect(list.getByRole('listitem').nth(20)).toBeAttached()
  await main.getByRole('textbox', { name: 'Search packages and licences' }).fill('UNDICI')
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await expect(main.getByText('1 package', { exact: true })).toBeVisible()
  await list.getByText('undici', { exact: true }).click()
  await expect(list.getByText('Permission is hereby granted')).toBeVisible()
  await createThemeCheck(page)('the licences')
})
