import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { watchLongTasks } from './long-tasks.ts'
import { watchMainDelay } from '#e2e/fixtures/main-delay.ts'
import { expectResponsive } from './expect-responsive.ts'

const JOBS_RUN = 100
const COPIES = 1000

// Would catch: a list that is read, counted or laid out as a whole, or one that cannot reach its end.
test('a history of 100,000 jobs scrolls, and nothing freezes', async ({ launch, startSandbox }, info) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const first = await launch()
  await connect(first, server)
  const run = createRunScreen(first.page)
  await run.paste(handles(JOBS_RUN))
  await run.run()
  await expect(run.count('Finished', JOBS_RUN)).toBeVisible()
  await first.quit()
  multiply(join(first.userData, 'journal.db'), COPIES)

  const { app, page } = await launch({ userData: first.userData })
  const { jobs, ...history } = createHistoryScreen(page)
  await history.open()
  await expect(history.total('100,000 jobs')).toBeVisible()
  await jobs.rows.first().hover()
  const mainDelay = await watchMainDelay(app)
  const pageTasks = await watchLongTasks(page)
  for (let turn = 0; turn < 500; turn++) await page.mouse.wheel(0, 2000)
  const tasks = await pageTasks()
  const delay = await mainDelay()
  const seen = Number(await jobs.rows.last().getAttribute('aria-rowindex'))
  expect(seen).toBeGreaterThan(10_000)
  expectResponsive(info, tasks, delay)
})

/** Copies each job of the journal so many times, under new ids. */
function multiply(journal: string, times: number): void {
  const db = new DatabaseSync(journal)
  const columns = db
    .prepare('PRAGMA table_info(jobs)')
    .all()
    .map(({ name }) => String(name))
  // A job's own id and the service's id for it are unique.
  const copies = new Map([
    ['id', `printf('%s%06d', substr(id, 1, 20), n)`],
    ['jobid', `printf('%s-%06d', jobid, n)`],
  ])
  const copied = columns.map((name) => copies.get(name) ?? name)
  db.exec(`
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${times - 1})
    INSERT INTO jobs (${columns.join()}) SELECT ${copied.join()} FROM jobs, numbers
  `)
  db.close()
}
