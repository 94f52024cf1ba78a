import type { Locator, Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handle, handles } from '#e2e/fixtures/connected.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { paste } from '#e2e/pages/paste.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

/** A busy machine is slow. */
const PATIENT = { timeout: 60_000 }

/** Where the focus is, for a message: never the body. */
const focusOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: focused } = document
    if (focused === null || focused === document.body) return 'body'
    return `${focused.tagName.toLowerCase()} ${focused.getAttribute('aria-label') ?? focused.textContent.slice(0, 40)}`
  })

/** Makes a step by keys and asserts where the focus is afterwards. */
function createWalk(page: Page) {
  return {
    async to(what: string, keys: readonly string[], target: Locator): Promise<void> {
      for (const key of keys) await page.keyboard.press(key)
      await expect(target, what).toBeFocused()
    },
    /** Some element has the focus; it does not matter which. */
    async stays(what: string, keys: readonly string[]): Promise<void> {
      for (const key of keys) await page.keyboard.press(key)
      await expect.poll(() => focusOf(page), what).not.toBe('body')
    },
  }
}

/** Presses Tab until something has the focus, forty times at most. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let pressed = 0; pressed < 40; pressed += 1) {
    if (
      (await target.count()) > 0 &&
      (await target.evaluate((element) => element === document.activeElement))
    )
      return
    await page.keyboard.press(key)
  }
  throw new Error(`Forty tabs do not lead there: the focus is on ${await focusOf(page)}`)
}

/** The parts of the screens that the walks go over. */
function findParts(page: Page) {
  const { main } = createAppFrame(page)
  const run = createRunScreen(page)
  return {
    main,
    run,
    history: createHistoryScreen(page),
    job: createJobView(page),
    walk: createWalk(page),
    source: run.sources.getByRole('textbox', { name: 'Add a source' }),
    button: (name: string | RegExp): Locator => main.getByRole('button', { name, exact: true }),
    field: (name: string): Locator => main.getByRole('textbox', { name, exact: true }),
  }
}

// Would catch: a person without a pointer who loses the place in the sources.
test('on Run the sources are one stop of Tab, and the focus is never lost', async ({ launch }) => {
  const { page } = await launch()
  const { button, run, source, walk } = findParts(page)
  await tabTo(page, source)
  await page.keyboard.insertText(handle(1))
  await walk.to('a source is added', ['Enter'], source)
  await paste(page, handles(5))
  await expect(run.line(handle(4))).toBeVisible()
  await tabTo(page, button('Remove line 1'), 'Shift+Tab')
  await walk.stays('down', ['ArrowDown'])
  await expect(page.locator(':focus')).toHaveAccessibleName(/^Remove line [2-6]$/)
  await walk.to('the first row', ['Home'], button('Remove line 1'))
  await walk.stays('a line is removed', ['Enter'])
  await expect(button('Remove line 1')).toBeHidden()
  await walk.to('one Tab leaves the list', ['Tab'], source)
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await paste(page, 'SKU\tpicture\nA-1\thttps://shop.example/a.jpg\nA-2\thttps://shop.example/b.jpg')
  await expect(run.listQuestion).toBeVisible()
  await tabTo(page, run.listQuestion.getByRole('button', { name: 'Use as a list' }))
  await walk.stays('use as a list', ['Enter'])
  await expect(run.listQuestion).toBeHidden()
  await expect.poll(() => focusOf(page)).not.toBe('body')
})

// Would catch: a run that is started, named and left by keys, with the focus nowhere.
test('in a batch the focus is never lost', async ({ launch }) => {
  const { page } = await launch()
  const { button, field, main, run, walk } = findParts(page)
  await run.paste(handles(7))
  await expect(run.runButton).toBeEnabled()
  await walk.stays('the run starts', ['ControlOrMeta+Enter'])
  await expect(run.count('Finished', 7)).toBeVisible(PATIENT)
  await expect.poll(() => focusOf(page)).not.toBe('body')
  await tabTo(page, button('Rename the run'))
  await walk.to('rename', ['Enter'], field('Name of the run'))
  await walk.to('the first Esc closes it', ['Escape'], button('Rename the run'))
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('Spring')
  await walk.to('the run is named', ['Enter'], button('Rename the run'))
  await expect(main.getByRole('heading', { level: 1 })).toHaveText('Spring')
  await tabTo(page, run.newRun)
  await walk.stays('new run', ['Enter'])
  await expect(run.newRun).toBeHidden()
  await expect.poll(() => focusOf(page)).not.toBe('body')
})

