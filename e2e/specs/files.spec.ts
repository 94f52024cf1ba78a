import { mkdirSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { expect, test, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { expectAccessible } from '#e2e/fixtures/axe.ts'
import { requestFromMain } from '#e2e/fixtures/bridge.ts'
import { connect, CONNECTION, handle } from '#e2e/fixtures/connected.ts'
import { readHashes, createTestFolder, readSha256 } from '#e2e/fixtures/disk.ts'
import { drop, dropText, hover } from '#e2e/fixtures/drop.ts'
import type { SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

/** Enough slow files that a pause and a stop fall between the first and the last of them. */
const SLOW_FILES = 48
/** A busy machine is slow. */
const PATIENT = { timeout: 60_000 }
const disk = createTestFolder()
test.afterAll(() => disk.remove())

const readUploads = async (server: SandboxProcess) => (await server.ledger()).uploads
const readReceivedSince = async (server: SandboxProcess, before: number): Promise<readonly string[]> =>
  (await readUploads(server))
    .slice(before)
    .map(({ sha256 }) => sha256)
    .toSorted()

// Would catch: an upload that begins with the drop, a file that arrives changed, or an upload that goes on after a cancel.
test('dropped files wait for Run, arrive byte for byte, and stop when they are told to', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.05 })
  const started = await launch()
  await connect(started, server)
  const { clipboardText, page } = started
  const run = createRunScreen(page)
  const frame = createAppFrame(page)

  await test.step('one file, dropped on another screen, becomes a handle and a result', async () => {
    const picture = disk.write('one.jpg', 70_000)
    await frame.goTo('History')
    await hover(page, [picture])
    await expect(run.dropHint).toContainText('Add 1 item')
    await expect(run.dropHint).toContainText(CONNECTION)
    // The pointer moves again without files: they were dropped elsewhere.
    await page.mouse.move(200, 200)
    await expect(run.dropHint).toBeHidden()
    await drop(page, [picture])
    await expect(run.line('one.jpg')).toContainText('70 kB')
    await expect(run.runButton).toHaveText('Run on 1 file')
    await expect(frame.main).toContainText('1 upload · 70 kB')
    expect((await server.ledger()).counts['upload-start']).toBeUndefined()

    await run.run()
    await expect(run.count('Finished', 1)).toBeVisible(PATIENT)
    const [upload] = await readUploads(server)
    expect(upload).toMatchObject({ size: 70_000, sha256: await readSha256(picture) })
    expect((await server.runs()).map(({ source }) => source)).toEqual([upload?.handle])

    await run.jobs.choose(picture)
    await createJobView(page).press('Copy the handle')
    await expect.poll(clipboardText).toBe(upload?.handle)
    await run.newRun.click()
  })

  await test.step('a folder tree with odd names, a pasted line and a dropped text with it', async () => {
    const before = (await readUploads(server)).length
    const { folder, good } = writeOddTree()
    await drop(page, [folder])
    await expect(run.sources).toContainText(
      '2 hidden files, 1 system file, 1 link in a circle were left out.',
    )
    await expect(run.line('empty.bin')).toContainText('The file has no bytes.')
    await expect(run.line('pipe')).toContainText('This is no file: a named pipe.')
    await expect(run.line('twin.bin')).toContainText('same bytes as')
    await expectAccessible(page, 'rows of files')
    await run.paste(handle(1))
    await dropText(page, handle(2))
    await expect(run.runButton).toHaveText(`Run on ${good.length + 2} sources`)
    await run.run()
    await expect(run.count('Finished', good.length + 2)).toBeVisible(PATIENT)
    expect(await readReceivedSince(server, before)).toEqual(await readHashes(good))
    const names = (await readUploads(server)).slice(before).map(({ filename }) => filename)
    expect(names.toSorted()).toEqual(good.map((path) => basename(path)).toSorted())
    await run.newRun.click()
    await run.sources.getByRole('button', { name: 'Clear' }).click()
  })

  await test.step('two hundred files', async () => {
    const before = (await readUploads(server)).length
    const many = Array.from({ length: 200 }, (_, at) => disk.write(`many/${at}.bin`, 500 + at))
    await drop(page, many)
    await expect(run.runButton).toHaveText('Run on 200 files')
    await run.run()
    await expect(run.count('Finished', 200)).toBeVisible(PATIENT)
    expect(await readReceivedSince(server, before)).toEqual(await readHashes(many))
    await run.newRun.click()
  })

  await test.step('pause and resume; a cancel sends nothing more', async () => {
    await pauseAndStop(started, server)
  })
})

