import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { watchLongTasks } from './long-tasks.ts'
import { watchMainDelay } from '#e2e/fixtures/main-delay.ts'
import { expectResponsive } from './expect-responsive.ts'

const JOBS = 10_000

// Would catch: a window that freezes under a large run, a job started twice or never, a list that stops half-way.
test('ten thousand jobs are each started once, and the window stays responsive', async ({
  launch,
  startSandbox,
}, info) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  const { page } = started
  await connect(started, server)
  const mainDelay = await watchMainDelay(started.app)
  const whileRunning = await watchLongTasks(page)
  const run = createRunScreen(page)
  await run.paste(handles(JOBS))
  await run.run()
  // A locator by role searches the whole page in a task of the page. While tasks are watched, this cheap one is used.
  const counts = (): Promise<string> =>
    page.evaluate(() => document.querySelector('[aria-label="Jobs by state"]')?.textContent ?? '')
  await expect.poll(counts, { timeout: 10 * 60_000, intervals: [1000] }).toContain('Finished10,000')
  const tasks = [...(await whileRunning())]
  const delay = await mainDelay()
  const history = createHistoryScreen(page)
  await history.open()
  await expect(history.total('10,000 jobs')).toBeVisible()
  await history.jobs.rows.first().hover()
  const whileScrolling = await watchLongTasks(page)
  for (let turn = 0; turn < 300; turn++) await page.mouse.wheel(0, 500)
  tasks.push(...(await whileScrolling()))

  const accepted = await server.runs()
  expect(accepted).toHaveLength(JOBS)
  expect(new Set(accepted.map(({ source }) => source)).size).toBe(JOBS)
  expectResponsive(info, tasks, delay)
})
