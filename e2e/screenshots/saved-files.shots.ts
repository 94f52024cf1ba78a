import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { THUMBNAILS } from '#sandbox/workflows.ts'
import { shootAll } from './shoot.ts'

test('produced files that are saved', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: 0.05 })
  const started = await launch()
  const { app, page, userData } = started
  const { main } = createAppFrame(page)
  const run = createRunScreen(page)
  const history = createHistoryScreen(page)
  const folder = join(userData, 'Pictures')
  mkdirSync(folder)
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, folder)
  await connect(started, server)
  await run.addWorkflow(THUMBNAILS.id, 'Thumbnails')
  await run.paste(handles(12))
  await run.run()
  await expect(run.count('Finished', 12)).toBeVisible({ timeout: 60_000 })
  await shootAll(started, 'saved-files-offer')
  await main.getByRole('button', { name: 'Not now' }).click()
  await history.open()
  await history.jobs.rows.first().click()
  const job = createJobView(page)
  await job.tab('Files')
  await job.press('Save all…')
  await shootAll(started, 'saved-files-form')
  await main.getByRole('button', { name: 'Choose a folder…' }).click()
  await expect(main).toContainText('4 files saved')
  await shootAll(started, 'saved-files-done')
})
