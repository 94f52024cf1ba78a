import { createHash } from 'node:crypto'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handle } from '#e2e/fixtures/connected.ts'
import { jobViewOf } from '#e2e/pages/job.ts'
import { runScreenOf } from '#e2e/pages/run.ts'
import { watchLongTasks } from './long-tasks.ts'
import { watchMain } from './main-delay.ts'
import { expectQuick } from './quick.ts'

const BYTES = 100_000_000

// Would catch: a result that is taken to pieces on the page's main thread, or on main's, and one changed on its way.
test('a result of 100 MB is opened, searched and copied, and nothing stands still', async ({
  launch,
  startSandbox,
}, info) => {
  const server = await startSandbox({ lengthFactor: 0.1, faults: `big:${BYTES}B:1` })
  const started = await launch()
  const { app, page } = started
  await connect(started, server)
  const run = runScreenOf(page)
  const job = jobViewOf(page)
  const mainDelay = await watchMain(app)
  const pageTasks = await watchLongTasks(page)
  await run.paste(handle(0))
  await run.run()
  await expect(run.jobs.inState('Finished')).toHaveCount(1)
  await run.jobs.openWhole(handle(0))

  await job.tab('JSON')
  const tree = page.getByRole('tree')
  await expect(tree.getByRole('treeitem').first()).toBeVisible()
  await page.getByRole('textbox', { name: 'Find in keys and values' }).fill('row 000999999')
  await expect(job.view.getByText('1 of 1', { exact: true })).toBeVisible()
  await expect(tree.getByRole('treeitem', { selected: true })).toContainText('row 000999999')
  await tree.hover()
  for (let turn = 0; turn < 100; turn++) await page.mouse.wheel(0, 500)
  await job.tab('Text')
  await expect(job.text).toBeVisible()
  await job.text.hover()
  for (let turn = 0; turn < 100; turn++) await page.mouse.wheel(0, 500)
  await job.press('Copy JSON')
  await expect(job.view.getByRole('status').filter({ hasText: 'Copied' })).toBeAttached()
  const tasks = await pageTasks()
  const delay = await mainDelay()

  const [accepted] = await server.runs()
  const sent = await server.body(accepted?.jobid ?? '')
  expect(Buffer.byteLength(sent)).toBe(BYTES)
  const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
  const copied = (): Promise<string> =>
    app.evaluate(async ({ clipboard }) => {
      const { createHash: create } = process.getBuiltinModule('node:crypto')
      return create('sha256')
        .update(await clipboard.readText())
        .digest('hex')
    })
  expect(await copied()).toBe(hashOf(JSON.stringify(JSON.parse(sent), null, 2)))
  await job.press('Copy raw')
  await expect.poll(copied).toBe(hashOf(sent))

  expectQuick(info, tasks, delay)
  // Handing 100 MB over to the clipboard takes its time; cutting them on main's loop took 2 s.
  expect(delay.longest).toBeLessThan(500)
})
