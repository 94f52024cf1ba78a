import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '#main/storage/journal/migrations/migrate.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { newJob, newRun } from '#main/storage/testing/journals.ts'
import type { JobState } from '#shared/model/job.ts'
import { createJournalReads } from './journal-reads.ts'

function journal() {
  const db = new DatabaseSync(':memory:')
  onTestFinished(() => db.close())
  migrate(db, '')
  return { writes: createJournalWrites(db, ''), reads: createJournalReads(db, '') }
}

// Would catch: a failed try that hides a result, a try with another workflow that is taken for one, a chain that ends early.
test('the latest result of a job is that of its newest finished try', () => {
  const { writes, reads } = journal()
  const add = (retryOf: string | null, state: JobState, workflowId = 'workflow'): string => {
    const job = newJob(0, { retryOf })
    writes.createRun(newRun(0, { workflowId }), [job])
    writes.change({ id: job.id, from: 'ready', to: state, patch: {} })
    return job.id
  }
  const failed = add(null, 'failed')
  const failedAgain = add(failed, 'failed')
  const finished = add(failedAgain, 'finished')
  add(finished, 'failed')
  add(finished, 'finished', 'another')
  const alone = add(null, 'rejected')
  const retried = add(alone, 'started')
  expect(reads.latestResults([failed, alone, 'nothing']).map((job) => job?.id)).toEqual([
    finished,
    retried,
    undefined,
  ])
})

// Would catch: a name that is lost or cannot be taken away, rows of the list that are lost, a page that repeats a run.
test('a run keeps its name and the rows that were not run, and runs are read page by page', () => {
  const { writes, reads } = journal()
  const source = { kind: 'url', url: 'https://a/1.jpg' } as const
  const [first, second, third] = [newRun(0), newRun(0), newRun(0)]
  const runs = [first, second, third]
  for (const run of runs)
    writes.createRun(
      { ...run, name: 'shop.csv', knownRows: [{ position: 4, source, labels: { SKU: 'a' }, jobId: 'j' }] },
      [],
    )
  expect(reads.knownRows(second.id)).toEqual([{ position: 4, source, labels: { SKU: 'a' }, jobId: 'j' }])
  writes.executeCommand('name second', 1, { kind: 'nameRun', runId: second.id, name: 'Spring' })
  writes.executeCommand('name third', 1, { kind: 'nameRun', runId: third.id, name: null })
  expect(reads.runs({}, 9).map(({ name }) => name)).toEqual([null, 'Spring', 'shop.csv'])
  expect(reads.runs({ connectionId: 'connection', before: third.id }, 1).map(({ id }) => id)).toEqual([
    second.id,
  ])
  expect(reads.runs({ before: first.id }, 9)).toEqual([])
})
