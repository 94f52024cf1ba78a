import { expect, test } from 'vitest'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import { newJob, newRun } from '#main/storage/testing/journals.ts'
import type { JobState } from '#shared/model/job.ts'
import { openHistory, query } from './testing/varied-history.ts'

const RUNS = 5
const JOBS_PER_RUN = 13
const STATES: readonly JobState[] = ['finished', 'failed', 'ready']

/** Runs whose jobs ended in an order of their own, some at the same time, some not at all. */
function openEndedRuns() {
  const { db, writes, reads } = openHistory()
  const add = (run: number): string => {
    const jobs = Array.from({ length: JOBS_PER_RUN }, (_, position) =>
      newJob(position, { state: STATES[(position * 7 + run) % STATES.length] ?? 'ready' }),
    )
    const { jobs: _, ...made } = newRun(0, { workflowId: `w${run % 2}`, createdAt: 1_000_000 + run })
    writes.createRun(made, jobs)
    db.exec(`UPDATE jobs SET duration_ms = rowid * 37 % 5, ended_at = iif(state = 'ready', NULL, rowid * 31 % 7)
      WHERE run_id = '${made.id}'`)
    return made.id
  }
  const runs = Array.from({ length: RUNS }, (_, run) => add(run))
  return { db, add, runs, reads }
}

const LISTS: readonly ((runId: string) => JobFilter)[] = [
  () => ({}),
  () => ({ order: 'list' }),
  () => ({ states: ['finished'] }),
  () => ({ workflowId: 'nothing' }),
  (runId) => ({ runId, order: 'list' }),
  () => query('took:>2ms'),
  () => query('-state:failed source:handle1'),
  () => ({ sort: { column: { kind: 'field', field: 'duration' }, direction: 'desc' } }),
  () => ({ states: ['failed'], sort: { column: { kind: 'field', field: 'ended' }, direction: 'asc' } }),
  () => ({ ...query('took:>1ms'), sort: { column: { kind: 'field', field: 'source' }, direction: 'asc' } }),
  // Of one run as its jobs ended: an index of its own.
  (runId) => ({ runId, sort: { column: { kind: 'field', field: 'ended' }, direction: 'desc' } }),
  (runId) => ({
    runId,
    states: ['failed', 'ready'],
    sort: { column: { kind: 'field', field: 'ended' }, direction: 'desc' },
  }),
]

// Would catch: a person who drags the scroll bar to the middle of a list sees other rows than one who scrolls there, or at its end
// rows that stand there twice.
test('a page that begins at a place is that of the list which is read from its first row', () => {
  const { reads, runs } = openEndedRuns()
  for (const list of LISTS) {
    const filter = list(runs[2] ?? '')
    const whole = reads.page(filter, null, 500).jobs.map(({ id }) => id)
    for (let rows = 0; rows <= whole.length; rows += 1) {
      const { jobs } = reads.page(filter, reads.seek(filter, rows), 3)
      expect([filter, rows, jobs.map(({ id }) => id)]).toEqual([filter, rows, whole.slice(rows, rows + 3)])
    }
    const beyond = reads.seek(filter, whole.length + 1)
    expect(reads.page(filter, beyond, 3).jobs).toEqual([])
  }
})

// Would catch: a place in a list as it was when its order was made, so that jobs are shown twice after others came.
test('a place is found among the jobs that are there now', () => {
  const { db, reads, add } = openEndedRuns()
  expect(reads.seek({}, 1)).toBe(reads.page({}, null, 1).jobs[0]?.id)
  add(RUNS)
  db.exec(`DELETE FROM jobs WHERE rowid % 4 = 0; UPDATE jobs SET state = 'expired' WHERE rowid % 5 = 0`)
  const lists: readonly JobFilter[] = [{}, { states: ['expired'] }, { order: 'list' }]
  for (const list of lists) {
    const whole = reads.page(list, null, 500).jobs
    expect(reads.seek(list, 7)).toBe(whole[6]?.id)
    expect(reads.seek(list, 10_000)).toBe(whole.at(-1)?.id)
  }
})
