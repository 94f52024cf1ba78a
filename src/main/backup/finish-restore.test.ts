import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { newJob, newRun } from '#main/storage/testing/journals.ts'
import { finishRestore } from './finish-restore.ts'
import { stageRestore } from './stage-restore.ts'
import {
  backUp,
  CIPHERTEXT,
  listFolder,
  makeHistory,
  readJournal,
  scratch,
  stopWaiting,
} from './testing/histories.ts'

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
  for (const name of ['settings.json', 'exports.json'])
    expect(readFileSync(join(other, name), 'utf8')).toBe(readFileSync(join(folder, name), 'utf8'))
  expect(existsSync(join(other, 'restore'))).toBe(false)
  const opened = openJournalDatabase(other, 0)
  expect(opened.notices).toEqual([])
  opened.db.close()
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

// Would catch: a kill at the very end of the reading after which no start gets past the half-written mark.
test('killed while it is marked as read, a backup counts as not read to its end', async () => {
  const file = await backUp(makeHistory())
  const other = scratch()
  await stageRestore({ folder: other, file })
  writeFileSync(join(other, 'restore', 'complete'), '')
  expect(finishRestore(other)).toBe(null)
  expect(listFolder(other)).toEqual([])
})

// Would catch: a kill while two lists of connections become one, after which those of here are gone with their secrets.
test('connections that are here are never put behind a list that cannot be read', async () => {
  const file = await backUp(makeHistory())
  const other = scratch()
  await stageRestore({ folder: other, file })
  const own = '{"version":2,"connections":[{"id":"c2","security":{"kind":"secret","sealed":"own"}}]}'
  writeFileSync(join(other, 'connections.json'), own)
  writeFileSync(join(other, 'restore', 'connections.json'), '{"version":2,"conn')
  expect(finishRestore(other)).toMatchObject({ kind: 'restored' })
  expect(readFileSync(join(other, 'connections.json'), 'utf8')).toBe(own)
})
