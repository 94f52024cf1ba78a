import { expect, onTestFinished, test } from 'vitest'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { createScratchFolder, newJob, newRun } from '#main/storage/testing/journals.ts'
import type { JobState } from '#shared/model/job.ts'
import { toEndedPageQueries } from './ended-page.ts'

const ENDED = { sort: { column: { kind: 'field', field: 'ended' }, direction: 'desc' } } as const

// Would catch: a running batch that shows what waits, a job twice or never at the edge of a page, or one that makes SQLite sort.
test('the jobs of a run are read as they ended, and then those that have not, page by page', () => {
  const folder = createScratchFolder(onTestFinished)
  const { db } = openJournalDatabase(folder, 0)
  onTestFinished(() => db.close())
  const writes = createJournalWrites(db, folder)
  const reads = createJournalReads(db, folder)
  const ends: readonly (readonly [JobState, number | null])[] = [
    ['finished', 50],
    ['ready', null],
    ['failed', 90],
    ['finished', 50],
    ['started', null],
    ['finished', 70],
    ['stopped', null],
  ]
  const jobs = ends.map(([state], at) => newJob(at, { state }))
  const run = newRun(0, { jobs })
  writes.createRun(run, jobs)
  writes.createRun(newRun(3), newRun(3).jobs)
  for (const [at, [, endedAt]] of ends.entries())
    db.prepare('UPDATE jobs SET ended_at = ? WHERE id = ?').run(endedAt, jobs[at]?.id ?? '')
  const readAll = (limit: number, states: readonly JobState[] = []) => {
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page: ReturnType<typeof reads.page> = reads.page(
        { runId: run.id, ...ENDED, states },
        cursor,
        limit,
      )
      seen.push(...page.jobs.map(({ position }) => position))
      cursor = page.next
    } while (cursor !== null)
    return seen
  }
  for (const limit of [1, 2, 3, 4, 100]) expect(readAll(limit)).toEqual([2, 5, 3, 0, 1, 4, 6])
  expect(readAll(2, ['finished'])).toEqual([5, 3, 0])
  for (const { sql, values } of toEndedPageQueries({ runId: run.id }, '70 x', 9))
    expect(
      db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...values)
        .map(({ detail }) => detail),
    ).toHaveLength(1)
})
