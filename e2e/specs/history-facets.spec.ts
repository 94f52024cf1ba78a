import type { Locator, Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { createThemeCheck } from '#e2e/fixtures/axe.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import type { SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 60

interface Answer {
  readonly results: Readonly<
    Record<string, { readonly data: { readonly tags: { readonly auto: Readonly<Record<string, number>> } } }>
  >
}

/** The labels of each job with their confidence, by the service's own answers. */
const readLabels = async (server: SandboxProcess): Promise<readonly Readonly<Record<string, number>>[]> =>
  Promise.all(
    (await server.runs()).map(async ({ jobid }) => {
      const answer = await fetch(`${server.url}/${server.apiKey}/workflow_status=job_id:${jobid}`)
      const { results } = (await answer.json()) as Answer
      return Object.values(results)[0]?.data.tags.auto ?? {}
    }),
  )

const createFacets = (page: Page) => {
  const { main } = createAppFrame(page)
  const panel = main.getByRole('complementary', { name: 'Narrow down' })
  return {
    panel,
    toggle: main.getByRole('button', { name: 'Narrow down' }),
    value: (text: string, jobs: number): Locator =>
      panel.getByRole('button', { name: `${text}, ${jobs} ${jobs === 1 ? 'job' : 'jobs'}`, exact: true }),
    slider: (name: string): Locator => panel.getByRole('slider', { name, exact: true }),
  }
}

// Would catch: counts of other jobs than those listed, a press that is no condition, a range that finds other jobs than its bars,
// a panel that is not there after the next start, or that cannot be used without a pointer.
test('values beside the history count what is listed, and narrow it down', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.01, security: 'open' })
  const started = await launch()
  const { page } = started
  await page.setViewportSize({ width: 1440, height: 900 })
  const history = createHistoryScreen(page)
  const facets = createFacets(page)
  await connect(started, server)
  const run = createRunScreen(page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Finished', JOBS)).toBeVisible({ timeout: 45_000 })
  const labels = await readLabels(server)
  const having = (name: string, least = 0): number =>
    labels.filter((auto) => (auto[name] ?? -1) >= least).length
  const frequent = [...new Set(labels.flatMap((auto) => Object.keys(auto)))].toSorted(
    (a, b) => having(b) - having(a),
  )
  const [name = ''] = frequent.filter((label) => having(label) < JOBS)

  await history.open()
  await facets.toggle.click()
  await expect(facets.value('Finished', JOBS)).toBeVisible()
  // The results are read in the background.
  await expect(facets.value(name, having(name))).toBeVisible({ timeout: 20_000 })
  await createThemeCheck(page)('History with values')

  await facets.value(name, having(name)).click()
  await expect(history.chip(`tag:${name}`)).toBeVisible()
  await expect(history.jobs.rows).toHaveCount(having(name))
  await expect(facets.value('Finished', having(name))).toBeVisible()
  await expect(facets.value(name, having(name))).toHaveAttribute('aria-pressed', 'true')

  // The bars of its confidence: the lower end goes up with the keyboard, one bar at a time.
  const from = facets.slider(`How sure: ${name}, from`)
  await from.focus()
  await from.press('ArrowRight')
  const bound = history.filters.getByText(/>=\d+/)
  await expect(bound).toBeVisible()
  const least = Number(/>=(\d+)/.exec((await bound.textContent()) ?? '')?.[1])
  await expect(history.jobs.rows).toHaveCount(having(name, least))
  await createThemeCheck(page)('History with a range')

  await facets.panel.getByRole('button', { name: new RegExp(`^${name}, `) }).click()
  await expect(history.jobs.rows).not.toHaveCount(having(name, least))
  await expect(facets.value('Finished', JOBS)).toBeVisible()

  await page.reload()
  await history.open()
  await expect(facets.value('Finished', JOBS)).toBeVisible()
  await page.setViewportSize({ width: 900, height: 600 })
  await expect(facets.panel).toBeHidden()
  await facets.toggle.click()
  await facets.value('Finished', JOBS).focus()
  await page.keyboard.press('Escape')
  await expect(facets.panel).toBeHidden()
})
