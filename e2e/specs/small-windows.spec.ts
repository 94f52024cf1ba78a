import type { Locator, Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, CONNECTION, handles } from '#e2e/fixtures/connected.ts'
import { resize, WINDOW_SIZES } from '#e2e/fixtures/window-sizes.ts'
import { inAnHour, signedPolicy } from '#e2e/fixtures/signed-policy.ts'
import { createConnectionsScreen, type TypedSecurity } from '#e2e/pages/connections.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const PATIENT = { timeout: 60_000 }
/** As few rows of a list as a window may show. */
const MIN_ROWS = 5
const JOBS = 24
/** Letters that reach higher or lower than Latin ones. */
const TALL_NAME = 'Ёлка Й 漢字の靴 Ǻgjp ẤỆ'
const [, , ZOOMED] = WINDOW_SIZES
const SECURITIES: readonly TypedSecurity[] = [
  { kind: 'none' },
  { kind: 'secret', appSecret: 'a secret that is none' },
  { kind: 'policy', ...signedPolicy('a secret that is none', inAnHour() + 90 * 86_400) },
]

/** How many rows of a list are seen whole: inside of the window and of everything that scrolls around them. */
const countSeenRows = (rows: Locator): Promise<number> =>
  rows.evaluateAll((elements) => {
    const isSeen = (element: Element): boolean => {
      const { top, bottom } = element.getBoundingClientRect()
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        if (getComputedStyle(around).overflowY === 'visible') continue
        const box = around.getBoundingClientRect()
        if (top < box.top - 1 || bottom > box.bottom + 1) return false
      }
      return top >= 0 && bottom <= innerHeight + 1
    }
    return elements.filter(isSeen).length
  })

/** The texts in an element whose letters are cut above or below, by the ink of the letters and the box that cuts. */
const findCutTexts = (page: Page, text: string): Promise<readonly string[]> =>
  page.evaluate((wanted) => {
    const context = document.createElement('canvas').getContext('2d')
    if (context === null) return ['no canvas']
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const cut: string[] = []
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement
      if (element === null || !(node.textContent ?? '').includes(wanted)) continue
      const style = getComputedStyle(element)
      context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
      const ink = context.measureText(node.textContent ?? '')
      const range = document.createRange()
      range.selectNodeContents(node)
      const line = range.getBoundingClientRect()
      if (line.width === 0) continue
      const baseline =
        line.top +
        (line.height - ink.fontBoundingBoxAscent - ink.fontBoundingBoxDescent) / 2 +
        ink.fontBoundingBoxAscent
      for (let around: Element | null = element; around !== null; around = around.parentElement) {
        if (getComputedStyle(around).overflowY === 'visible') continue
        const box = around.getBoundingClientRect()
        if (box.height > 100) break
        if (
          baseline - ink.actualBoundingBoxAscent < box.top - 0.5 ||
          baseline + ink.actualBoundingBoxDescent > box.bottom + 0.5
        )
          cut.push(`${element.className}: ${node.textContent ?? ''}`)
      }
    }
    return cut
  }, text)

// Would catch: a list that shows two rows to somebody who needs large letters.
test('at 200 % every list shows at least five rows', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: 0.05, faults: '400@run:2' })
  const started = await launch()
  const { page } = started
  const { main, goTo } = createAppFrame(page)
  const run = createRunScreen(page)
  await connect(started, server)
  await resize(page, ZOOMED)
  await run.paste(handles(JOBS))
  await expect(run.runButton).toHaveText(`Run on ${JOBS} sources`)
  const expectRows = async (list: string, rows: Locator): Promise<void> => {
    await expect.poll(() => countSeenRows(rows), list).toBeGreaterThanOrEqual(MIN_ROWS)
  }
  await expectRows('sources', run.sources.getByRole('listitem'))
  await run.run()
  await expect(run.count('Finished', JOBS - 2)).toBeVisible(PATIENT)
  await expectRows('jobs of a batch', run.jobs.rows)
  await goTo('History')
  await expectRows('history', run.jobs.rows)
  const search = main.getByRole('combobox', { name: 'Search the jobs' })
  await expect(search).toBeInViewport({ ratio: 1 })
  expect((await search.boundingBox())?.width).toBeGreaterThan(120)
  await run.jobs.rows.first().click()
  await main.getByRole('complementary', { name: 'Job' }).waitFor()
  await page.keyboard.press('Escape')

  await goTo('Run')
  for (let more = 0; more < MIN_ROWS; more += 1) {
    await run.newRun.click()
    await run.paste(`Qic0000${more}xYzAbCdEfGhI`)
    await run.run()
    await expect(run.count('Finished', 1)).toBeVisible(PATIENT)
  }
  await goTo('History')
  await main.getByRole('button', { name: 'Runs', exact: true }).click()
  await expectRows('runs', page.getByRole('grid', { name: 'Runs' }).getByRole('rowgroup').getByRole('row'))
})

