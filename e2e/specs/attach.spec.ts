import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handle } from '#e2e/fixtures/connected.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const webhook = (id: string): string =>
  JSON.stringify({ id: 7, action: 'fs.workflow', timestamp: 1548214263, text: { job: id } }, null, 2)

// Would catch: a job that was started elsewhere and cannot be brought here, is started again by it, or is taken for a source.
test('a job of a webhook, a status URL or its id alone is attached: watched and kept, and nothing is started', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.2 })
  const elsewhere = await launch()
  await connect(elsewhere, server)
  const other = createRunScreen(elsewhere.page)
  await other.paste([1, 2, 3].map(handle).join('\n'))
  await other.run()
  await expect(other.jobs.row(handle(3))).toContainText('Finished')
  await elsewhere.quit()
  const [first = '', second = '', third = ''] = (await server.runs()).map(({ jobid }) => jobid)

  const here = await launch()
  await connect(here, server)
  const run = createRunScreen(here.page)
  const history = createHistoryScreen(here.page)
  const { main } = createAppFrame(here.page)
  await test.step('a webhook', async () => {
    await run.paste(webhook(first))
    await expect(run.line(first)).toContainText('A job that was started already')
    await expect(run.runButton).toBeDisabled()
    await run.line(first).getByRole('button', { name: 'Attach as job' }).click()
    await here.page.getByRole('button', { name: 'Show the job' }).click()
    const job = createJobView(here.page)
    await expect(job.state('Finished')).toBeVisible()
    await expect(job.view).toContainText('attached')
    await here.page.keyboard.press('Control+1')
  })
  await test.step('a status URL and an id, together with one that nobody knows', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000'
    await run.paste(
      [second, unknown]
        .map((id) => `https://cdn.filestackcontent.com/workflow_status=job_id:${id}`)
        .join('\n'),
    )
    await main.getByRole('button', { name: 'Attach 2 jobs' }).click()
    await expect(run.line(unknown).getByRole('alert')).toBeVisible()
    await expect(run.line(second)).toHaveCount(0)
    await run.paste(third)
    await run.line(third).getByRole('button', { name: 'Attach as job' }).click()
    await expect(run.line(third)).toHaveCount(0)
    await history.open()
    for (const number of [1, 2, 3]) await expect(history.jobs.row(handle(number))).toContainText('Finished')
  })
  expect(await server.runs()).toHaveLength(3)
})
