import { createHash } from 'node:crypto'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handle } from '#e2e/fixtures/connected.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { watchLongTasks } from './long-tasks.ts'
import { watchMainDelay } from '#e2e/fixtures/main-delay.ts'
import { expectResponsive } from './expect-responsive.ts'

const RESULT_BYTES = 100_000_000

// Would catch: a result that is parsed or cut on the main thread of the page or of main, or one that is changed on its way.
test('a result of 100 MB is opened, searched and copied, and nothing freezes', async ({
  launch,
  startSandbox,
}, info) => {
  const server = await startSandbox({ lengthFactor: 0.1, faults: `big:${RESULT_BYTES}B:1` })
  const started = await launch()
  const { app, page } = started
  await connect(started, server)
  const run = createRunScreen(page)
  const job = createJobView(page)
  const mainDelay = await watchMainDelay(app)
  const pageTasks = await watchLongTasks(page)
  await run.paste(handle(0))
  await run.run()
  await expect(run.jobs.inState('Finished')).toHaveCount(1)
  await run.jobs.openFullScreen(handle(0))

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
  expect(Buffer.byteLength(sent)).toBe(RESULT_BYTES)
  const toHash = (text: string): string => createHash('sha256').update(text).digest('hex')
  const copied = (): Promise<string> =>
    app.evaluate(async ({ clipboard }) => {
      const { createHash: create } = process.getBuiltinModule('node:crypto')
      return create('sha256')
        .update(await clipboard.readText())
        .digest('hex')
    })
  expect(await copied()).toBe(toHash(JSON.stringify(JSON.parse(sent), null, 2)))
  await job.press('Copy raw')
  await expect.poll(copied).toBe(toHash(sent))

  expectResponsive(info, tasks, delay)
  // Giving 100 MB to the clipboard takes a while; cutting them on main's event loop took 2 s.
  expect(delay.longest).toBeLessThan(500)
})
