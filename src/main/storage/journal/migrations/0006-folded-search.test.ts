import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { parseQuery, resolveQuery } from '#shared/model/query/index.ts'
import { up as first } from './0001-journal.ts'
import { up as second } from './0002-uploads.ts'
import { up as third } from './0003-unwatched.ts'
import { up as fourth } from './0004-runs.ts'
import { up as fifth } from './0005-commands.ts'
import { migrate } from './migrate.ts'

// Would catch: jobs of an older version that are not found any more by a name with an accent.
test('what an older version wrote in decomposed letters is found as it is typed', () => {
  const folder = createScratchFolder(onTestFinished)
  const db = new DatabaseSync(`${folder}/journal.db`)
  onTestFinished(() => db.close())
  migrate(db, folder, [first, second, third, fourth, fifth])
  db.exec(
    `INSERT INTO runs (id, connection_id, workflow_id, created_at, state) VALUES ('r', 'c', 'w', 5, 'running')`,
  )
  const insert = db.prepare(
    `INSERT INTO jobs (id, run_id, position, connection_id, workflow_id, source, labels, state, created_at, text, label_text)
      VALUES (?, 'r', ?, 'c', 'w', '{"kind":"handle","handle":"h"}', '{}', 'ready', 5, ?, ?)`,
  )
  insert.run('decomposed', 0, '/in/mu\u0308ller.png\n\n\n', JSON.stringify([['name', 'stra\u00dfe\u0301']]))
  insert.run('plain', 1, '/in/muller.png\n\n\n', null)

  migrate(db, folder)
  const found = (text: string): readonly string[] => {
    const parsed = parseQuery(text, { now: 10, timeZoneOffset: 0 })
    const query = resolveQuery(parsed.query, { workflows: [], connections: [] })
    return createJournalReads(db, folder)
      .page({ query }, null, 9)
      .jobs.map(({ id }) => id)
  }
  expect(found('MÜLLER')).toEqual(['decomposed'])
  expect(found('label:name=STRASSÉ')).toEqual(['decomposed'])
  expect(found('muller')).toEqual(['plain'])
})
