import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handle, handles } from '#e2e/fixtures/connected.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import { createGestures } from '#e2e/fixtures/gestures.ts'
import { createBatchScreen } from '#e2e/pages/batch.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { paste } from '#e2e/pages/paste.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { DOCUMENT_TEXT, TAGGING } from '#sandbox/workflows.ts'

/** A busy machine is slow. */
const PATIENT = { timeout: 60_000 }

// Would catch: a way from a run URL to a running workflow that asks for its parts one by one.
test('an application of one’s own runs three files and two URLs in six gestures', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const { page } = await launch()
  const { main } = createAppFrame(page)
  const run = createRunScreen(page)
  const files = createTestFolder()
  try {
    const paths = ['a.jpg', 'b.jpg', 'c.jpg'].map((name) => files.write(name, 2000))
    const gestures = createGestures()
    await gestures.click(main.getByRole('button', { name: 'Connect your application' }))
    const runUrl = `${server.url}/${server.apiKey}/run_workflow=id:${TAGGING.id}/${handle(9)}`
    await gestures.do(() => paste(page, runUrl))
    await gestures.click(main.getByRole('button', { name: 'Save' }))
    await expect(run.sources).toBeVisible()
    // No word of the Sandbox any more: the connection that was just saved is the one in use.
    const switcher = page.getByRole('button', { name: /^Connection: .*\. Change$/ })
    await expect(switcher).not.toHaveAccessibleName(/Sandbox/)
    await expect(run.workflow).not.toHaveValue('')
    await gestures.do(() => drop(page, paths))
    await expect(run.line('c.jpg')).toBeVisible()
    await gestures.do(() => run.paste('https://shop.example/1.jpg\nhttps://shop.example/2.jpg'))
    await expect(run.runButton).toHaveText('Run on 5 sources')
    await gestures.click(run.runButton)
    await expect(run.count('Finished', 5)).toBeVisible(PATIENT)
    expect(gestures.count()).toBe(6)
    expect((await server.runs()).map(({ workflow }) => workflow)).toEqual(
      Array.from({ length: 5 }, () => TAGGING.id),
    )
  } finally {
    files.remove()
  }
})

// Would catch: a new workflow id that has to be added and named elsewhere before a job can be run with it.
test('a job is run with a new workflow id in four gestures', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  const { page } = started
  await connect(started, server)
  const run = createRunScreen(page)
  const batch = createBatchScreen(page)
  const job = createJobView(page)
  await run.paste(handles(1))
  await run.run()
  await expect(run.jobs.inState('Finished')).toHaveCount(1, PATIENT)
  await run.jobs.choose(handle(0))
  const start = batch.rerunStrip.getByRole('button', { name: 'Run 1 job again' })
  const gestures = createGestures()
  await gestures.click(job.view.getByRole('button', { name: 'More actions' }))
  await gestures.click(page.getByRole('menuitem', { name: 'Run again with another workflow…' }))
  await expect(batch.rerunStrip.getByRole('combobox', { name: 'Workflow to run them with' })).toBeFocused()
  await gestures.do(() => page.keyboard.insertText(DOCUMENT_TEXT.id))
  await expect(start).toBeEnabled()
  await gestures.click(start)
  await expect.poll(async () => (await server.runs()).at(-1)?.workflow).toBe(DOCUMENT_TEXT.id)
  expect(gestures.count()).toBe(4)
})
