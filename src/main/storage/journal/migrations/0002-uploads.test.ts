import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { DEFAULT_RUN_OPTIONS } from '#shared/model/run.ts'
import type { Source } from '#shared/model/source.ts'
import { up as first } from './0001-journal.ts'
import { migrate } from './migrate.ts'

const SOURCES: readonly Source[] = [
  { kind: 'handle', handle: 'H1' },
  { kind: 'url', url: 'https://example.com/"ä".jpg' },
  { kind: 'alias', alias: 'bucket', path: 'a/b.jpg' },
]

// Would catch: a history of the version before that is lost, cannot be searched, or whose results are not known any more.
test('the history of the version before goes on', () => {
  const folder = createScratchFolder(onTestFinished)
  const db = new DatabaseSync(`${folder}/journal.db`)
  onTestFinished(() => db.close())
  migrate(db, folder, [first])
  db.exec(
    `INSERT INTO runs (id, connection_id, workflow_id, created_at, state) VALUES ('r', 'c', 'w', 5, 'running')`,
  )
  const insert = db.prepare(
    `INSERT INTO jobs (id, run_id, position, connection_id, workflow_id, source, labels, state, created_at, duration_ms, text)
      VALUES (?, 'r', ?, 'c', 'w', ?, '{}', 'finished', 5, 70, ?)`,
  )
  const texts = ['H1', 'https://example.com/"ä".jpg', 'src://bucket/a/b.jpg']
  for (const [index, source] of SOURCES.entries()) {
    insert.run(`j${index}`, index, JSON.stringify(source), `${texts[index]?.toLowerCase()}\n\ntwo faces`)
  }

  migrate(db, folder)
  const reads = createJournalReads(db, folder)
  expect(reads.run('r')).toMatchObject({ total: 3, options: DEFAULT_RUN_OPTIONS, retryOf: null })
  expect(reads.job('j1')).toMatchObject({
    source: SOURCES[1],
    uploadId: null,
    handle: null,
    polls: 0,
    slow: false,
    files: null,
  })
  expect(reads.finishedSources('c', 'w', texts)).toEqual(texts)
  expect(reads.figures('r')).toMatchObject({ medianMs: 70, polls: 0 })
  const source = { kind: 'source', not: false, value: { text: 'BUCKET/*', glob: true } } as const
  expect(reads.count({ query: { terms: [source] } })).toBe(0)
  const whole = { ...source, value: { text: 'src://bucket/*', glob: true } }
  expect(reads.count({ text: 'faces', query: { terms: [whole, { kind: 'before', at: 6 }] } })).toBe(1)
  const patch = { polls: 2, remoteJobId: 'Remote' }
  expect(createJournalWrites(db, folder).change({ id: 'j0', from: 'finished', to: 'finished', patch })).toBe(
    true,
  )
  expect(reads.figures('r').polls).toBe(2)
  expect(db.prepare(`SELECT text FROM jobs WHERE id = 'j0'`).get()).toEqual({
    text: 'h1\n\nremote\ntwo faces',
  })
})
