import { existsSync, readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { toBodyPath } from '#main/storage/bodies.ts'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createScratchFolder, newJob, newRun } from '#main/storage/testing/journals.ts'
import { DELETION_UNDO_MS } from '#shared/model/deletion.ts'
import { JOB_STATES, type JobState } from '#shared/model/job.ts'
import { parseQuery, resolveQuery } from '#shared/model/query/index.ts'
import { commitAll } from './group-commit.ts'
import { createJournalWrites } from './journal-writes.ts'

const LABELS = { sku: 'AB-1' }

function opened() {
  const folder = createScratchFolder(onTestFinished)
  const { db } = openJournalDatabase(folder, 0)
  onTestFinished(() => db.close())
  return { folder, db, writes: createJournalWrites(db, folder), reads: createJournalReads(db, folder) }
}

type Opened = ReturnType<typeof opened>

const toRemoteId = (id: string): string => `remote-${id}`

const toFilter = (text: string) => ({
  query: resolveQuery(parseQuery(text, { now: 0 }).query, { workflows: [], connections: [] }),
})

/** A run with one job in each of the states, in their order; finished ones have a result. */
function addRun({ writes }: Opened, states: readonly JobState[], body = 'a result') {
  const jobs = states.map((state, at) => {
    const job = newJob(at, { state: state === 'finished' ? 'started' : state, labels: LABELS })
    return state === 'finished' ? { ...job, remoteJobId: toRemoteId(job.id) } : job
  })
  const run = newRun(0, { jobs })
  writes.createRun(run, jobs)
  for (const [at, { id }] of jobs.entries())
    if (states[at] === 'finished')
      writes.archive(
        { id, from: 'started', to: 'finished', patch: { verdict: 'flagged', summary: 'Cats', endedAt: 9 } },
        Buffer.from(body),
      )
  return { run, ids: jobs.map(({ id }) => id) }
}

/** All that the journal says of its jobs. */
const readAll = ({ db }: Opened) =>
  [
    'SELECT rowid AS number, * FROM jobs ORDER BY id',
    'SELECT * FROM bodies ORDER BY job_id',
    'SELECT * FROM sealed ORDER BY job_id',
    'SELECT * FROM job_labels ORDER BY job_id, name',
    'SELECT * FROM job_tags ORDER BY job_id, folded',
    'SELECT * FROM run_counts WHERE jobs <> 0 ORDER BY run_id, state',
    'SELECT * FROM run_verdicts WHERE jobs <> 0 ORDER BY run_id, verdict',
  ].map((sql) => db.prepare(sql).all())

// Would catch: a deleted job that is still listed, counted or found; one that comes back with a column, a label or a byte less.
test('a deletion takes ended jobs from every list and count, and its undo brings them back as they were', () => {
  const journal = opened()
  const { writes, reads } = journal
  const { run, ids } = addRun(journal, ['finished', 'failed', 'finished', 'stopped'])
  const other = addRun(journal, ['finished'])
  writes.executeCommand('tag', 1, { kind: 'tagJobs', jobIds: ids, add: ['Urgent'], remove: [] })
  const before = readAll(journal)

  const answer = writes.executeCommand('away', 5, { kind: 'deleteJobs', jobIds: ids.slice(0, 3) })
  expect(answer).toMatchObject({ kind: 'done', jobCount: 3, runs: [{ id: run.id, total: 1 }] })
  expect(reads.deletion('away')).toEqual({ id: 'away', at: 5, jobs: 3, unwatched: 0, kept: 0 })
  expect(reads.page({}, null, 9).jobs.map(({ id }) => id)).toEqual(
    [...other.ids, ids[3]].toSorted().toReversed(),
  )
  expect([reads.count({}), reads.count({ states: ['finished'] })]).toEqual([2, 1])
  expect(reads.run(run.id)?.verdicts.flagged).toBe(0)
  for (const text of ['cats', 'label:sku=AB-1', 'verdict:flagged', 'tagged:urgent'])
    expect([text, reads.page(toFilter(text), null, 9).jobs.filter(({ runId }) => runId === run.id)]).toEqual([
      text,
      text.startsWith('label') || text.startsWith('tagged') ? [expect.objectContaining({ id: ids[3] })] : [],
    ])
  expect(reads.deletions(6, 9)).toHaveLength(1)

  const undo = writes.executeCommand('back', 6, { kind: 'restoreJobs', deletionId: 'away' })
  expect(undo).toMatchObject({ kind: 'done', jobCount: 3, runs: [{ id: run.id, total: 4 }] })
  expect(readAll(journal)).toEqual(before)
  expect(reads.deletions(6, 9)).toEqual([])
  // Asked again, each answers as before and changes nothing.
  expect(writes.executeCommand('away', 7, { kind: 'deleteJobs', jobIds: ids })).toMatchObject({
    jobCount: 3,
    isRepeated: true,
  })
  expect(readAll(journal)).toEqual(before)
})

