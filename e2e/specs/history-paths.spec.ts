import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 20
const PATIENT = { timeout: 45_000 }

interface Answer {
  readonly results: Readonly<
    Record<string, { readonly data: { readonly tags: { readonly auto: Readonly<Record<string, number>> } } }>
  >
}

// Would catch: a node that gets no column, a column without the values that the service said, a search by values that counts wrongly.
test('a node of a result becomes a column, which sorts and is searched', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: 0.01, security: 'open' })
  const started = await launch()
  const { page } = started
  const history = createHistoryScreen(page)
  await connect(started, server)
  const run = createRunScreen(page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Finished', JOBS)).toBeVisible(PATIENT)
  const labels = await Promise.all(
    (await server.runs()).map(async ({ jobid }) => {
      const answer = await fetch(`${server.url}/${server.apiKey}/workflow_status=job_id:${jobid}`)
      const [task = ['', null]] = Object.entries(((await answer.json()) as Answer).results)
      return { key: task[0], auto: task[1]?.data.tags.auto ?? {} }
    }),
  )
  const counts = labels.map(({ auto }) => Object.keys(auto).length)
  const path = `$.results.${labels[0]?.key.replace(/_\d+$/, '') ?? ''}.data.tags.auto`
  const column = page
    .getByRole('grid', { name: 'Jobs' })
    .getByRole('columnheader', { name: path, exact: true })

  await history.open()
  await history.jobs.rows.first().click()
  await test.step('a value of a card becomes a column by its menu', async () => {
    await history.panel.getByRole('button', { name: /^Actions for tags/ }).click()
    await page.getByRole('menuitem', { name: 'Use as column' }).click()
    const offered = page.getByRole('menuitem', { name: /^Confidence of/ }).first()
    const [, label = ''] = /“(.*)”/.exec((await offered.textContent()) ?? '') ?? []
    await offered.click()
    await expect(page.getByText(`Confidence of “${label}” is a column of the History now.`)).toBeVisible()
    const added = page
      .getByRole('grid', { name: 'Jobs' })
      .getByRole('columnheader', { name: label, exact: true })
    await expect(added).toBeAttached()
    const at = await added.getAttribute('aria-colindex')
    const shown = page.locator(`[aria-selected="true"] [role="gridcell"][aria-colindex="${at}"]`)
    await expect(shown).toHaveText(/^\d/)
  })
  await createJobView(page).tab('JSON')
  const node = history.panel.getByRole('treeitem', { name: /^auto: / })
  await history.panel.getByRole('button', { name: 'Open all' }).click()
  await node.click()
  await page.keyboard.press('Alt+c')
  await expect(page.getByText(`${path} is a column of the History now.`)).toBeVisible()
  await node.getByRole('button', { name: 'Use as column' }).click()
  await expect(page.getByText(`${path} is a column of the History already.`)).toBeVisible()
  await history.panel.getByRole('button', { name: 'Close' }).first().click()

  await column.getByRole('button').click()
  await expect(column).toHaveAttribute('aria-sort', 'ascending')
  const at = await column.getAttribute('aria-colindex')
  const cells = (): Promise<readonly string[]> =>
    page.locator(`[role="row"] [role="gridcell"][aria-colindex="${at}"]`).allTextContents()
  const sorted = counts.toSorted((a, b) => a - b).map((count) => `{${count}}`)
  await expect.poll(async () => (await cells()).toSorted()).toEqual(sorted.toSorted())

  await test.step('what is written of a path is completed from the results that are there', async () => {
    await history.search.fill('$.results.')
    await page.getByRole('option', { name: path, exact: false }).first().waitFor()
    await history.search.fill(path.slice(0, -1))
    await page.getByRole('option').first().click()
    await expect(history.search).toHaveValue(path)
    await history.search.fill('')
  })

  await history.search.fill(`${path}[?@ >= 60]>0 `)
  const sure = labels.filter(({ auto }) => Object.values(auto).some((number) => number >= 60))
  // The list of completions hides the rest from a screen reader until it is closed.
  await page.keyboard.press('Escape')
  await expect(history.jobs.rows).toHaveCount(sure.length)
  await history.search.fill(`${path}.nothing=5 `)
  await page.keyboard.press('Escape')
  await expect(history.jobs.rows).toHaveCount(0)
})
