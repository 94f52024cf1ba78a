import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished } from 'vitest'
import { writeBackup } from '#main/backup/write-backup.ts'
import { MAX_INLINE_BODY_BYTES } from '#main/storage/bodies.ts'
import { journalFile, openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { createScratchFolder, newJob, newRun } from '#main/storage/testing/journals.ts'

export const CIPHERTEXT = 'CANARYciphertextCANARY'
export const scratch = (): string => createScratchFolder(onTestFinished)

/** A history with a small result, one that is a file, a job that waits, a sealed link, and settings. */
export function makeHistory(): string {
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
  writeFileSync(join(folder, 'exports.json'), '{"version":1,"presets":[]}')
  return folder
}

/** Writes a backup of it, and answers with its path. */
export async function backUp(folder: string): Promise<string> {
  const file = join(scratch(), 'history.flowbench')
  expect(await writeBackup({ folder, file, replace: false, now: 1 })).toMatchObject({ ok: true })
  return file
}

/** Everything of a journal but what the restore changes on purpose. */
export function readJournal(folder: string): unknown {
  const db = new DatabaseSync(journalFile(folder), { readOnly: true })
  const all = ['runs', 'bodies', 'run_counts', 'run_verdicts', 'commands', 'known_rows', 'job_labels'].map(
    (table) => db.prepare(`SELECT * FROM ${table}`).all(),
  )
  const jobs = db.prepare(`SELECT id, state, source, body_sha256, handle FROM jobs ORDER BY id`).all()
  db.close()
  return { all, jobs }
}

/** Stops what waits, as a restore does. */
export const stopWaiting = (folder: string): void => {
  const db = new DatabaseSync(journalFile(folder))
  db.exec(`UPDATE jobs SET state = 'stopped' WHERE state = 'ready'`)
  db.close()
}

/** Everything in a folder, by its names. */
export const listFolder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
