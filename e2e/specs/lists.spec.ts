import { expect, test } from '#e2e/fixtures/app.ts'
import { expectAccessible } from '#e2e/fixtures/axe.ts'
import { connect } from '#e2e/fixtures/connected.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import { sheet, toSku, readSkusOfRuns } from '#e2e/fixtures/sheet.ts'
import { createWorkbook } from '#e2e/fixtures/workbook.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const ROWS = 300
const ROWS_WITH_RESULT = 41
/** A busy machine is slow. */
const PATIENT = { timeout: 60_000 }
const disk = createTestFolder()
test.afterAll(() => disk.remove())

// Would catch: a sheet that loses its labels or its order, or a result that is paid for twice.
test('a sheet keeps its labels and its order, and what has a result is not run again', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.05 })
  const started = await launch()
  await connect(started, server)
  const { page } = started
  const run = createRunScreen(page)

  await test.step('a part of the sheet', async () => {
    await drop(page, [disk.writeText('part.csv', sheet(1, ROWS_WITH_RESULT))])
    await expect(run.listQuestion).toContainText('part.csv may be a list of sources.')
    await expect(run.listQuestion.getByRole('button', { name: 'column: image_url' })).toBeVisible()
    await expect(run.runButton).toBeDisabled()
    await expect(run.listQuestion).toContainText(`${ROWS_WITH_RESULT} rows`)
    const firstRows = run.listQuestion.getByRole('table', { name: 'The first rows' }).getByRole('row')
    await expect(firstRows).toHaveCount(4)
    await expect(firstRows.nth(3)).toContainText(toSku(3))
    await expectAccessible(page, 'the question about a list')
    await run.listQuestion.getByRole('button', { name: 'colour' }).click()
    await run.listQuestion.getByRole('button', { name: 'Use as a list' }).click()
    await expect(run.line(toSku(1))).toBeVisible()
    // Link and labels can both be read: neither takes the place of the other.
    for (const part of [/^https:/, /^sku: /])
      expect((await run.line(toSku(1)).getByTitle(part).boundingBox())?.width).toBeGreaterThan(140)
    await expect(run.runButton).toHaveText(`Run on ${ROWS_WITH_RESULT} sources`)
    await run.run()
    await expect(run.count('Finished', ROWS_WITH_RESULT)).toBeVisible(PATIENT)
    await run.newRun.click()
  })

  await test.step('all of it: what has a result is left out', async () => {
    await drop(page, [disk.writeText('all.csv', sheet(1, ROWS))])
    await run.listQuestion.getByRole('button', { name: 'Use as a list' }).click()
    await expect(
      run.existingLine(
        `${ROWS_WITH_RESULT} of ${ROWS} already have a finished Tag pictures result on this connection`,
      ),
    ).toBeVisible()
    await expectAccessible(page, 'rows of a list, and the results that they have already')
    await expect(run.runButton).toHaveText(`Run on ${ROWS - ROWS_WITH_RESULT} sources`)
    await run.run()
    await expect(run.count('Finished', ROWS - ROWS_WITH_RESULT)).toBeVisible(PATIENT)
    const sources = (await server.runs()).map(({ source }) => source)
    expect(sources).toHaveLength(ROWS)
    expect(new Set(sources).size).toBe(ROWS)
  })

  await test.step('SKUs are with their jobs, in the order of the sheet', async () => {
    const [all, part] = await readSkusOfRuns(page)
    expect(part?.skus).toEqual(Array.from({ length: ROWS_WITH_RESULT }, (_, at) => toSku(at + 1)))
    expect(part?.columns).toEqual(['sku', 'name'])
    expect(all?.skus).toEqual(
      Array.from({ length: ROWS - ROWS_WITH_RESULT }, (_, at) => toSku(ROWS_WITH_RESULT + at + 1)),
    )
    expect(all?.columns).toEqual(['sku', 'name', 'colour'])
    const history = createHistoryScreen(page)
    await history.open()
    await history.search.fill(toSku(ROWS))
    await expect(history.jobs.rows).toHaveCount(1)
    await history.jobs.rows.first().click()
    await expect(createJobView(page).view.getByText(`Shoe ${ROWS}`)).toBeVisible()
  })
})

// Would catch: a workbook of which the first sheet is taken whatever it holds, a choice that is not followed, or a row whose
// number is lost because another row names the same picture.
test('of a workbook the sheet and the column are chosen, and rows with one source are one job with both labels', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.05 })
  const started = await launch()
  await connect(started, server)
  const { page } = started
  const run = createRunScreen(page)
  const { listQuestion } = run
  const toLink = (name: string): string => `https://shop.example.com/${name}`
  const workbook = createWorkbook({
    'Read me': [['Prices are without tax.'], ['Ask Ann.']],
    Products: [
      ['sku', 'page', 'image_url'],
      ['A-1', toLink('shoe.html'), toLink('shoe.png')],
      ['A-2', toLink('shoe-red.html'), toLink('shoe.png')],
      ['A-3', toLink('hat.html'), toLink('hat.png')],
    ],
    'Old products': [
      ['number', 'photo'],
      ['O-1', toLink('old.png')],
    ],
  })
  const choose = async (button: string, item: string): Promise<void> => {
    await listQuestion.getByRole('button', { name: button }).click()
    await page.getByRole('menuitem', { name: new RegExp(`^${item}`) }).click()
  }

  await test.step('the sheet that looks like a list is suggested, the others are offered', async () => {
    await drop(page, [disk.writeBytes('catalogue.xlsx', workbook)])
    await expect(listQuestion.getByRole('button', { name: 'sheet: Products' })).toBeVisible()
    await expect(listQuestion.getByRole('button', { name: 'column: image_url' })).toBeVisible()
    await choose('sheet: Products', 'Old products')
    await expect(listQuestion.getByRole('button', { name: 'column: photo' })).toBeVisible()
    await choose('sheet: Old products', 'Products')
    await choose('column: image_url', 'page')
    await expect(listQuestion.getByRole('button', { name: 'column: page' })).toBeVisible()
    await choose('column: page', 'image_url')
    await expectAccessible(page, 'the question about a workbook')
    await listQuestion.getByRole('button', { name: 'Use as a list' }).click()
  })

  await test.step('one job for two rows, with both of their labels', async () => {
    await expect(run.line('A-2')).toContainText('duplicate of row 2')
    await expect(run.runButton).toHaveText('Run on 2 sources')
    await run.run()
    await expect(run.count('Finished', 2)).toBeVisible(PATIENT)
    const [first] = await readSkusOfRuns(page)
    expect(first).toEqual({ skus: ['A-1 · A-2', 'A-3'], columns: ['sku', 'page'] })
    expect((await server.runs()).map(({ source }) => source).toSorted()).toEqual([
      toLink('hat.png'),
      toLink('shoe.png'),
    ])
  })
})
