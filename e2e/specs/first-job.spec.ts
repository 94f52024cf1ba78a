import { readBuiltinBody } from '#e2e/fixtures/builtin-sandbox.ts'
import { expect, test, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const SOURCES = [
  'Q3pVxN7ySdGh2kLmT8Zw',
  'https://example.com/photos/harbour-at-dawn.jpg',
  'src://catalogue/shoes/red-sneaker.png',
] as const
const [HANDLE, URL_SOURCE, ALIAS] = SOURCES

// Would catch: a result that is lost or changed between paste, copy and the next start.
test('a result reaches the clipboard unchanged, and is there after a restart', async ({ launch }) => {
  const first = await launch()
  const run = createRunScreen(first.page)
  await run.paste(SOURCES.join('\n'))
  await expect(run.runButton).toHaveText('Run on 3 sources')
  await run.run()
  await expect(run.jobs.inState('Finished')).toHaveCount(3, { timeout: 20_000 })

  await run.jobs.choose(URL_SOURCE)
  await expectCopiesOf(first, URL_SOURCE)

  await test.step('JSON from a row', async () => {
    await run.jobs.chooseFromMenu(ALIAS, 'Copy JSON')
    await expect.poll(first.clipboardText).toContain('src://catalogue/shoes/red-sneaker.png')
  })
  await first.quit()

  const again = await launch({ userData: first.userData })
  const history = createHistoryScreen(again.page)
  await history.open()
  await expect(history.jobs.inState('Finished')).toHaveCount(3)
  await history.jobs.openFullScreen(HANDLE)
  await expect(history.jobs.grid).toBeHidden()
  await expectCopiesOf(again, HANDLE)
})

/** The chosen job shows and copies exactly what the Sandbox sent. */
async function expectCopiesOf({ clipboardText, page, userData }: LaunchedApp, source: string): Promise<void> {
  const job = createJobView(page)
  await expect(job.view).toHaveAccessibleName(`Job on ${source}`)
  const sent = await readBuiltinBody(userData, (await job.requests())[1] ?? '')
  expect(JSON.parse(sent)).toMatchObject({ status: 'Finished' })

  await job.tab('Text')
  await expect(job.text).toBeVisible()
  expect(await job.text.textContent()).toBe(sent)
  await job.press('Copy raw')
  await expect.poll(clipboardText).toBe(sent)
  await job.press('Copy JSON')
  await expect.poll(clipboardText).not.toBe(sent)
  const indented = await clipboardText()
  expect(indented).toContain('\n  "')
  expect(indented.replaceAll(/\s/g, '')).toBe(sent.replaceAll(/\s/g, ''))
}
