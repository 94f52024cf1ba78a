import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { parseQuery, resolveQuery } from '#shared/model/query/index.ts'
import { MIGRATIONS, migrate } from './migrate.ts'

const SOURCES = [
  ['url', '{"kind":"url","url":"https://shop.example/a.png"}', 0, 'first'],
  ['own id', '{"kind":"handle","handle":"remote"}', 1, 'remote'],
  ['same handle', '{"kind":"handle","handle":"remote"}', 0, 'other'],
] as const

// Would catch: a kind that is counted otherwise than the list shows it, since an earlier version wrote the job's own id as its source.
test('jobs of an earlier version are found by the kind that the list shows', () => {
  const folder = createScratchFolder(onTestFinished)
  const db = new DatabaseSync(`${folder}/journal.db`)
  onTestFinished(() => db.close())
  migrate(db, folder, MIGRATIONS.slice(0, 10))
  db.exec(
    `INSERT INTO runs (id, connection_id, workflow_id, created_at, state) VALUES ('r', 'c', 'w', 5, 'running')`,
  )
  const insert = db.prepare(
    `INSERT INTO jobs (id, run_id, position, connection_id, workflow_id, source, labels, state, created_at, text, attached, jobid)
      VALUES (?, 'r', 0, 'c', 'w', ?, '{}', 'started', 5, '', ?, ?)`,
  )
  for (const [id, source, attached, remoteJobId] of SOURCES) insert.run(id, source, attached, remoteJobId)

  migrate(db, folder)
  const reads = createJournalReads(db, folder)
  const found = (text: string) => {
    const query = resolveQuery(parseQuery(text, { now: 10 }).query, { workflows: [], connections: [] })
    const { jobs } = reads.page({ query }, null, 9)
    expect(reads.count({ query })).toBe(jobs.length)
    return jobs.map(({ id, source }) => `${id}: ${source.kind}`)
  }
  expect(found('kind:none')).toEqual(['own id: none'])
  expect(found('kind:handle')).toEqual(['same handle: handle'])
  expect(found('-kind:url')).toEqual(['same handle: handle', 'own id: none'])
  expect(reads.facets('kinds', {}).facets.find(({ kind }) => kind === 'sourceKind')?.values).toEqual([
    { value: 'handle', jobs: 1 },
    { value: 'none', jobs: 1 },
    { value: 'url', jobs: 1 },
  ])
})
