import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { journalFile, openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import type { JobFilter, JobSort } from '#main/storage/journal/journal.ts'

import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { Follower } from '#main/storage/facts/follower.ts'
import { createScratchFolder, newJob, newRun } from '#main/storage/testing/journals.ts'
import { COLUMN_FIELDS, type ColumnField, type JobColumn } from '#shared/model/columns/index.ts'
import { isEndedOrderOfRun } from '#shared/model/job-page.ts'
import { findLossAt } from '#shared/model/forgotten.ts'
import { JOB_STATES, type Job } from '#shared/model/job.ts'
import { readQuery } from '#shared/model/query/index.ts'
import { sourceText } from '#shared/model/source.ts'

/** Numbers that look random and are the same in each run of the test. */
function createDice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

function openHistory() {
  const folder = createScratchFolder(onTestFinished)
  const { db } = openJournalDatabase(folder, 0)
  db.exec('PRAGMA synchronous = OFF')
  const reading = new DatabaseSync(journalFile(folder), { readOnly: true })
  onTestFinished(() => {
    reading.close()
    db.close()
  })
  return { folder, db, writes: createJournalWrites(db, folder), reads: createJournalReads(reading, folder) }
}

type History = ReturnType<typeof openHistory>

const SOURCES = ['b.jpg', 'B.jpg', 'ä.png', 'z.gif', 'a b.png', '😀.png', '\u{fffd}.png']
const TAGS = ['urgent', 'Äpfel', 'b']
const SKUS = ['10', '9', 'SKU-1', 'sku-1', '', '-3.5', 'x']

/** Jobs with many ties, gaps and mixed types. */
function fill({ db, writes }: History, roll: (sides: number) => number, runs: number): void {
  const set = db.prepare(
    `UPDATE jobs SET duration_ms = ?, started_at = ?, ended_at = ?, verdict = ?, summary = ?, polls = ?,
      body_bytes = ?, body_sha256 = 'x', files_of = ?, files_kept = 0, forgotten_at = ?, jobid = ? WHERE id = ?`,
  )
  const mark = createDice(runs)
  const maybe = (value: number): number | null => (roll(3) === 0 ? null : value)
  for (let run = 0; run < runs; run += 1) {
    const jobs = Array.from({ length: 1 + roll(30) }, (_, position) =>
      newJob(position, {
        state: JOB_STATES[roll(JOB_STATES.length)] ?? 'ready',
        source:
          roll(2) === 0
            ? { kind: 'url', url: `https://example.com/${SOURCES[roll(SOURCES.length)]}` }
            : { kind: 'file', path: `/p/${SOURCES[roll(SOURCES.length)]}`, bytes: roll(4) },
        labels: roll(2) === 0 ? {} : { 'sku "no"': SKUS[roll(SKUS.length)] ?? '' },
      }),
    )
    const created = 1_000_000 + run * 1000
    const { jobs: _, ...made } = newRun(0, {
      createdAt: created,
      connectionId: `c${roll(2)}`,
      workflowId: `w${roll(3)}`,
      name: roll(2) === 0 ? null : `Name ${roll(3)}`,
    })
    writes.createRun(made, jobs)
    for (const { id } of jobs) {
      const jobIds = [id]
      const add = TAGS.slice(mark(4), 3)
      if (add.length > 0) writes.executeCommand(`t${id}`, 1, { kind: 'tagJobs', jobIds, add, remove: [] })
      const note = [null, 'Zoo', 'a note', '12'][mark(4)] ?? null
      writes.executeCommand(`n${id}`, 1, { kind: 'noteJobs', jobIds, note })
      const verdict = ['flagged', 'clear', 'none'][roll(3)] ?? 'none'
      const summary = ['', 'A cat', 'a cat', 'Zebra', '7'][roll(5)] ?? ''
      set.run(
        maybe(roll(5)),
        maybe(roll(5)),
        maybe(roll(9)),
        verdict,
        summary,
        roll(3),
        maybe(roll(2)),
        maybe(roll(3)),
        maybe(roll(6)),
        roll(2) === 0 ? null : `job-${roll(9)}-${id}`,
        id,
      )
    }
  }
}

const NAMES = { w0: 'Zoo', w1: 'apple', c0: 'Shop', c1: 'Apples' }

const fold = (text: string): string => text.normalize('NFC').toLowerCase()
const sortable = (text: string | null): number | string | null =>
  text === null || text === '' ? null : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : fold(text)

/** What a person sees a job by in each column. */
function valueOf(job: Job, column: JobColumn, runNames: ReadonlyMap<string, string | null>) {
  if (column.kind === 'label') return sortable(job.labels[column.name] ?? null)
  if (column.kind !== 'field') throw new Error('not asked')
  const values: Record<ColumnField, number | string | null> = {
    state: JOB_STATES.indexOf(job.state),
    source: fold(sourceText(job.source)),
    workflow: sortable((NAMES as Record<string, string>)[job.workflowId] ?? job.workflowId),
    connection: sortable((NAMES as Record<string, string>)[job.connectionId] ?? job.connectionId),
    verdict: { flagged: 0, clear: 1, none: null }[job.verdict],
    result: sortable(job.error === null ? job.summary : job.error.message),
    duration: job.durationMs,
    started: job.startedAt ?? job.sentAt,
    kept: job.body !== null ? 0 : findLossAt(job),
    created: job.createdAt,
    ended: job.endedAt,
    run: sortable(runNames.get(job.runId) ?? null),
    jobId: job.remoteJobId,
    kind: job.source.kind,
    size: job.source.kind === 'file' ? (job.source.bytes ?? null) : null,
    resultSize: job.body?.bytes ?? null,
    files: job.files?.total ?? null,
    requests: job.polls,
    tags: job.tags[0] === undefined ? null : fold(job.tags[0]),
    note: sortable(job.note),
  }
  return values[column.field]
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [Array.from(a, (c) => c.codePointAt(0) ?? 0), Array.from(b, (c) => c.codePointAt(0) ?? 0)]
    for (let at = 0; at < Math.min(x.length, y.length); at += 1)
      if (x[at] !== y[at]) return (x[at] ?? 0) - (y[at] ?? 0)
    return x.length - y.length
  }
  return typeof a === 'number' ? -1 : 1
}

