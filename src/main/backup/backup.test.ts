import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pack } from 'tar-stream'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { MAX_INLINE_BODY_BYTES } from '#main/storage/bodies.ts'
import { journalFile, openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { createScratchFolder, newJob, newRun } from '#main/storage/testing/journals.ts'
import type { BackupProgress } from '#shared/model/backup.ts'
import { finishRestore } from './finish-restore.ts'
import { stageRestore } from './stage-restore.ts'
import { writeBackup } from './write-backup.ts'

const CIPHERTEXT = 'CANARYciphertextCANARY'
const scratch = (): string => createScratchFolder(onTestFinished)

/** A history with a small result, one that is a file, a job that waits, a sealed link, and settings. */
function makeHistory(): string {
  const folder = scratch()
  const { db } = openJournalDatabase(folder, 0)
  const writes = createJournalWrites(db, folder)
  const [small, large] = [newJob(0, { state: 'started' }), newJob(1, { state: 'started' })]
  const sealed = new TextEncoder().encode(CIPHERTEXT)
  writes.createRun(newRun(0), [small, large, newJob(2), newJob(3, { sealed })])
  const end = (id: string, body: Uint8Array): void =>
    void writes.archive({ id, from: 'started', to: 'finished', patch: {} }, body)
  end(small.id, Buffer.from('{"status":"Finished","big":12345678901234567890}'))
  end(large.id, Buffer.alloc(MAX_INLINE_BODY_BYTES + 1, 'x'))
  db.close()
  mkdirSync(join(folder, 'files', 'ab', 'job-ab'), { recursive: true })
  writeFileSync(join(folder, 'files', 'ab', 'job-ab', '0'.repeat(32)), 'a produced file')
  writeFileSync(join(folder, 'files', 'ab', 'job-ab', 'x.tmp'), 'half written')
  const connection = { id: 'c1', name: 'Shop', security: { kind: 'secret', sealed: CIPHERTEXT } }
  writeFileSync(join(folder, 'connections.json'), JSON.stringify({ version: 2, connections: [connection] }))
  writeFileSync(join(folder, 'settings.json'), '{"version":1,"theme":"dark"}')
  return folder
}

async function backUp(folder: string): Promise<string> {
  const file = join(scratch(), 'history.flowbench')
  expect(await writeBackup({ folder, file, replace: false, now: 1 })).toMatchObject({ ok: true })
  return file
}

/** Everything of a journal but what the restore changes on purpose. */
function readJournal(folder: string): unknown {
  const db = new DatabaseSync(journalFile(folder), { readOnly: true })
  const all = ['runs', 'bodies', 'run_counts', 'run_verdicts', 'commands', 'known_rows', 'job_labels'].map(
    (table) => db.prepare(`SELECT * FROM ${table}`).all(),
  )
  const jobs = db.prepare(`SELECT id, state, source, body_sha256, handle FROM jobs ORDER BY id`).all()
  db.close()
  return { all, jobs }
}

const stopWaiting = (folder: string): void => {
  const db = new DatabaseSync(journalFile(folder))
  db.exec(`UPDATE jobs SET state = 'stopped' WHERE state = 'ready'`)
  db.close()
}

const listFolder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()

// Would catch: a result that comes back with other bytes, a secret that leaves the computer, a waiting job that is sent (and
// billed) a second time after a restore, a half-written file that is taken for a result.
test('a backup that is restored is the same history, without secrets, and nothing waits to be sent', async () => {
  const folder = makeHistory()
  const file = await backUp(folder)
  const bytes = readFileSync(file)
  expect(bytes.includes(CIPHERTEXT)).toBe(false)
  expect(bytes.includes('half written')).toBe(false)

  const other = scratch()
  const report = expect.objectContaining({ jobs: 4, stopped: 2 })
  expect(await stageRestore({ folder: other, file })).toEqual({ ok: true, data: report })
  expect(finishRestore(other)).toEqual({ kind: 'restored', report })
  expect(finishRestore(other)).toBe(null)
  stopWaiting(folder)
  expect(readJournal(other)).toEqual(readJournal(folder))
  const [large] = readdirSync(join(folder, 'bodies'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.body'),
  )
  expect(
    readFileSync(join(other, 'bodies', large ?? '')).equals(
      readFileSync(join(folder, 'bodies', large ?? '')),
    ),
  ).toBe(true)
  expect(readFileSync(join(other, 'files', 'ab', 'job-ab', '0'.repeat(32)), 'utf8')).toBe('a produced file')
  expect(readFileSync(join(other, 'settings.json'), 'utf8')).toBe('{"version":1,"theme":"dark"}')
  expect(existsSync(join(other, 'restore'))).toBe(false)
  const opened = openJournalDatabase(other, 0)
  expect(opened.notices).toEqual([])
  opened.db.close()
})

// Would catch: a backup of the app at work that lacks what stands in the log of the journal only.
test('a history is backed up while it is written', async () => {
  const folder = makeHistory()
  const { db } = openJournalDatabase(folder, 0)
  onTestFinished(() => db.close())
  createJournalWrites(db, folder).createRun(newRun(0), [
    newJob(0, { source: { kind: 'handle', handle: 'latest' } }),
  ])
  const file = await backUp(folder)
  const other = scratch()
  await stageRestore({ folder: other, file })
  finishRestore(other)
  expect(JSON.stringify(readJournal(other))).toContain('latest')
})

// Would catch: a restore that mixes two histories, or loses the secret of a connection that was set up here before it.
test('a history is never overwritten, and connections that are here keep their secrets', async () => {
  const file = await backUp(makeHistory())
  const full = makeHistory()
  const before = readJournal(full)
  expect(await stageRestore({ folder: full, file })).toMatchObject({
    ok: false,
    error: { code: 'backup.notEmpty' },
  })
  expect(readJournal(full)).toEqual(before)

  const other = scratch()
  openJournalDatabase(other, 0).db.close()
  const own = {
    version: 2,
    connections: [{ id: 'c2', name: 'Own', security: { kind: 'secret', sealed: 'own' } }],
  }
  writeFileSync(join(other, 'connections.json'), JSON.stringify(own))
  await stageRestore({ folder: other, file })
  finishRestore(other)
  const { connections } = JSON.parse(readFileSync(join(other, 'connections.json'), 'utf8')) as typeof own
  expect(connections.map(({ id, security }) => [id, security.sealed === 'own'])).toEqual([
    ['c2', true],
    ['c1', false],
  ])
})

/** An archive of these entries. */
async function archive(entries: readonly (readonly [string, string])[]): Promise<Buffer> {
  const made = pack()
  for (const [name, text] of entries) made.entry({ name }, text)
  made.finalize()
  return buffer(made)
}

const manifest = (more: object): readonly [string, string] => [
  'flowbench-backup.json',
  JSON.stringify({ flowbench: 'backup', format: 1, journal: 1, createdAt: 1, ...more }),
]

// Would catch: a foreign, newer, cut or changed file of which something is left, or a name that leads out of the folder.
test.each([
  ['text', () => Buffer.from('no backup at all, '.repeat(100)), 'backup.foreign'],
  ['nothing', () => Buffer.alloc(0), 'backup.foreign'],
  ['another archive', () => archive([['a.txt', 'a']]), 'backup.foreign'],
  [
    'a manifest that is none',
    () => archive([['flowbench-backup.json', '{"flowbench":1}']]),
    'backup.foreign',
  ],
  ['a newer format', () => archive([manifest({ format: 99 })]), 'backup.newer'],
  ['a newer journal', () => archive([manifest({ journal: 9999 })]), 'backup.newer'],
  ['an entry that leads out', () => archive([manifest({}), ['../outside.txt', 'x']]), 'backup.damaged'],
  ['an entry with a whole path', () => archive([manifest({}), ['/tmp/outside.txt', 'x']]), 'backup.damaged'],
  ['no list at its end', () => archive([manifest({}), ['settings.json', '{}']]), 'backup.cut'],
  ['no journal', () => archive([manifest({}), ['contents.json', '{"files":[]}']]), 'backup.damaged'],
  [
    'a journal that is none',
    () =>
      archive([
        manifest({}),
        ['journal.db', 'x'],
        [
          'contents.json',
          '{"files":[{"name":"journal.db","bytes":1,"sha256":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}]}',
        ],
      ]),
    'backup.damaged',
  ],
] as const)('a file with %s is refused and leaves nothing', async (_what, make, code) => {
  const file = join(scratch(), 'b')
  writeFileSync(file, await make())
  const folder = scratch()
  expect(await stageRestore({ folder, file })).toMatchObject({ ok: false, error: { code } })
  finishRestore(folder)
  expect(listFolder(folder)).toEqual([])
})

// Would catch: a backup of which a few bytes were lost or changed on a bad disk.
test('cut or changed anywhere, a backup is refused whole', async () => {
  const file = await backUp(makeHistory())
  const whole = readFileSync(file)
  const refuse = async (bytes: Uint8Array): Promise<void> => {
    writeFileSync(file, bytes)
    const folder = scratch()
    expect(await stageRestore({ folder, file })).toMatchObject({ ok: false })
    expect(listFolder(folder)).toEqual([])
  }
  for (let part = 1; part < 12; part++)
    await refuse(whole.subarray(0, Math.floor((whole.length * part) / 12)))
  const settingsAt = whole.indexOf('"theme":"dark"')
  const journalAt = whole.indexOf('12345678901234567890')
  for (const at of [settingsAt + 10, journalAt + 2, whole.length - 200_000]) {
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 1
    await refuse(changed)
  }
})

// Would catch: a restore that is killed while it is put in place, and leaves half of two histories.
test('killed at any step of being put in place, the restore is completed the next time', async () => {
  const folder = makeHistory()
  const file = await backUp(folder)
  stopWaiting(folder)
  const staged = scratch()
  await stageRestore({ folder: staged, file })
  const names = readdirSync(join(staged, 'restore')).filter((name) => name !== 'complete')
  for (let moved = 0; moved <= names.length; moved++) {
    const other = scratch()
    cpSync(staged, other, { recursive: true })
    // The journal is moved last.
    const order = names.toSorted((one, next) => Number(one === 'journal.db') - Number(next === 'journal.db'))
    for (const name of order.slice(0, moved)) {
      cpSync(join(other, 'restore', name), join(other, name), { recursive: true })
      rmSync(join(other, 'restore', name), { recursive: true })
    }
    finishRestore(other)
    expect(readJournal(other)).toEqual(readJournal(folder))
  }
})

// Would catch: a stopped or failed backup that leaves half a file under the name that the person chose.
test('stopped or unwritable, a backup leaves no file', async () => {
  const folder = makeHistory()
  const target = scratch()
  const file = join(target, 'b')
  const stopped = AbortSignal.abort()
  expect(await writeBackup({ folder, file, replace: false, now: 1, signal: stopped })).toMatchObject({
    ok: false,
    error: { code: 'backup.stopped' },
  })
  expect(
    await writeBackup({ folder, file: join(target, 'none', 'b'), replace: false, now: 1 }),
  ).toMatchObject({
    ok: false,
    error: { code: 'backup.failed' },
  })
  expect(listFolder(target)).toEqual([])
  writeFileSync(file, 'mine')
  expect(await writeBackup({ folder, file, replace: false, now: 1 })).toMatchObject({
    ok: false,
    error: { code: 'backup.exists' },
  })
  expect(readFileSync(file, 'utf8')).toBe('mine')
  expect(listFolder(folder).some((name) => name.startsWith('backup-'))).toBe(false)
})

// Would catch: jobs that were run, and billed, between the reading of a backup and the restart, and are gone after it.
test('jobs that were run after a backup was read keep the history', async () => {
  const file = await backUp(makeHistory())
  const other = scratch()
  await stageRestore({ folder: other, file })
  const { db } = openJournalDatabase(other, 0)
  createJournalWrites(db, other).createRun(newRun(0), [newJob(7)])
  db.close()
  const before = readJournal(other)
  expect(finishRestore(other)).toEqual({ kind: 'overtaken' })
  expect(readJournal(other)).toEqual(before)
  expect(existsSync(join(other, 'restore'))).toBe(false)
})

// Would catch: half a backup on a full disk under the name of a whole one.
test.skipIf(!existsSync('/dev/full'))('a disk that fills leaves no backup, and is told as one', async () => {
  const folder = makeHistory()
  const target = scratch()
  // Every write to it finds the disk full.
  symlinkSync('/dev/full', join(target, 'b.part'))
  expect(await writeBackup({ folder, file: join(target, 'b'), replace: false, now: 1 })).toMatchObject({
    ok: false,
    error: { code: 'backup.diskFull' },
  })
  expect([listFolder(target), listFolder(folder).some((name) => name.startsWith('backup-'))]).toEqual([
    [],
    false,
  ])
})

// Would catch: a backup of which the disk kept other bytes, found only when it is needed.
test('a backup is read back before it gets its name', async () => {
  const folder = makeHistory()
  const file = join(scratch(), 'b')
  const steps: string[] = []
  const spoil = ({ step }: BackupProgress): void => {
    if (step === 'check' && !steps.includes('check')) {
      const part = readFileSync(`${file}.part`)
      part.fill(0, part.length - 4000)
      writeFileSync(`${file}.part`, part)
    }
    steps.push(step)
  }
  // The last bytes are read after the first report.
  writeFileSync(join(folder, 'files', 'ab', 'job-ab', '1'.repeat(32)), Buffer.alloc(1_000_000))
  expect(await writeBackup({ folder, file, replace: false, now: 1, onProgress: spoil })).toMatchObject({
    ok: false,
    error: { code: 'backup.unsound' },
  })
  expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, false])
  expect([...new Set(steps)]).toEqual(['write', 'check'])
})
