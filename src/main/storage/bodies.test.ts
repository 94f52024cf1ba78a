import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { discardBody, isIntactBody } from '#main/lib/body-file.ts'
import { openJournalDatabase } from './journal/journal-database.ts'
import { createJournalWrites } from './journal/writes/journal-writes.ts'
import { createIncomingBodies } from './incoming-bodies.ts'
import { toBodyPath, MAX_INLINE_BODY_BYTES, openBody } from './bodies.ts'
import { receiveBody } from './testing/receive-body.ts'
import { at, openTestJournal, newRun, createScratchFolder } from './testing/journals.ts'

/** Every byte value, also those that are no UTF-8. */
const bytesOf = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * 131 + 7) % 256)

// Would catch: a body that is decoded and encoded again, cut at the boundary, or kept with another's hash.
test.each([0, 1, MAX_INLINE_BODY_BYTES - 1, MAX_INLINE_BODY_BYTES, MAX_INLINE_BODY_BYTES + 1, 3_000_000])(
  'a body of %i bytes is kept byte for byte',
  async (length) => {
    const folder = createScratchFolder(onTestFinished)
    const { writer, reader } = await openTestJournal(folder, onTestFinished)
    const run = newRun(1)
    await writer.createRun(run)
    const { id } = at(run.jobs, 0)
    const bytes = bytesOf(length)
    // A view into something larger: only its part may be kept, and the caller goes on using it.
    const whole = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')])
    const view = whole.subarray(6, 6 + length)
    const body = { bytes: length, sha256: createHash('sha256').update(bytes).digest('hex') }
    const change = { id, from: 'ready', to: 'finished', patch: { summary: 's' } } as const
    expect(await writer.archive(change, view)).toEqual(body)
    expect(await reader.job(id)).toMatchObject({ state: 'finished', summary: 's', body })
    expect(whole.subarray(0, 6).toString()).toBe('before')

    const stored = await reader.body(id)
    expect(stored).toMatchObject({ kind: length > MAX_INLINE_BODY_BYTES ? 'file' : 'inline', info: body })
    if (stored === null) return
    expect(Buffer.compare(await buffer(await openBody(stored)), bytes)).toBe(0)
    expect(existsSync(toBodyPath(folder, id))).toBe(length > MAX_INLINE_BODY_BYTES)
    expect(existsSync(`${toBodyPath(folder, id)}.tmp`)).toBe(false)
  },
)

// Would catch: a late archive that overwrites the result of a job that has already ended.
test('an archive that comes too late keeps nothing', async () => {
  const folder = createScratchFolder(onTestFinished)
  const { writer, reader } = await openTestJournal(folder, onTestFinished)
  const run = newRun(1)
  await writer.createRun(run)
  const { id } = at(run.jobs, 0)
  const first = bytesOf(MAX_INLINE_BODY_BYTES + 5)
  await writer.archive({ id, from: 'ready', to: 'finished', patch: {} }, first)
  const late = await writer.archive(
    { id, from: 'ready', to: 'finished', patch: {} },
    bytesOf(MAX_INLINE_BODY_BYTES + 9),
  )
  expect(late).toBeNull()
  expect(Buffer.compare(readFileSync(toBodyPath(folder, id)), first)).toBe(0)
  expect((await reader.job(id))?.body?.bytes).toBe(first.length)
})

// Would catch: a job that counts as archived though its body found no room, and a writer that is dead afterwards.
test.runIf(process.platform === 'linux')('a body that finds no room leaves its job as it was', async () => {
  const folder = createScratchFolder(onTestFinished)
  const { writer, reader } = await openTestJournal(folder, onTestFinished)
  const run = newRun(2)
  await writer.createRun(run)
  const [id, other] = [at(run.jobs, 0).id, at(run.jobs, 1).id]
  const temporary = `${toBodyPath(folder, id)}.tmp`
  mkdirSync(dirname(temporary), { recursive: true })
  symlinkSync('/dev/full', temporary)

  const change = { id, from: 'ready', to: 'finished', patch: {} } as const
  const bytes = bytesOf(MAX_INLINE_BODY_BYTES + 1)
  const [full, beside] = await Promise.allSettled([
    writer.archive(change, bytes),
    writer.change({ id: other, from: 'ready', to: 'sending', patch: {} }),
  ])
  expect(full).toMatchObject({ status: 'rejected', reason: { error: { code: 'journal.diskFull' } } })
  expect(beside).toMatchObject({ status: 'fulfilled', value: true })
  expect(await reader.job(id)).toMatchObject({ state: 'ready', body: null })
  expect(await reader.body(id)).toBeNull()

  rmSync(temporary)
  expect(await writer.archive(change, bytes)).not.toBeNull()
})

