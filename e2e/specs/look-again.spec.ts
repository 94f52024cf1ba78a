import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handle, handles } from '#e2e/fixtures/connected.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 4
const GONE = { code: 'service.gone', message: 'The service does not have this job any more.', advice: '' }

// Would catch: a job that the service denied by mistake for ten minutes, and that nobody can get back although it is still there.
test('expired jobs are looked at again, one of them and then all that match, and nothing is started', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 20 })
  const first = await launch()
  await connect(first, server)
  const run = createRunScreen(first.page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Running', JOBS)).toBeVisible()
  await first.quit()
  expireAll(first.userData)

  const { page } = await launch({ userData: first.userData })
  const history = createHistoryScreen(page)
  await history.open()
  await expect(history.jobs.inState('Result gone')).toHaveCount(JOBS)

  await test.step('one of them', async () => {
    await history.jobs.choose(handle(0))
    const job = createJobView(page)
    await job.press('Look again')
    await expect(job.state('Finished')).toBeVisible({ timeout: 60_000 })
    await expect(history.jobs.inState('Result gone')).toHaveCount(JOBS - 1)
  })

  await test.step('all that match', async () => {
    await history.search.fill('state:gone')
    await history.search.press('Enter')
    const { main } = createAppFrame(page)
    await expect(main.getByText(`${JOBS - 1} jobs fit.`)).toBeVisible()
    await main.getByRole('button', { name: 'Look again' }).first().click()
    await expect(page.getByText(`${JOBS - 1} jobs watched again.`)).toBeVisible()
    await history.liftFilter('state:gone')
    await expect(history.jobs.inState('Finished')).toHaveCount(JOBS, { timeout: 60_000 })
  })
  expect(await server.runs()).toHaveLength(JOBS)
})

/** As ten minutes of wrong answers would leave them. */
function expireAll(userData: string): void {
  const db = new DatabaseSync(join(userData, 'journal.db'))
  try {
    db.prepare(
      "UPDATE jobs SET state = 'expired', ended_at = created_at, error = ? WHERE state = 'started'",
    ).run(JSON.stringify(GONE))
    db.exec("UPDATE runs SET state = 'done', ended_at = created_at")
  } finally {
    db.close()
  }
}
