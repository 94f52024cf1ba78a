import { expect, test } from '#e2e/fixtures/app.ts'
import { connect } from '#e2e/fixtures/connected.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import { drop, hover } from '#e2e/fixtures/drop.ts'
import { sheet } from '#e2e/fixtures/sheet.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { waitForResult, writeShopFolder } from './scenes.ts'
import { ALL_SCREENS, setAppearance, LARGE, shoot, shootAll } from './shoot.ts'

const disk = createTestFolder()
test.afterAll(() => disk.remove())

test('files, from the drop to the result', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ faults: 'slow@upload-put:2s' })
  const started = await launch()
  const { page } = started
  await connect(started, server)
  const run = createRunScreen(page)
  const folder = writeShopFolder(disk)
  for (const theme of ['light', 'dark'] as const) {
    await setAppearance(started, theme, LARGE)
    await hover(page, [folder, `${folder}/red-sneaker.png`, `${folder}/spring/teaser.mp4`])
    await expect(run.dropHint).toBeVisible()
    await shoot(started, ALL_SCREENS, `files-dragging-${theme}`, 'stays')
    await page.mouse.move(0, 0)
  }
  await drop(page, [folder])
  // The browser swallows what is pasted while it still delivers the drop.
  await expect(run.runButton).toHaveText(/files$/)
  await run.paste('Q3pVxN7ySdGh2kLmT8Zw\nhttps://example.com/photos/harbour-at-dawn.jpg')
  await expect(run.runButton).toHaveText('Run on 10 sources')
  await expect(run.sources.locator('canvas')).toHaveCount(6)
  await shootAll(started, 'files-rows')
  await run.run()
  await expect(run.uploads).toBeVisible()
  await shootAll(started, 'files-uploading')
  await expect(run.count('Finished', 10)).toBeVisible({ timeout: 60_000 })
  await createHistoryScreen(page).open()
  await expect(page.locator('img[src^="/pictures/"]').first()).toBeVisible()
  await shootAll(started, 'files-history')
  await run.jobs.choose(`${folder}/red-sneaker.png`)
  await waitForResult(page)
  await shootAll(started, 'files-job')
  await createAppFrame(page).goTo('Run')
  await run.newRun.click()
  await drop(page, [folder])
  await expect(run.existingLine(/already have/)).toBeVisible()
  await shootAll(started, 'files-known')
})

test('a sheet, from the drop to its rows', async ({ launch }) => {
  const started = await launch()
  const { page } = started
  const run = createRunScreen(page)
  await drop(page, [
    disk.writeText('autumn.csv', `${sheet(1, 40)}\nSKU-00041,Shoe 41,,red\nSKU-00042,Shoe 42,two words,red`),
  ])
  await expect(run.listQuestion.getByRole('button', { name: 'Use as a list' })).toBeEnabled()
  await shootAll(started, 'list-question')
  await run.listQuestion.getByRole('button', { name: 'Use as a list' }).click()
  await expect(run.runButton).toHaveText('Run on 40 sources')
  await shootAll(started, 'list-rows')
})