// Would catch: an Esc in the field for ids that does nothing, a strip with nothing to start that leaves the focus nowhere.
test('where answers were lost and jobs were run again already, the focus is never lost', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.05, faults: '400@run:2,reset-after-accept@run:2' })
  const started = await launch()
  await connect(started, server)
  const { page } = started
  const { button, history, main, run, walk } = findParts(page)
  const strip = main.getByRole('region', { name: 'Run again', exact: true })
  await run.paste(handles(8))
  await run.run()
  await expect(run.count('Finished', 4)).toBeVisible(PATIENT)
  await expect(run.count('Refused', 2)).toBeVisible(PATIENT)

  await tabTo(page, button('Attach their ids…'))
  const ids = main.getByRole('region', { name: 'May have started', exact: true }).getByRole('textbox')
  await walk.to('attach', ['Enter'], ids)
  await page.keyboard.insertText('half an i')
  await walk.to('the first Esc closes it', ['Escape'], button('Attach their ids…'))
  await expect(ids).toBeHidden()

  await server.setFaults('')
  const again = button(/^Run these again/)
  // The causes are one stop of Tab.
  await again.focus()
  const start = strip.getByRole('button', { name: /^Run \d+ jobs? again$/ })
  await walk.to('run these again', ['Enter'], start)
  await expect(start).toHaveAttribute('aria-disabled', 'false')
  await page.keyboard.press('Enter')
  await expect(main).toContainText('Runs 2 jobs of an earlier run again.')
  await expect(run.count('Finished', 2)).toBeVisible(PATIENT)
  await expect.poll(() => focusOf(page)).not.toBe('body')
  await tabTo(page, button('Show the earlier run'))
  await walk.stays('the earlier run', ['Enter'])
  await expect(run.count('Refused', 2)).toBeVisible()
  await again.focus()
  const includeAgain = strip.getByRole('checkbox', { name: /run again already/ })
  await walk.to('nothing to start: what can be included has the focus', ['Enter'], includeAgain)
  await walk.to('Esc closes the strip', ['Escape'], again)

  await walk.stays('History', ['ControlOrMeta+2'])
  await walk.to('find', ['ControlOrMeta+f'], history.search)
  await page.keyboard.insertText('state:unknown')
  await expect(history.jobs.rows).toHaveCount(2)
  await tabTo(page, button('Run these again…'))
  const includeUnknown = strip.getByRole('checkbox', { name: /may have started/ })
  await walk.to('only jobs that may have started', ['Enter'], includeUnknown)
  await walk.to('Esc closes the strip', ['Escape'], button('Run these again…'))
  expect(await server.runs()).toHaveLength(8)
})

// Would catch: a list with a stop for each row, an Esc that does nothing, a way back that ends nowhere.
test('in History and a job the focus is never lost', async ({ launch }) => {
  const { page } = await launch()
  const { button, history, job, main, run, walk } = findParts(page)
  await run.paste(handles(7))
  await run.run()
  await expect(run.count('Finished', 7)).toBeVisible(PATIENT)
  await walk.stays('History', ['ControlOrMeta+2'])
  await expect(history.jobs.inState('Finished')).toHaveCount(7)
  await walk.to('find', ['ControlOrMeta+f'], history.search)
  await page.keyboard.insertText('state:finished')
  await walk.to('Esc empties the field', ['Escape'], history.search)
  await expect(history.search).toHaveValue('')
  await tabTo(page, history.jobs.rows.first())
  await walk.stays('down', ['ArrowDown'])
  const row = history.jobs.rows.and(page.locator(':focus'))
  await expect(row).toHaveCount(1)
  await walk.stays('before the rows are the names of the columns', ['Shift+Tab'])
  await expect(history.jobs.grid.getByRole('columnheader').locator(':focus')).toHaveCount(1)
  await walk.stays('one Tab more leaves the list', ['Shift+Tab'])
  await expect(history.jobs.grid.locator(':focus')).toHaveCount(0)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(row).toHaveCount(1)
  await walk.stays('the panel opens', ['Space'])
  await expect(history.panel).toBeVisible()
  await walk.stays('the job is opened whole', ['Enter'])
  await expect(history.jobs.grid).toBeHidden()
  await tabTo(page, button('Run again'))
  const start = main.getByRole('button', { name: 'Run 1 job again' })
  await walk.to('run again asks', ['Enter'], start)
  await walk.to('Esc closes the strip', ['Escape'], button('Run again'))
  await page.keyboard.press('Escape')
  await expect(history.jobs.grid).toBeVisible()
  await expect(row).toHaveCount(1)
  await walk.stays('Esc closes the panel', ['Escape'])
  await expect(history.panel).toBeHidden()
  await expect(job.view).toBeHidden()
})

