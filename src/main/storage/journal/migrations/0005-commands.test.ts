import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { up as first } from './0001-journal.ts'
import { up as second } from './0002-uploads.ts'
import { up as third } from './0003-unwatched.ts'
import { migrate } from './migrate.ts'

// Would catch: a history with one job id in two rows that cannot be opened any more, or whose copy is polled for ever.
test('of rows that share a job id the oldest keeps it, and the copies wait for nothing', () => {
  const folder = createScratchFolder(onTestFinished)
  const db = new DatabaseSync(`${folder}/journal.db`)
  onTestFinished(() => db.close())
  migrate(db, folder, [first, second, third])
  db.exec(
    `INSERT INTO runs (id, connection_id, workflow_id, created_at, state) VALUES ('r', 'c', 'w', 5, 'running')`,
  )
  const insert = db.prepare(
    `INSERT INTO jobs (id, run_id, position, connection_id, workflow_id, source, labels, state, created_at, text, jobid, attached)
      VALUES (?, 'r', 0, ?, 'w', '{"kind":"handle","handle":"h"}', '{}', ?, 5, '', ?, ?)`,
  )
  insert.run('j1', 'c', 'started', 'same', 0)
  insert.run('j2', 'c', 'started', 'same', 1)
  insert.run('j3', 'c', 'finished', 'same', 1)
  insert.run('j4', 'other', 'started', 'same', 0)
  insert.run('j5', 'c', 'stopped', null, 0)

  migrate(db, folder)
  const reads = createJournalReads(db, folder)
  const seen = ['j1', 'j2', 'j3', 'j4'].map((id) => [reads.job(id)?.state, reads.job(id)?.remoteJobId])
  expect(seen).toEqual([
    ['started', 'same'],
    ['stopped', null],
    ['finished', null],
    ['started', 'same'],
  ])
  expect(reads.run('r')?.counts).toMatchObject({ started: 2, stopped: 2, finished: 1 })
  expect(db.prepare(`SELECT taken_out FROM jobs WHERE id = 'j5'`).get()).toEqual({ taken_out: 1 })
})
