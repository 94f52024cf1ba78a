import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { up as first } from './0001-journal.ts'
import { up as second } from './0002-uploads.ts'
import { up as third } from './0003-unwatched.ts'
import { migrate } from './migrate.ts'

// Would catch: jobs of earlier versions whose verdict is not counted, or whose refusal is not found by what the service said.
test('the jobs of the version before have their verdicts counted and their errors searched', () => {
  const folder = createScratchFolder(onTestFinished)
  const db = new DatabaseSync(`${folder}/journal.db`)
  onTestFinished(() => db.close())
  migrate(db, folder, [first, second, third])
  db.exec(
    `INSERT INTO runs (id, connection_id, workflow_id, created_at, state) VALUES ('r', 'c', 'w', 5, 'done')`,
  )
  const insert = db.prepare(
    `INSERT INTO jobs (id, run_id, position, connection_id, workflow_id, source, labels, state, created_at, verdict, text, error,
      error_text) VALUES (?, 'r', 0, 'c', 'w', '{"kind":"handle","handle":"h"}', '{}', 'failed', 5, ?, 'h\n\n\n', ?, 'no')`,
  )
  const error = {
    code: 'service.forbidden',
    message: 'No.',
    advice: '',
    status: 403,
    correlationId: 'C-9',
    detail: 'Quota',
  }
  for (const [index, verdict] of ['flagged', 'clear', 'flagged', 'none'].entries())
    insert.run(`j${index}`, verdict, index === 0 ? JSON.stringify(error) : null)

  migrate(db, folder)
  const reads = createJournalReads(db, folder)
  expect(reads.run('r')).toMatchObject({ name: null, verdicts: { flagged: 2, clear: 1 } })
  for (const text of ['c-9', '403', 'quota']) expect(reads.count({ text })).toBe(1)
})
