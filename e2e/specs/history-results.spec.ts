import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 60

interface Answer {
  readonly results: Readonly<
    Record<string, { readonly data: { readonly tags: { readonly auto: Readonly<Record<string, number>> } } }>
  >
}

// Would catch: a label that is in results and that the History does not find, a bound that is not heeded, values that are never read.
test('jobs are found by the labels of their results', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: 0.01, security: 'open' })
  const started = await launch()
  const { page } = started
  const history = createHistoryScreen(page)
  await connect(started, server)
  const run = createRunScreen(page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Finished', JOBS)).toBeVisible({ timeout: 45_000 })

  // What the service says of each job, by its own answers.
  const labels = await Promise.all(
    (await server.runs()).map(async ({ jobid }) => {
      const answer = await fetch(`${server.url}/${server.apiKey}/workflow_status=job_id:${jobid}`)
      const { results } = (await answer.json()) as Answer
      return Object.values(results)[0]?.data.tags.auto ?? {}
    }),
  )
  const having = (name: string, least: number): number =>
    labels.filter((auto) => (auto[name] ?? -1) >= least).length
  const [name = ''] = Object.keys(labels[0] ?? {})
  expect(having(name, 0)).toBeGreaterThan(having(name, 80))

  await history.open()
  /** An open list of completions hides the rest from screen readers, until Esc. */
  const search = async (query: string): Promise<void> => {
    await history.search.fill(query)
    await expect(page.getByRole('listbox')).toBeVisible()
    await page.keyboard.press('Escape')
  }
  await search(`tag:"${name}"`)
  await expect(history.jobs.rows).toHaveCount(having(name, 0))
  await history.search.fill(`tag:"${name}">=80`)
  await expect(history.jobs.rows).toHaveCount(having(name, 80))
  await history.search.fill(`state:finished tag:"${name}">=eighty`)
  await expect(createAppFrame(page).main).toContainText('“>=eighty” is no confidence.')
  await history.search.fill(`text:"${name}"`)
  await expect(history.jobs.rows).toHaveCount(having(name, 0))
})