// Would catch: the id of a job that was billed, lost with its row; a running job that is deleted, or that is not watched again.
test('only ended jobs are deleted; started ones are no longer watched until the undo, and the rest stays', () => {
  const journal = opened()
  const { writes, reads } = journal
  const { run, ids } = addRun(journal, JOB_STATES)
  writes.executeCommand('away', 5, { kind: 'deleteJobs', jobIds: ids })
  const left = reads.page({}, null, 20).jobs
  expect(left.map(({ state }) => state).toSorted()).toEqual(
    ['queued', 'uploading', 'ready', 'sending', 'started', 'unknown'].toSorted(),
  )
  expect(left.find(({ state }) => state === 'started')?.watching).toBe(false)
  expect(reads.deletion('away')).toMatchObject({ jobs: 5, unwatched: 1, kept: 5 })
  expect(reads.deletedTally(run.id)).toEqual({ starts: 3, refused: 1 })
  writes.executeCommand('back', 6, { kind: 'restoreJobs', deletionId: 'away' })
  expect(reads.page({}, null, 20).jobs.every(({ watching }) => watching)).toBe(true)
  expect(reads.deletedTally(run.id)).toEqual({ starts: 0, refused: 0 })
})

// Would catch: a source that is sent, and billed, once more because the rerun that did its work was deleted.
test('a deleted rerun still keeps its source from being sent once more', () => {
  const journal = opened()
  const { writes, reads, db } = journal
  const { run, ids } = addRun(journal, ['rejected'])
  const again = newJob(0, { state: 'started', retryOf: ids[0] ?? '' })
  const later = newJob(0, { state: 'failed', retryOf: again.id })
  for (const job of [again, later]) writes.createRun(newRun(0, { jobs: [job], createdAt: 2000 }), [job])
  writes.archive({ id: again.id, from: 'started', to: 'finished', patch: { sentAt: 3000 } }, Buffer.from('x'))
  writes.executeCommand('away', 5, { kind: 'deleteJobs', jobIds: [again.id] })
  commitAll(db, writes.removeForGood(5 + DELETION_UNDO_MS))
  const options = { firstResults: null }
  writes.executeCommand('go', 6, {
    kind: 'resumeRun',
    runId: run.id,
    states: ['rejected'],
    retriesUploads: true,
    options,
  })
  expect(reads.job(ids[0] ?? '')?.state).toBe('rejected')
  expect(reads.firstTries([later.id])).toEqual([{ jobId: later.id, firstId: ids[0] }])
  expect(reads.latestResults([ids[0] ?? ''])[0]?.id).toBe(later.id)
})