// Would catch: a large body that is cut or mixed up between its pieces, or one that came too late and takes the place of the first.
test('a body that is written as it arrives is kept byte for byte, beside other commits, and a late one changes nothing', async () => {
  const folder = createScratchFolder(onTestFinished)
  const { writer, reader } = await openTestJournal(folder, onTestFinished)
  const run = newRun(2)
  await writer.createRun(run)
  const [large, small] = [at(run.jobs, 0), at(run.jobs, 1)]
  const [bytes, lateBytes] = [randomBytes(9_000_001), randomBytes(8_500_000)]
  const [firstFile, lateFile] = await Promise.all([
    receiveBody(folder, bytes, 65_536),
    receiveBody(folder, lateBytes, 70_001),
  ])
  const change = { id: large.id, from: 'ready', to: 'finished', patch: {} } as const
  const [first, late, other] = await Promise.all([
    writer.archive(change, firstFile),
    writer.archive(change, lateFile),
    writer.change({ id: small.id, from: 'ready', to: 'sending', patch: {} }),
  ])
  expect(late).toBeNull()
  expect(other).toBe(true)
  const kept = await reader.body(large.id)
  if (kept?.kind !== 'file') throw new Error('no file')
  expect(kept.info).toEqual(first)
  expect(Buffer.compare(readFileSync(kept.path), bytes)).toBe(0)
  expect(isIntactBody(kept.info, readFileSync(kept.path))).toBe(true)
  expect(readdirSync(dirname(kept.path))).toEqual([basename(kept.path)])
  await discardBody(lateFile)
  expect(readdirSync(join(folder, 'bodies', 'incoming'))).toEqual([])
})

// Would catch: a result that is lost because the commit beside it failed after its file had been moved.
test('a body whose commit fails is kept when it is tried again', async () => {
  const folder = createScratchFolder(onTestFinished)
  const { db } = openJournalDatabase(folder, 0)
  onTestFinished(() => db.close())
  const writes = createJournalWrites(db, folder)
  const run = newRun(1)
  writes.createRun(run, run.jobs)
  const { id } = at(run.jobs, 0)
  const file = await receiveBody(folder, randomBytes(300_000))
  const change = { id, from: 'ready', to: 'finished', patch: {} } as const
  db.exec('BEGIN')
  writes.archiveFile(change, file)
  db.exec('ROLLBACK')
  expect(writes.archiveFile(change, file)).toEqual({ bytes: 300_000, sha256: file.sha256 })
  expect(existsSync(toBodyPath(folder, id))).toBe(true)
})

// Would catch: the halves of results that killed processes leave, which nobody ever removes.
test('what an earlier process had begun to receive is removed by the next start', async () => {
  const folder = createScratchFolder(onTestFinished)
  const { path } = await receiveBody(folder, randomBytes(1000))
  expect(existsSync(path)).toBe(true)
  await openTestJournal(folder, onTestFinished)
  expect(existsSync(path)).toBe(false)
})

// Would catch: a server that is listened to for gigabytes although nothing of them can be written, or a sink that never ends.
test.runIf(process.platform === 'linux')('a body that finds no room says so at once', async () => {
  const folder = createScratchFolder(onTestFinished)
  // A file in the place of the folder.
  mkdirSync(join(folder, 'bodies'))
  symlinkSync('/dev/full', join(folder, 'bodies', 'incoming'))
  const failed = Promise.withResolvers<string>()
  const sink = createIncomingBodies(folder)({
    onDrain: () => undefined,
    onFailure: ({ code }) => failed.resolve(code),
  })
  sink.write(randomBytes(100_000))
  expect(await failed.promise).toBe('journal.unwritable')
  sink.write(randomBytes(100_000))
  expect(await sink.finish()).toMatchObject({ ok: false, error: { code: 'journal.unwritable' } })
})