function listSorted(jobs: readonly Job[], valueFor: (job: Job) => number | string | null, falling: boolean) {
  const valued = jobs.flatMap((job, place) => {
    const value = valueFor(job)
    return value === null ? [] : [{ job, value, place }]
  })
  // `jobs` stand oldest first.
  valued.sort((a, b) => compare(a.value, b.value) || a.place - b.place)
  if (falling) valued.reverse()
  const others = jobs.filter((job) => valueFor(job) === null).toReversed()
  return [...valued.map(({ job }) => job.id), ...others.map(({ id }) => id)]
}

function readPages(
  { reads }: Pick<History, 'reads'>,
  filter: JobFilter,
  sort: JobSort,
  limit: number,
): string[] {
  const ids: string[] = []
  let before: string | null = null
  do {
    const page = reads.page({ ...filter, sort }, before, limit)
    ids.push(...page.jobs.map(({ id }) => id))
    before = page.next
  } while (before !== null && ids.length < 10_000)
  return ids
}

function query(text: string): JobFilter {
  const read = readQuery(text, { workflows: [], connections: [] }, { now: 2_000_000 })
  if (!read.ok) throw new Error(read.error.message)
  return { query: read.data }
}

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

// Would catch: an order that stays as it was made, so that jobs stand where they stood before they started, or never appear.
test('what came, changed and went since then stands in its place', () => {
  const history = openHistory()
  const roll = createDice(9)
  fill(history, roll, 6)
  const sorts: readonly JobSort[] = (['duration', 'state', 'result', 'requests'] as const).flatMap((name) =>
    (['asc', 'desc'] as const).map((direction) => ({ column: { kind: 'field', field: name }, direction })),
  )
  const check = (): void => {
    const jobs = history.reads.page({ order: 'list' }, null, 5000).jobs
    for (const sort of sorts) {
      const expected = listSorted(
        jobs,
        (job) => valueOf(job, sort.column, new Map()),
        sort.direction === 'desc',
      )
      expect([sort, readPages(history, {}, sort, 17)]).toEqual([sort, expected])
    }
  }
  check()
  for (let round = 0; round < 5; round += 1) {
    fill(history, roll, 1 + roll(2))
    history.db
      .prepare(
        `UPDATE jobs SET state = iif(state = 'finished', 'failed', 'finished'), duration_ms = ?, summary = ?, polls = polls + 1
          WHERE rowid % 5 = ?`,
      )
      .run(roll(2) === 0 ? null : roll(5), ['', 'new', 'A cat'][roll(3)] ?? '', roll(5))
    check()
  }
})