/** A folder with unusual names and special files. `good` are the files that must arrive. */
function writeOddTree(): { readonly folder: string; readonly good: readonly string[] } {
  const folder = join(disk.folder, 'tree')
  const names = [
    'émile & søn.jpg',
    '🙂 smile.png',
    'שלום.txt',
    '100%25 #?&.pdf',
    'quote \' and ".bin',
    'two\nlines.bin',
    `${'n'.repeat(251)}.bin`,
  ]
  const good = names.map((name, at) => disk.write(join('tree', 'deep', name), 900 + at))
  good.push(disk.writeText('tree/a.bin', 'the same'))
  disk.writeText('tree/twin.bin', 'the same')
  disk.writeText('tree/empty.bin', '')
  for (const name of ['.hidden', '.env', 'Thumbs.db']) disk.writeText(join('tree', name), 'x')
  mkdirSync(join(folder, 'loop'))
  symlinkSync(folder, join(folder, 'loop', 'again'))
  execFileSync('mkfifo', [join(folder, 'pipe')])
  return { folder, good }
}

async function pauseAndStop({ page }: LaunchedApp, server: SandboxProcess): Promise<void> {
  const run = createRunScreen(page)
  const before = (await readUploads(server)).length
  const sent = async (): Promise<number> => (await readUploads(server)).length - before
  const paths = Array.from({ length: SLOW_FILES }, (_, at) => disk.write(`slow/${at}.bin`, 3000 + at))
  await server.setFaults('slow@upload-start:1s')
  await drop(page, paths)
  await run.run()
  await expect(run.uploads).toContainText(`of ${SLOW_FILES} files uploaded`)
  await expect.poll(sent).toBeGreaterThan(0)
  await run.pause()
  await expect(run.continueButton).toBeVisible()
  const paused = await sent()
  expect(paused).toBeLessThan(SLOW_FILES)

  await run.continueButton.click()
  await expect.poll(sent).toBeGreaterThan(paused)
  await run.stopSending()
  await expect(
    createAppFrame(page).main.getByRole('region', { name: `${SLOW_FILES} of ${SLOW_FILES} done` }),
  ).toBeVisible()
  const requests = async () => {
    const { counts } = await server.ledger()
    return [counts['run'], counts['upload-start'], counts['upload-put'], counts['upload-complete']]
  }
  const after = await requests()
  const kept = await sent()
  expect(kept).toBeLessThan(SLOW_FILES)
  // Another job runs to its end meanwhile: if the stopped ones still sent something, it would have happened by now.
  await run.newRun.click()
  await run.paste(handle(7))
  await run.run()
  await expect(run.count('Finished', 1)).toBeVisible(PATIENT)
  const [runs = 0, ...rest] = after
  expect(await requests()).toEqual([runs + 1, ...rest])
  expect(await sent()).toBe(kept)
}

// Would catch: parts that had arrived and are uploaded again.
test('after a kill in the middle of an upload, only the missing parts are sent', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.05, faults: 'slow@upload-put:400ms' })
  const first = await launch()
  await connect(first, server)
  expect(await requestFromMain(first.page, 'settings.set', { uploadParts: 1 })).toMatchObject({ ok: true })
  const path = disk.writeSparse('long.bin', 36_000_000)
  const run = createRunScreen(first.page)
  await drop(first.page, [path])
  await run.run()
  await expect(first.page.getByText(/^Uploading \d+ %$/).first()).toBeVisible()
  await expect.poll(() => countParts(server)).toBeGreaterThan(1)
  await first.kill()
  const before = await countParts(server)
  await server.setFaults('')

  const again = await launch({ userData: first.userData })
  await expect(createRunScreen(again.page).count('Finished', 1)).toBeVisible()
  expect((await readUploads(server)).map(({ sha256 }) => sha256)).toEqual([await readSha256(path)])
  expect((await server.ledger()).counts['upload-start']).toBe(1)
  expect(await server.runs()).toHaveLength(1)
  // At most two parts are sent twice: the one on its way, and the one whose answer was not in the journal yet.
  const whole = Math.ceil(36_000_000 / (6 * 1024 * 1024))
  expect(await countParts(server)).toBeLessThanOrEqual(whole + 1)
  expect((await countParts(server)) - before).toBeLessThan(whole)
})

/** The number of parts that the storage accepted. */
const countParts = async (server: SandboxProcess): Promise<number> =>
  (await server.requests('upload-put')).filter(({ accepted }) => accepted).length
