import { expect, test } from 'vitest'
import type { JobFilter, JobSort } from '#main/storage/journal/journal.ts'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { newJob, newRun } from '#main/storage/testing/journals.ts'
import { COLUMN_FIELDS, type JobColumn } from '#shared/model/columns/index.ts'
import { isEndedOrderOfRun } from '#shared/model/job-page.ts'
import type { Job } from '#shared/model/job.ts'
import { sourceText } from '#shared/model/source.ts'
import { listSorted, NAMES, valueOf } from './testing/expected-order.ts'
import { createDice, fill, openHistory, query, readPages } from './testing/varied-history.ts'

const COLUMNS: readonly JobColumn[] = [
  ...COLUMN_FIELDS.map((name) => ({ kind: 'field', field: name }) as const),
  { kind: 'label', name: 'sku "no"' },
]

// Would catch: rows that are lost or shown twice between two pages, ties and gaps in another place on the next page, numbers
// that are sorted as texts, or a filter that one of the ways to answer it forgets.
test.each([1, 2, 3])('pages of every column are those of a list that is sorted whole (%i)', (seed) => {
  const history = openHistory()
  const roll = createDice(seed)
  fill(history, roll, 12)
  const everyone = history.reads.page({ order: 'list' }, null, 5000).jobs
  const runs = new Map(history.reads.runs({}, 100).map(({ id, name }) => [id, name]))
  const oneRun = everyone[roll(everyone.length)]?.runId ?? ''
  const filters: readonly [JobFilter, (job: Job) => boolean][] = [
    [{}, () => true],
    [{ states: ['finished', 'failed'] }, ({ state }) => state === 'finished' || state === 'failed'],
    [{ connectionId: 'c1', workflowId: 'w0' }, (job) => job.connectionId === 'c1' && job.workflowId === 'w0'],
    [{ runId: oneRun }, ({ runId }) => runId === oneRun],
    [{ connectionId: 'nobody' }, () => false],
    [query('took:>2ms'), ({ durationMs }) => durationMs !== null && durationMs > 2],
    [
      query('-verdict:flagged source:png'),
      (job) => job.verdict !== 'flagged' && /png/.test(sourceText(job.source)),
    ],
  ]
  for (const column of COLUMNS) {
    for (const [filter, fits] of filters) {
      const jobs = everyone.filter(fits)
      for (const direction of ['asc', 'desc'] as const) {
        // Of one run as its jobs ended, those that have not follow in the order of the list (`query/ended-page.ts`).
        if (isEndedOrderOfRun({ ...filter, sort: { column, direction } })) continue
        const expected = listSorted(jobs, (job) => valueOf(job, column, runs), direction === 'desc')
        const found = readPages(history, filter, { column, direction, names: NAMES }, 1 + roll(40))
        expect([column, filter, direction, found]).toEqual([column, filter, direction, expected])
      }
    }
  }
})

// Would catch: jobs that are lost where a search gives up to test rows one by one, or a second page of what was found before.
test('a search whose jobs stand at the far end of the order finds them all, also after they changed', () => {
  const history = openHistory()
  const { jobs: _, ...run } = newRun(0)
  const added = Array.from({ length: 2000 }, (_job, position) => newJob(position, { state: 'finished' }))
  history.writes.createRun(run, added)
  const check = (): void => {
    const jobs = history.reads.page({ order: 'list' }, null, 5000).jobs
    for (const [text, fits] of [
      ['took:>1900ms', (job: Job) => (job.durationMs ?? 0) > 1900],
      ['took:>1900ms source:handle19', (job: Job) => sourceText(job.source).startsWith('handle19')],
    ] as const)
      for (const direction of ['asc', 'desc'] as const) {
        const sort: JobSort = { column: { kind: 'field', field: 'duration' }, direction }
        const found = jobs.filter((job) => (job.durationMs ?? 0) > 1900 && fits(job))
        const expected = listSorted(found, ({ durationMs }) => durationMs, direction === 'desc')
        expect([text, readPages(history, query(text), sort, 30)]).toEqual([text, expected])
      }
  }
  history.db.exec('UPDATE jobs SET duration_ms = 1 + position')
  check()
  history.db.exec("UPDATE jobs SET duration_ms = 2001 - position, state = 'failed' WHERE position % 3 = 0")
  check()
})

// Would catch: what a search found among fewer jobs, not of a run or of a time, told as all that it finds.
test('what was found among some jobs does not answer for all', () => {
  const { folder, db, writes } = openHistory()
  const ids = [0, 1].map((at) => {
    const { jobs: _, ...run } = newRun(0, { createdAt: 1000 * at })
    writes.createRun(run, [newJob(0), newJob(1)])
    return run.id
  })
  const sort: JobSort = { column: { kind: 'field', field: 'source' }, direction: 'asc' }
  for (const among of [`-run:${ids[0]}`, 'after:1970-01-01T00:00:01Z', 'before:1970-01-01T00:00:01Z']) {
    const reads = createJournalReads(db, folder)
    reads.seek({ ...query(`source:handle ${among}`), sort }, 1)
    const found = (text: string): number => readPages({ reads }, query(text), sort, 3).length
    expect([among, found(`source:handle ${among}`), found('source:handle')]).toEqual([among, 2, 4])
  }
})