// Would catch: a Save that fails and leaves the person to look for the field.
test('on Workflows the focus is never lost', async ({ launch }) => {
  const { page } = await launch()
  const { button, field, main, walk } = findParts(page)
  await walk.stays('Workflows', ['ControlOrMeta+3'])
  await tabTo(page, button('Add a workflow'))
  await walk.to('add', ['Enter'], field('Workflow id or run URL'))
  await page.keyboard.insertText('cap')
  await walk.to('the first Esc closes the form', ['Escape'], button('Add a workflow'))
  await expect(field('Workflow id or run URL')).toBeHidden()
  await walk.to('add again', ['Enter'], field('Workflow id or run URL'))
  await expect(field('Workflow id or run URL')).toHaveValue('')
  await page.keyboard.insertText('captions-of-2026')
  await walk.to('a Save that fails goes to the wrong field', ['Enter'], field('Name'))
  await page.keyboard.insertText('Captions')
  await walk.stays('added', ['Enter'])
  await expect(main.getByText('Captions', { exact: true })).toBeVisible()
  await expect.poll(() => focusOf(page)).not.toBe('body')
  await button('Rename Captions').focus()
  await walk.to('rename', ['Enter'], field('Name'))
  await walk.to('Esc leaves it', ['Escape'], button('Rename Captions'))
  await button('Remove Captions').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).focus()
  await page.keyboard.press('Enter')
  await expect(button('Remove Captions')).toBeHidden()
  await expect.poll(() => focusOf(page)).not.toBe('body')
})

// Would catch: a form that is saved by keys and leaves the focus nowhere.
test('on Connections the focus is never lost', async ({ launch }) => {
  const { page } = await launch()
  const { button, field, main, walk } = findParts(page)
  await walk.stays('Connections', ['ControlOrMeta+4'])
  await tabTo(page, button('Add a connection'))
  await walk.stays('the form opens', ['Enter'])
  await field('Name').focus()
  await page.keyboard.insertText('Shop')
  await walk.to('a Save that fails goes to the first wrong field', ['Enter'], field('API key'))
  await page.keyboard.insertText('AbCdEfGhIjKlMnOpQrStUz')
  await main.getByRole('radio', { name: 'None' }).focus()
  await page.keyboard.press('Space')
  await walk.stays('saved', ['Enter'])
  await expect(main.getByRole('list', { name: 'Connections' })).toBeVisible()
  await expect.poll(() => focusOf(page)).not.toBe('body')
  await button('Use').focus()
  await walk.stays('Use', ['Enter'])
  await expect(main.getByText('In use')).toBeVisible()
  await expect.poll(() => focusOf(page)).not.toBe('body')
  await button('Remove Shop').focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await walk.to('Esc keeps it', ['Escape'], button('Remove Shop'))
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Remove the connection' }).focus()
  await page.keyboard.press('Enter')
  await expect(button('Remove Shop')).toBeHidden()
  await expect.poll(() => focusOf(page)).not.toBe('body')
})

// Would catch: a palette that closes with the focus nowhere.
test('on Settings and in the palette the focus is never lost', async ({ launch }) => {
  const { page } = await launch()
  const { walk } = findParts(page)
  await walk.stays('Settings', ['ControlOrMeta+,'])
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused()
  await walk.stays('Esc closes the palette', ['Escape'])
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeHidden()
  await expect.poll(() => focusOf(page)).not.toBe('body')
})
