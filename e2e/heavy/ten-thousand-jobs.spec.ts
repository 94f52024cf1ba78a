import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { historyOf } from '#e2e/pages/history.ts'
import { runScreenOf } from '#e2e/pages/run.ts'
import { watchLongTasks } from './long-tasks.ts'

const JOBS = 10_000

// Would catch: a window that freezes under a large run, a job started twice or never, a list that stops half-way.
test('ten thousand jobs are each started once, and the window stays quick', async ({
  launch,
  startSandbox,
}, info) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  const { page } = started
  await connect(started, server)
  const longTasks = await watchLongTasks(page)
  const run = runScreenOf(page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Finished', JOBS)).toBeVisible({ timeout: 10 * 60_000 })
  const history = historyOf(page)
  await history.open()
  await expect(history.total('10,000 jobs')).toBeVisible()
  await history.jobs.rows.first().click()
  for (let press = 0; press < 200; press++) await page.keyboard.press('PageDown')

  const accepted = await server.runs()
  expect(accepted).toHaveLength(JOBS)
  expect(new Set(accepted.map(({ source }) => source)).size).toBe(JOBS)
  const tasks = await longTasks()
  info.annotations.push({ type: 'tasks over 50 ms', description: tasks.join(', ') || 'none' })
  expect(tasks).toEqual([])
})
