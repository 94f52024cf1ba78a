import { expect, test } from '#e2e/fixtures/app.ts'
import { requestFromMain } from '#e2e/fixtures/bridge.ts'
import { connect } from '#e2e/fixtures/connected.ts'
import { readHashes, createTestFolder, readSha256 } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { watchLongTasks } from './long-tasks.ts'

const disk = createTestFolder()
test.afterAll(() => disk.remove())

const LARGE_FILE_BYTES = 300_000_000
const PART_BYTES = 6 * 1024 * 1024
const PARTS_AT_ONCE = 2

// Would catch: an upload that begins again after a kill, or a file that is put together wrongly after a restart.
test('after a kill in the middle of 300 MB, only the missing parts are sent', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ faults: 'slow@upload-put:150ms' })
  const parts = async (): Promise<number> =>
    (await server.requests('upload-put')).filter(({ accepted }) => accepted).length
  const first = await launch()
  await connect(first, server)
  await requestFromMain(first.page, 'settings.set', { uploadParts: PARTS_AT_ONCE })
  const path = disk.writeSparse('large.bin', LARGE_FILE_BYTES)
  await drop(first.page, [path])
  await createRunScreen(first.page).run()
  const whole = Math.ceil(LARGE_FILE_BYTES / PART_BYTES)
  await expect.poll(parts, { timeout: 120_000 }).toBeGreaterThan(whole / 3)
  await first.kill()
  const before = await parts()
  expect(before).toBeLessThan(whole)
  await server.setFaults('')

  const again = await launch({ userData: first.userData })
  await expect(createRunScreen(again.page).count('Finished', 1)).toBeVisible()
  const { uploads, counts } = await server.ledger()
  expect(uploads.map(({ sha256 }) => sha256)).toEqual([await readSha256(path)])
  expect(counts['upload-start']).toBe(1)
  // Sent again: what was on its way when the app was killed, and what had arrived but was not in the journal yet.
  expect(await parts()).toBeLessThanOrEqual(whole + PARTS_AT_ONCE)
})

const FILES = 10_000

// Would catch: a window that freezes under a folder of ten thousand files, files lost, memory that grows with them.
test('ten thousand small files are listed at once and uploaded each, and memory stays flat', async ({
  launch,
  startSandbox,
}, info) => {
  const server = await startSandbox({ lengthFactor: 0.1 })
  const started = await launch()
  await connect(started, server)
  const { app, page } = started
  const paths = Array.from({ length: FILES }, (_, at) => disk.write(`small/${at}.bin`, 200 + (at % 700)))
  const run = createRunScreen(page)
  const began = Date.now()
  await drop(page, [`${disk.folder}/small`])
  // Watched from here: for the drop itself, the stand-in host reads the paths in its own, slower way.
  const longTasks = await watchLongTasks(page)
  // Checked at every frame: an expectation checks less and less often.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('h2')].some(({ textContent }) => textContent === 'Sources (10,000)'),
  )
  const listJobs = Date.now() - began
  await run.sources.hover()
  for (let turn = 0; turn < 100; turn++) await page.mouse.wheel(0, 3000)
  await expect(run.runButton).toHaveText('Run on 10,000 files')
  await run.run()

  const uploaded = async (): Promise<number> => (await server.ledger()).uploads.length
  const memory: number[] = []
  for (let tenth = 1; tenth <= 10; tenth++) {
    await expect.poll(uploaded, { timeout: 5 * 60_000 }).toBeGreaterThanOrEqual((FILES * tenth) / 10)
    memory.push(await app.evaluate(() => process.memoryUsage().rss))
  }
  const tasks = await longTasks()
  await expect(run.count('Finished', FILES)).toBeVisible({ timeout: 10 * 60_000 })
  const received = (await server.ledger()).uploads.map(({ sha256 }) => sha256).toSorted()
  expect(received).toEqual(await readHashes(paths))

  info.annotations.push(
    { type: 'list there after', description: `${listJobs} ms` },
    { type: 'memory at each tenth', description: memory.map((bytes) => Math.round(bytes / 1e6)).join(', ') },
    { type: 'tasks over 50 ms', description: tasks.join(', ') || 'none' },
  )
  expect.soft(listJobs).toBeLessThan(1000)
  // After the first tenth, the same work only repeats.
  const [early = 0, late = 0] = [memory[1], memory.at(-1)]
  expect.soft(late).toBeLessThan(early * 1.2)
  expect(tasks).toEqual([])
})