// Would catch: a list that jumps while somebody pages through it, and jobs end above; a page that begins by values which
// changed since, in an order that they do not stand in.
test.each([1, 2, 3, 4, 5])(
  'a list is read to its end as it was when its first page was read (seed %i)',
  (seed) => {
    const history = openHistory()
    fill(history, createDice(seed), 8)
    for (const direction of ['asc', 'desc'] as const) {
      const sort: JobSort = { column: { kind: 'field', field: 'duration' }, direction }
      const all = readPages(history, {}, sort, 1000)
      let page = history.reads.page({ sort }, null, 5)
      const read = page.jobs.map(({ id }) => id)
      for (let turn = 2; page.next !== null && turn < 100; turn += 1) {
        history.db.exec(
          `UPDATE jobs SET state = 'expired', duration_ms = (rowid * ${turn * 37}) % 900 WHERE rowid % ${turn + 1} = 0`,
        )
        page = history.reads.page({ sort }, page.next, 5)
        read.push(...page.jobs.map(({ id }) => id))
      }
      expect(read).toEqual(all)
    }
  },
)

// Would catch: jobs that are sorted by what they said before, or stay without a value for good once results are read late.
test('facts are sorted by, and those that are read later take their places', () => {
  const history = openHistory()
  const follower = new Follower(history.folder)
  onTestFinished(() => follower.close())
  const archive = (tags: Readonly<Record<string, number>> | null): string => {
    const job = newJob(0, { state: 'started' })
    const { jobs: _, ...run } = newRun(0)
    history.writes.createRun(run, [job])
    const results = tags === null ? { a: { caption: 'x' } } : { tags_1: { tags: { auto: tags, user: null } } }
    history.writes.archive(
      { id: job.id, from: 'started', to: 'finished', patch: {} },
      Buffer.from(JSON.stringify({ status: 'Finished', results })),
    )
    return job.id
  }
  const followAll = (): void => {
    while (follower.followSome());
  }
  const cat = archive({ cat: 90, zebra: 20 })
  const none = archive(null)
  const both = archive({ cat: 30, Ape: 95, dog: 61 })
  followAll()
  const sorted = (column: JobColumn, direction: 'asc' | 'desc') =>
    readPages(history, {}, { column, direction }, 2)
  const count: JobColumn = { kind: 'fact', fact: 'tags', shows: 'count', atLeast: 60 }
  expect(sorted({ kind: 'fact', fact: 'tag', name: 'CAT' }, 'desc')).toEqual([cat, both, none])
  expect(sorted({ kind: 'fact', fact: 'tag', name: 'cat' }, 'asc')).toEqual([both, cat, none])
  expect(sorted(count, 'desc')).toEqual([both, cat, none])
  expect(sorted({ ...count, shows: 'joined' }, 'asc')).toEqual([both, cat, none])
  expect(sorted({ ...count, shows: 'best' }, 'asc')).toEqual([cat, both, none])
  const found = readPages(history, query('tag:dog<=61'), { column: count, direction: 'desc' }, 1)
  expect(found).toEqual([both])
  expect(readPages(history, query('-tag:zebra'), { column: count, direction: 'asc' }, 1)).toEqual([
    both,
    none,
  ])

  const late = archive({ cat: 50 })
  expect(sorted({ kind: 'fact', fact: 'tag', name: 'cat' }, 'asc')).toEqual([both, cat, late, none])
  followAll()
  expect(sorted({ kind: 'fact', fact: 'tag', name: 'cat' }, 'asc')).toEqual([both, late, cat, none])
})
