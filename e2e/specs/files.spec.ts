import { mkdirSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { expect, test, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { expectAccessible } from '#e2e/fixtures/axe.ts'
import { ask } from '#e2e/fixtures/bridge.ts'
import { connect, CONNECTION, handle } from '#e2e/fixtures/connected.ts'
import { hashesOf, makeDisk, sha256Of } from '#e2e/fixtures/disk.ts'
import { drop, dropText, hover } from '#e2e/fixtures/drop.ts'
import type { SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { frameOf } from '#e2e/pages/frame.ts'
import { jobViewOf } from '#e2e/pages/job.ts'
import { runScreenOf } from '#e2e/pages/run.ts'

/** So many slow files that a pause and a stop fall between the first and the last of them. */
const SLOW = 48
/** A loaded machine is slow. */
const LONG = { timeout: 60_000 }
const disk = makeDisk()
test.afterAll(() => disk.remove())

const uploads = async (server: SandboxProcess) => (await server.ledger()).uploads
const receivedSince = async (server: SandboxProcess, before: number): Promise<readonly string[]> =>
  (await uploads(server))
    .slice(before)
    .map(({ sha256 }) => sha256)
    .toSorted()

test('dropped files are sent by the drop, arrive changed, or go on after they were stopped', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 0.05 })
  const started = await launch()
  await connect(started, server)
  const { clipboardText, page } = started
  const run = runScreenOf(page)
  const frame = frameOf(page)

  await test.step('one file, dropped on another screen, becomes a handle and a result', async () => {
    const picture = disk.write('one.jpg', 70_000)
    await frame.goTo('History')
    await hover(page, [picture])
    await expect(run.dragLight).toContainText('Add 1 item')
    await expect(run.dragLight).toContainText(CONNECTION)
    // The pointer moves again without anything: it was let go elsewhere.
    await page.mouse.move(200, 200)
    await expect(run.dragLight).toBeHidden()
    await drop(page, [picture])
    await expect(run.line('one.jpg')).toContainText('70 kB')
    await expect(run.runButton).toHaveText('Run on 1 file')
    await expect(frame.main).toContainText('1 upload · 70 kB')
    expect((await server.ledger()).counts['upload-start']).toBeUndefined()

    await run.run()
    await expect(run.count('Finished', 1)).toBeVisible(LONG)
    const [upload] = await uploads(server)
    expect(upload).toMatchObject({ size: 70_000, sha256: await sha256Of(picture) })
    expect((await server.runs()).map(({ source }) => source)).toEqual([upload?.handle])

    await run.jobs.choose(picture)
    await jobViewOf(page).press('Copy the handle')
    await expect.poll(clipboardText).toBe(upload?.handle)
    await run.newRun.click()
  })

  await test.step('a folder tree with odd names, a pasted line and a dropped text with it', async () => {
    const before = (await uploads(server)).length
    const { folder, good } = oddTree()
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
    await expect(run.count('Finished', good.length + 2)).toBeVisible(LONG)
    expect(await receivedSince(server, before)).toEqual(await hashesOf(good))
    const names = (await uploads(server)).slice(before).map(({ filename }) => filename)
    expect(names.toSorted()).toEqual(good.map((path) => basename(path)).toSorted())
    await run.newRun.click()
    await run.sources.getByRole('button', { name: 'Clear' }).click()
  })

  await test.step('two hundred files', async () => {
    const before = (await uploads(server)).length
    const many = Array.from({ length: 200 }, (_, at) => disk.write(`many/${at}.bin`, 500 + at))
    await drop(page, many)
    await expect(run.runButton).toHaveText('Run on 200 files')
    await run.run()
    await expect(run.count('Finished', 200)).toBeVisible(LONG)
    expect(await receivedSince(server, before)).toEqual(await hashesOf(many))
    await run.newRun.click()
  })

  await test.step('pause and resume; a cancel sends nothing more', async () => {
    await pauseAndStop(started, server)
  })
})

/** Names and things that a folder may hold; `good` are the files that have to arrive. */
function oddTree(): { readonly folder: string; readonly good: readonly string[] } {
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
  const run = runScreenOf(page)
  const before = (await uploads(server)).length
  const sent = async (): Promise<number> => (await uploads(server)).length - before
  const paths = Array.from({ length: SLOW }, (_, at) => disk.write(`slow/${at}.bin`, 3000 + at))
  await server.setFaults('slow@upload-start:1s')
  await drop(page, paths)
  await run.run()
  await expect(run.uploads).toContainText(`of ${SLOW} files uploaded`)
  await expect.poll(sent).toBeGreaterThan(0)
  await run.pause()
  await expect(run.continueButton).toBeVisible()
  const paused = await sent()
  expect(paused).toBeLessThan(SLOW)

  await run.continueButton.click()
  await expect.poll(sent).toBeGreaterThan(paused)
  await run.stopSending()
  await expect(frameOf(page).main.getByRole('region', { name: `${SLOW} of ${SLOW} done` })).toBeVisible()
  const requests = async () => {
    const { counts } = await server.ledger()
    return [counts['run'], counts['upload-start'], counts['upload-put'], counts['upload-complete']]
  }
  const after = await requests()
  const kept = await sent()
  expect(kept).toBeLessThan(SLOW)
  // Another job goes all the way meanwhile: whatever the stopped ones might still send had its time.
  await run.newRun.click()
  await run.paste(handle(7))
  await run.run()
  await expect(run.count('Finished', 1)).toBeVisible(LONG)
  const [runs = 0, ...rest] = after
  expect(await requests()).toEqual([runs + 1, ...rest])
  expect(await sent()).toBe(kept)
}

test('a kill in the middle of an upload sends again what had arrived', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ lengthFactor: 0.05, faults: 'slow@upload-put:400ms' })
  const first = await launch()
  await connect(first, server)
  expect(await ask(first.page, 'settings.set', { uploadParts: 1 })).toMatchObject({ ok: true })
  const path = disk.writeSparse('long.bin', 36_000_000)
  const run = runScreenOf(first.page)
  await drop(first.page, [path])
  await run.run()
  await expect(first.page.getByText(/^Uploading \d+ %$/).first()).toBeVisible()
  await expect.poll(() => parts(server)).toBeGreaterThan(1)
  await first.kill()
  const before = await parts(server)
  await server.setFaults('')

  const again = await launch({ userData: first.userData })
  await expect(runScreenOf(again.page).count('Finished', 1)).toBeVisible()
  expect((await uploads(server)).map(({ sha256 }) => sha256)).toEqual([await sha256Of(path)])
  expect((await server.ledger()).counts['upload-start']).toBe(1)
  expect(await server.runs()).toHaveLength(1)
  // At most the part that was on its way travels twice, and the one whose answer was not journaled yet.
  const whole = Math.ceil(36_000_000 / (6 * 1024 * 1024))
  expect(await parts(server)).toBeLessThanOrEqual(whole + 1)
  expect((await parts(server)) - before).toBeLessThan(whole)
})

/** Parts that the storage took. */
const parts = async (server: SandboxProcess): Promise<number> =>
  (await server.requests('upload-put')).filter(({ accepted }) => accepted).length