// Would catch: workflows or connections of which somebody with large letters sees three.
test('at 200 % five workflows and five connections are seen', async ({ launch }) => {
  const { page } = await launch()
  const { main, goTo } = createAppFrame(page)
  const connections = createConnectionsScreen(page)
  const url = 'http://127.0.0.1:9'
  for (let at = 1; at <= MIN_ROWS; at += 1)
    await connections.add({
      // Names and securities of all lengths: none may break the line.
      name: at === 2 ? 'Autumn catalogue of the northern warehouse' : `Warehouse ${at}`,
      apiKey: `A${at}cDeFgHiJkLmNoPqRsTuz`,
      url,
      security: SECURITIES[at % SECURITIES.length] ?? { kind: 'none' },
    })
  await resize(page, ZOOMED)
  const list = main.getByRole('list', { name: 'Connections' }).locator('> li')
  await expect(list).toHaveCount(MIN_ROWS + 1)
  await expect.poll(() => countSeenRows(list), 'connections').toBeGreaterThanOrEqual(MIN_ROWS)
  for (const name of ['Use', 'Test this connection'])
    await expect(connections.row('Warehouse 1').getByRole('button', { name, exact: true })).toBeVisible()
  await createAppFrame(page).switchTo('Sandbox')
  await goTo('Workflows')
  const rows = main.locator('tbody tr')
  await expect.poll(() => countSeenRows(rows), 'workflows').toBeGreaterThanOrEqual(MIN_ROWS)
  // A name is readable beside its id.
  const name = main.getByText('Moderation', { exact: true })
  expect(await name.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
})

// Would catch: the button that answers lost answers below the edge, a field that opens out of sight, buttons on a line of their own.
test('in small windows a batch shows what has to be answered, and its buttons stay on one line', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.05, faults: '400@run:2,reset-after-accept@run:3' })
  const started = await launch()
  const { page } = started
  const { main } = createAppFrame(page)
  const run = createRunScreen(page)
  await connect(started, server)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Finished', JOBS - 5)).toBeVisible(PATIENT)
  await expect(run.count('Refused', 2)).toBeVisible(PATIENT)
  const attach = main.getByRole('button', { name: 'Attach their ids…' })
  const sheetButton = main.getByRole('button', { name: 'Save as sheet…' })
  const all = main.getByRole('group', { name: 'Show only' }).getByRole('button', { name: /^All/ })
  for (const size of WINDOW_SIZES) {
    await resize(page, size)
    await expect(attach, size.name).toBeInViewport({ ratio: 1 })
    await expect.poll(() => countSeenRows(attach), size.name).toBe(1)
    await expect(sheetButton, size.name).toBeInViewport({ ratio: 1 })
    if (size === ZOOMED) continue
    expect((await sheetButton.boundingBox())?.y, size.name).toBe((await all.boundingBox())?.y)
  }
  await attach.click()
  const field = main.getByRole('region', { name: 'May have started', exact: true }).getByRole('textbox')
  for (const part of [field, main.getByRole('button', { name: /^Attach \d+ ids?$/ })])
    await expect.poll(() => countSeenRows(part), 'the field for ids').toBe(1)
  await page.keyboard.press('Escape')
  await main.getByRole('button', { name: 'Leave them' }).click()
  await expect(attach).toBeHidden()
  await expect(run.count('May have started', 3)).toBeVisible()

  // Would catch: a banner that has to be scrolled to, a title row of two lines.
  await test.step('why it is paused is seen whole, and the title row stays one line', async () => {
    await createConnectionsScreen(page).changeLimits(CONNECTION, { 'Most billed starts in a run': '4' })
    await createAppFrame(page).goTo('Run')
    await run.newRun.click()
    await run.paste(handles(JOBS, JOBS))
    await run.run()
    const banner = main.getByText(/This run has reached 4 billed starts/)
    await expect(banner).toBeVisible(PATIENT)
    for (const size of WINDOW_SIZES) {
      await resize(page, size)
      await expect.poll(() => countSeenRows(banner), size.name).toBe(1)
      const centres = await main
        .locator('header')
        .first()
        .locator('h1, button')
        .evaluateAll((parts) =>
          parts.map((part) => part.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2),
        )
      expect(centres.length, size.name).toBeGreaterThan(3)
      expect(Math.max(...centres) - Math.min(...centres), size.name).toBeLessThan(4)
      await expect.poll(() => countSeenRows(run.jobs.rows), size.name).toBeGreaterThanOrEqual(MIN_ROWS - 1)
    }
  })
})