// Would catch: results that stay on the disk for ever; those of another job that go with them; an undo of what is gone.
test('once it cannot be undone any more, results and rows are removed, and the disk is given back', () => {
  const journal = opened()
  const { folder, writes, reads, db } = journal
  const large = 'x'.repeat(300_000)
  const { ids } = addRun(journal, ['finished', 'finished'], large)
  const [gone = '', kept = ''] = ids
  writes.executeCommand('away', 5, { kind: 'deleteJobs', jobIds: [gone] })
  commitAll(db, writes.removeForGood(4 + DELETION_UNDO_MS))
  expect(readFileSync(toBodyPath(folder, gone), 'utf8')).toBe(large)
  commitAll(db, writes.removeForGood(5 + DELETION_UNDO_MS))
  expect([gone, kept].map((id) => existsSync(toBodyPath(folder, id)))).toEqual([false, true])
  for (const table of ['deleted_jobs', 'sealed', 'kept_files'])
    expect(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 })
  expect(reads.body(gone)).toBeNull()
  expect(writes.executeCommand('back', 6, { kind: 'restoreJobs', deletionId: 'away' })).toEqual({
    kind: 'refused',
    refusal: { why: 'removed' },
  })
  expect(reads.deletions(5 + DELETION_UNDO_MS, 9)).toEqual([])
})

// Would catch: the facts of a job that is gone, found at a job that was made since and got its number.
test('the numbers of removed rows are not used again', () => {
  const journal = opened()
  const { writes, db } = journal
  const number = (table: string, column: string, id: string) =>
    Number(db.prepare(`SELECT rowid AS n FROM ${table} WHERE ${column} = ?`).get(id)?.['n'])
  const [first = ''] = addRun(journal, ['finished']).ids
  const numbers = [number('jobs', 'id', first), number('bodies', 'job_id', first)]
  writes.executeCommand('away', 5, { kind: 'deleteJobs', jobIds: [first] })
  commitAll(db, writes.removeForGood(5 + DELETION_UNDO_MS))
  const [second = ''] = addRun(journal, ['finished']).ids
  expect(number('jobs', 'id', second)).toBeGreaterThan(numbers[0] ?? 0)
  expect(number('bodies', 'job_id', second)).toBeGreaterThan(numbers[1] ?? 0)
})

// Would catch: an undo that fails as a whole, since somebody attached one of the ids meanwhile.
test('a job whose remote job id was given to another one comes back without it', () => {
  const journal = opened()
  const { writes, reads } = journal
  const { ids } = addRun(journal, ['finished', 'finished'])
  writes.executeCommand('away', 5, { kind: 'deleteJobs', jobIds: ids })
  const attached = newJob(0, { state: 'started', remoteJobId: toRemoteId(ids[0] ?? ''), attached: true })
  writes.createRun(newRun(0, { jobs: [attached] }), [attached])
  writes.executeCommand('back', 6, { kind: 'restoreJobs', deletionId: 'away' })
  expect([...ids, attached.id].map((id) => reads.job(id)?.remoteJobId)).toEqual([
    null,
    toRemoteId(ids[1] ?? ''),
    toRemoteId(ids[0] ?? ''),
  ])
})

// Would catch: a column that a later version adds to jobs only, and that every deletion then loses.
test('a deleted job has every column of a job, and a damaged row keeps no other from being deleted', () => {
  const journal = opened()
  const { writes, reads, db } = journal
  const columns = (table: string) =>
    db
      .prepare(`PRAGMA table_info(${table})`)
      .all()
      .map(({ name }) => name)
  expect(columns('deleted_jobs')).toEqual(['deletion_id', 'number', ...columns('jobs')])
  const { ids } = addRun(journal, ['finished', 'failed', 'stopped'])
  db.prepare(`UPDATE jobs SET label_text = '{', tags = 'x', tag_text = '[' WHERE id = ?`).run(ids[0] ?? '')
  db.exec('DROP INDEX jobs_by_run_file')
  db.prepare(`UPDATE jobs SET source = '{' WHERE id = ?`).run(ids[1] ?? '')
  writes.executeCommand('away', 5, { kind: 'deleteJobs', jobIds: ids })
  expect(reads.page({}, null, 9).jobs.map(({ id }) => id)).toEqual([ids[1]])
})
