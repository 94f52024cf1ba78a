import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { connect, handle } from '#e2e/fixtures/connected.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { finishedBody, startHostileServer } from '#e2e/fixtures/hostile-server.ts'

const NAMES = ['../x', '..\\x.png', '/x.png', 'CON.png', 'X.png']

/** The dialog for a folder is answered with this one. */
const answerFolder = ({ app }: LaunchedApp, folder: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, folder)

// Would catch: a service that writes anywhere on the disk, files that vanish without a word, a pattern that names them all the same.
test('a produced file named ../x stays inside the folder; that files vanish is said once', async ({
  launch,
}) => {
  const server = await startHostileServer(({ path }, url) => {
    if (path.includes('/wf://')) return { headers: { 'Content-Type': 'image/png' }, body: 'bytes' }
    const jobid = /workflow_status=job_id:([\w-]+)/.exec(path)?.[1]
    if (jobid === undefined) return null
    const tasks = NAMES.map((filename, at) => [
      `store_${at}`,
      { url: `${url}/HostileKeyAbCdEfGhIjKz/wf://w/${jobid}/h${at}`, mimetype: 'image/png', filename },
    ])
    return { body: finishedBody(jobid, Object.fromEntries(tasks)) }
  })
  const started = await launch()
  const { page, userData } = started
  const { main } = createAppFrame(page)
  const folder = join(userData, 'chosen')
  mkdirSync(folder)
  const outside = readdirSync(userData).filter((name) => name.startsWith('x') || name.startsWith('X'))
  await answerFolder(started, folder)
  await connect(started, server)
  const run = createRunScreen(page)
  await run.paste(handle(1))
  await run.run()
  await expect(run.count('Finished', 1)).toBeVisible({ timeout: 30_000 })

  await test.step('that they vanish is said, and not again', async () => {
    await expect(main).toContainText('which the service deletes with the result')
    await main.getByRole('button', { name: 'Not now' }).click()
    await expect(main.getByRole('button', { name: 'Keep produced files' })).toHaveCount(0)
  })
  await test.step('a field that is not known is told before anything is saved', async () => {
    await createHistoryScreen(page).open()
    await createHistoryScreen(page).jobs.rows.first().click()
    const job = createJobView(page)
    await job.tab('Files')
    await job.press('Save all…')
    await main.getByLabel('Names').fill('../{nmae}.{ext}')
    await expect(main).toContainText('“{nmae}” is not understood.')
    await expect(main.getByRole('button', { name: 'Choose a folder…' })).toBeDisabled()
  })
  await test.step('all of them lie in the folder', async () => {
    await main.getByLabel('Names').fill('../{name}.{ext}')
    await main.getByRole('switch', { name: 'A JSON file beside each' }).click()
    await main.getByRole('button', { name: 'Choose a folder…' }).click()
    await expect(main).toContainText(`5 files saved (25 B) in ${folder}.`)
    const saved = readdirSync(folder)
    expect(saved).toHaveLength(NAMES.length * 2 + 1)
    expect(saved.filter((name) => name.endsWith('.json'))).toHaveLength(NAMES.length)
    expect(new Set(saved.map((name) => name.toLowerCase())).size).toBe(saved.length)
    expect(readFileSync(join(folder, saved.find((name) => name.endsWith('.png')) ?? ''), 'utf8')).toBe(
      'bytes',
    )
    expect(readdirSync(userData).filter((name) => /^x/i.test(name))).toEqual(outside)
  })
  await server.close()
})
