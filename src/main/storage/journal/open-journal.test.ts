import { existsSync, readdirSync, readFileSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { JournalError, type JournalProgress } from './journal.ts'
import { LATEST_VERSION, migrate, MIGRATIONS } from './migrations/migrate.ts'
import { openJournal } from './open-journal.ts'
import {
  at,
  openTestJournal,
  newRun,
  newUpload,
  createScratchFolder,
  journalWorkers,
} from '#main/storage/testing/journals.ts'

const NOW = Date.UTC(2026, 10, 23, 15)
const ASIDE = 'journal-damaged-2026-11-23T15-00-00.db'

/** A closed journal of one run with inline bodies; its file is some 50 pages long. */
async function written(jobs = 200) {
  const folder = createScratchFolder(onTestFinished)
  const journal = await openJournal({ folder, spawn: journalWorkers() })
  const run = newRun(jobs)
  await journal.writer.createRun(run)
  const { id } = at(run.jobs, 0)
  await journal.writer.archive({ id, from: 'ready', to: 'finished', patch: {} }, Buffer.from('{"kept":1}'))
  const upload = newUpload()
  await journal.writer.createUpload(upload)
  await journal.writer.addPart(upload.id, { number: 1, bytes: 2, etag: '"e"' })
  await journal.writer.recordOutputFile({ jobId: id, pointer: '/p', bytes: 1, sha256: 's', mimetype: 'm' })
  const sent = at(run.jobs, 1).id
  await journal.writer.change({ id: sent, from: 'ready', to: 'sending', patch: { sentAt: NOW } })
  await journal.writer.change({ id: sent, from: 'sending', to: 'unknown', patch: {} })
  await journal.close()
  return { folder, file: join(folder, 'journal.db'), run, upload }
}

function foreign(file: string): void {
  unlinkSync(file)
  const db = new DatabaseSync(file)
  db.exec('CREATE TABLE jobs (a)')
  db.close()
}

// Would catch: a damaged file that keeps the app from starting, is deleted, or goes unsaid.
test.each([
  [
    'no database',
    (file: string) => writeFileSync(file, 'this is no database, but long enough to look at '.repeat(99)),
  ],
  ['of zero bytes', (file: string) => writeFileSync(file, '')],
  ['a database of something else', (file: string) => foreign(file)],
  ['cut in the first page', (file: string) => truncateSync(file, 1000)],
])('a file that is %s is set aside and told, and the journal works', async (_, damage) => {
  const { folder, file } = await written()
  damage(file)
  const bytes = readFileSync(file)
  const { writer, reader, notices, readOnly } = await openTestJournal(folder, onTestFinished, NOW)
  expect(readOnly).toBe(false)
  expect(notices).toMatchObject([{ error: { code: 'journal.damaged' } }])
  expect(at(notices, 0).error.message).toContain(ASIDE)
  expect(Buffer.compare(readFileSync(join(folder, ASIDE)), bytes)).toBe(0)
  const run = newRun(2)
  await writer.createRun(run)
  expect(await reader.count({})).toBe(2)
  // The mended file too is written through a log, so that reading never blocks writing.
  expect(existsSync(`${file}-wal`)).toBe(true)
})

// Would catch: a salvage that gives up at the first page it cannot read.
test('what can be read of a damaged file is kept', async () => {
  const { folder, file, run } = await written(2_000)
  const bytes = readFileSync(file)
  // A third of the file into rubbish, but not the roots at its beginning.
  const from = Math.floor(bytes.length / 3 / 4096) * 4096
  bytes.fill(0xa5, from, from + 8 * 4096)
  writeFileSync(file, bytes)

  const { writer, reader, notices } = await openTestJournal(folder, onTestFinished, NOW)
  expect(notices).toMatchObject([{ error: { code: 'journal.damaged' } }])
  const left = await reader.count({})
  expect(left).toBeGreaterThan(500)
  const kept = (await reader.page({}, null, 5_000)).jobs
  expect(kept).toHaveLength(left)
  for (const job of kept) expect(job.source).toEqual(at(run.jobs, job.position).source)
  expect(await reader.run(run.id)).toMatchObject({ total: left })
  const waiting = kept.find((job) => job.state === 'ready')
  const change = { id: waiting?.id ?? '', from: 'ready', to: 'sending', patch: {} } as const
  expect(await writer.change(change)).toBe(true)
})

// Would catch: jobs without a run after a salvage, which no screen would show, or which would be sent unasked.
test('jobs whose run is lost get it again, paused', async () => {
  const { folder, file, run, upload } = await written()
  const db = new DatabaseSync(file)
  db.exec('DELETE FROM runs')
  db.close()
  writeFileSync(join(folder, 'journal.damaged'), '')
  const { reader } = await openTestJournal(folder, onTestFinished, NOW)
  expect(await reader.run(run.id)).toMatchObject({ state: 'paused', total: 200, workflowId: 'workflow' })
  const stored = await reader.body(at(run.jobs, 0).id)
  expect(stored?.kind === 'inline' && Buffer.from(stored.bytes).toString()).toBe('{"kept":1}')
  expect(existsSync(join(folder, 'journal.damaged'))).toBe(false)
  // What was uploaded, kept and billed is not forgotten either.
  expect(await reader.upload(upload.id)).toEqual(upload)
  expect(await reader.parts(upload.id)).toHaveLength(1)
  expect(await reader.storedOutputFiles(at(run.jobs, 0).id)).toHaveLength(1)
  expect(await reader.billedStarts('connection', NOW)).toMatchObject({ today: { accepted: 0, maybe: 1 } })
})

// Would catch: a file cut off behind its first pages that opens without a word and fails later.
test('a truncated file is noticed at the start', async () => {
  const { folder, file } = await written(2_000)
  truncateSync(file, Math.floor(readFileSync(file).length / 2))
  const { reader, notices } = await openTestJournal(folder, onTestFinished, NOW)
  expect(notices).toHaveLength(1)
  expect(await reader.count({})).toBeGreaterThan(0)
})

// Would catch: an older app that writes into, migrates or sets aside the history of a newer one.
test('a newer journal is open for reading only', async () => {
  const { folder, file, run } = await written()
  const db = new DatabaseSync(file)
  db.exec(`ALTER TABLE jobs ADD COLUMN of_the_future TEXT; PRAGMA user_version = ${LATEST_VERSION + 1}`)
  db.close()
  const { writer, reader, notices, readOnly } = await openTestJournal(folder, onTestFinished)
  expect(readOnly).toBe(true)
  expect(notices).toMatchObject([{ error: { code: 'journal.readOnly' } }])
  expect(await reader.run(run.id)).toMatchObject({ total: 200 })
  expect((await reader.page({ states: ['finished'] }, null, 10)).jobs).toHaveLength(1)
  const refused = writer.createRun(newRun(1))
  await expect(refused).rejects.toBeInstanceOf(JournalError)
  await expect(refused).rejects.toMatchObject({ error: { code: 'journal.readOnly' } })
})

// Would catch: a sound journal taken for a damaged one.
test('a sound journal is opened again without a notice, also with a salvage cut off half-way', async () => {
  const { folder, file, run } = await written()
  const first = await openJournal({ folder, spawn: journalWorkers() })
  expect(first.notices).toEqual([])
  await first.close()

  // Killed between the two renames: what was salvaged does not have the journal's name yet.
  writeFileSync(join(folder, 'journal-rescue.db'), readFileSync(file))
  writeFileSync(join(folder, ASIDE), 'the damaged one')
  unlinkSync(file)
  const { reader, notices } = await openTestJournal(folder, onTestFinished)
  expect(notices).toEqual([])
  expect(await reader.run(run.id)).toMatchObject({ total: 200 })
  expect(readdirSync(folder)).not.toContain('journal-rescue.db')
})

// Would catch: an exception of Node, or a promise that never settles, where nothing can be written.
test('a folder that cannot be made is a journal error', async () => {
  const file = join(createScratchFolder(onTestFinished), 'file')
  writeFileSync(file, '')
  const opening = openJournal({ folder: join(file, 'data'), spawn: journalWorkers() })
  await expect(opening).rejects.toMatchObject({ error: { code: 'journal.unwritable' } })
})

// Would catch: minutes without a word while a large journal is brought to the newest form or rescued.
test('while a journal is upgraded or rescued, it is told how far that is', async () => {
  const open = async (folder: string) => {
    const told: JournalProgress[] = []
    const journal = await openJournal({
      folder,
      spawn: journalWorkers(),
      onProgress: (progress) => void told.push(progress),
    })
    const jobs = await journal.reader.count({})
    await journal.close()
    return { told, jobs }
  }
  const older = createScratchFolder(onTestFinished)
  const db = new DatabaseSync(join(older, 'journal.db'))
  migrate(db, older, MIGRATIONS.slice(0, -1))
  db.close()
  expect((await open(older)).told).toEqual([
    { kind: 'upgrade', share: 0 },
    { kind: 'upgrade', share: 0.5 },
  ])
  expect((await open(older)).told).toEqual([])

  const { folder } = await written(5000)
  expect((await open(folder)).told).toEqual([])
  writeFileSync(join(folder, 'journal.damaged'), '')
  const rescued = await open(folder)
  expect(rescued.jobs).toBeGreaterThan(4000)
  const shares = rescued.told.map(({ kind, share }) => (kind === 'salvage' ? share : Number.NaN))
  expect(shares.length).toBeGreaterThan(2)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect([shares[0], (shares.at(-1) ?? 2) <= 1]).toEqual([0, true])
})