// Would catch: a strip that hides what is billed, on which connection or by which workflow.
test('the strip tells everything in windows of all sizes', async ({ launch, startSandbox }) => {
  const server = await startSandbox()
  const started = await launch()
  const { page } = started
  const run = createRunScreen(page)
  const { goTo, main } = createAppFrame(page)
  const long = 'Autumn catalogue of the northern warehouse, second half'
  await createConnectionsScreen(page).add({ ...server, name: long, security: { kind: 'none' } })
  await goTo('Run')
  await run.addWorkflow('67d273c3-249c-4192-b228-9c3e1d003963', `${long}, moderation and tags`)
  await run.paste(`two words\n${handles(3)}`)
  await expect(run.runButton).toHaveText('Run on 3 sources')
  for (const size of WINDOW_SIZES) {
    await resize(page, size)
    const strip = main.getByRole('group', { name: 'What Run will do' })
    for (const part of [
      long,
      '3 jobs, billed by Filestack',
      `${long}, moderation and tags`,
      '1 line left out',
    ])
      await expect(strip, size.name).toContainText(part)
    const cut = await strip.evaluate((fieldset) => {
      const around = fieldset.getBoundingClientRect()
      return [...fieldset.querySelectorAll('span')].filter((part) => {
        const box = part.getBoundingClientRect()
        return part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0
          ? true
          : box.right > around.right + 1 || box.bottom > innerHeight
      }).length
    })
    expect(cut, size.name).toBe(0)
    await expect(run.runButton, size.name).toBeInViewport({ ratio: 1 })

    const switcher = page.getByRole('button', { name: `Connection: ${long}. Change` })
    await expect(switcher, size.name).toHaveAttribute('title', new RegExp(`${long}.*(blue|Blue)`))
  }
})

// Would catch: names in other scripts whose dots and strokes are cut away.
test('names in other scripts keep their tops', async ({ launch }) => {
  const { page } = await launch()
  const run = createRunScreen(page)
  const { goTo, main } = createAppFrame(page)
  await run.paste(
    ['name,image_url', ...[1, 2, 3].map((row) => `${TALL_NAME} ${row},https://example.com/${row}.png`)].join(
      '\n',
    ),
  )
  await run.listQuestion.getByRole('button', { name: 'Use as a list' }).click()
  await expect(run.runButton).toHaveText('Run on 3 sources')
  for (const size of WINDOW_SIZES) {
    await resize(page, size)
    expect(await findCutTexts(page, 'Ёлка'), size.name).toEqual([])
  }
  await run.run()
  await expect(run.count('Finished', 3)).toBeVisible(PATIENT)
  await main.getByRole('button', { name: 'Rename the run' }).click()
  await main.getByRole('textbox', { name: 'Name of the run' }).fill(TALL_NAME)
  await main.getByRole('button', { name: 'Save', exact: true }).click()
  for (const screen of ['batch', 'Jobs', 'Runs']) {
    if (screen !== 'batch') {
      await goTo('History')
      await main.getByRole('button', { name: screen, exact: true }).click()
    }
    await expect(page.getByText(TALL_NAME).first()).toBeVisible()
    for (const size of WINDOW_SIZES) {
      await resize(page, size)
      expect(await findCutTexts(page, 'Ёлка'), `${screen}, ${size.name}`).toEqual([])
    }
  }
})
