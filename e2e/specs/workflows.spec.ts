import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handle } from '#e2e/fixtures/connected.ts'
import { finishedBody, startHostileServer } from '#e2e/fixtures/hostile-server.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

// Would catch: a moderation that somebody took out of the workflow, unnoticed for weeks; names of tasks that no card shows.
test('a workflow says how it goes, that a task is missing since the third job, and how its tasks are called', async ({
  launch,
}) => {
  const shape = { isModerated: true }
  const server = await startHostileServer(({ path }) => {
    const jobid = /workflow_status=job_id:([\w-]+)/.exec(path)?.[1]
    if (jobid === undefined) return null
    const tags_2 = { data: { tags: { auto: { shoe: 90 }, user: null } } }
    const sfw = shape.isModerated ? { sfw_1: { data: { sfw: true } } } : {}
    return { body: finishedBody(jobid, { ...sfw, tags_2 }) }
  })
  const started = await launch()
  const { page } = started
  const { main, goTo } = createAppFrame(page)
  const run = createRunScreen(page)
  await connect(started, server)
  const runThree = async (from: number): Promise<void> => {
    await goTo('Run')
    await run.paste([0, 1, 2].map((at) => handle(from + at)).join('\n'))
    await run.run()
    await expect(run.count('Finished', 3)).toBeVisible({ timeout: 60_000 })
    await run.newRun.click()
  }
  await runThree(0)
  await goTo('Workflows')
  const row = main.getByRole('row', { name: /Tag pictures/ })
  await expect(row).toContainText('100 % of 3')
  await expect(main).not.toContainText('Its results changed')
  shape.isModerated = false
  await runThree(3)
  await goTo('Workflows')
  await expect(main).toContainText(/Its results changed on .*: sfw missing since\./)
  await row.getByRole('button', { name: 'Details of Tag pictures' }).click()
  await main.getByRole('textbox', { name: 'Note' }).fill('Asks for the shop')
  await page.keyboard.press('Enter')
  await main.getByRole('textbox', { name: 'Name of the task tags_2' }).fill('Keywords')
  await page.keyboard.press('Enter')
  await main.getByRole('button', { name: 'Seen' }).click()
  await expect(main).not.toContainText('Its results changed')
  await createHistoryScreen(page).open()
  await createHistoryScreen(page).jobs.rows.first().click()
  await expect(createJobView(page).view.getByRole('heading', { name: 'Keywords' })).toBeVisible()
  await server.close()
})
