import { expect, test } from '#e2e/fixtures/app.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { shootAll } from './shoot.ts'

test('pictures of sources: beside their cards, in the panel, blurred', async ({ launch }) => {
  const started = await launch()
  const { page } = started
  const run = createRunScreen(page)
  const { view } = createJobView(page)
  await run.chooseWorkflow('Document text')
  await run.paste('Q3pVxN7ySdGh2kLmT8Zw\nhttps://example.com/photos/harbour-at-dawn.jpg')
  await run.run()
  await expect(run.count('Finished', 2)).toBeVisible({ timeout: 60_000 })
  await createHistoryScreen(page).open()
  await run.jobs.choose('Q3pVxN7ySdGh2kLmT8Zw')
  await expect(view.getByRole('img', { name: /marked on the picture/ })).toBeVisible()
  await shootAll(started, 'pictures-panel')
  await run.jobs.openFullScreen('Q3pVxN7ySdGh2kLmT8Zw')
  await expect(view.getByRole('img', { name: /marked on the picture/ })).toBeVisible()
  await shootAll(started, 'pictures-job')
  await createAppFrame(page).goTo('Run')
  await run.newRun.click()
  await run.chooseWorkflow('Moderation')
  await run.paste(
    Array.from({ length: 12 }, (_, at) => `Pic${String(at).padStart(5, '0')}xYzAbCdEfGhI`).join('\n'),
  )
  await run.run()
  await expect(run.count('Finished', 12)).toBeVisible({ timeout: 60_000 })
  await createHistoryScreen(page).open()
  await run.jobs.rows.filter({ hasText: 'Flagged' }).first().click()
  await expect(view.getByText('Flagged: hold V to see it')).toBeVisible()
  await shootAll(started, 'pictures-flagged')
})
