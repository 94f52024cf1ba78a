import { expect, onTestFinished, test } from 'vitest'
import { Follower } from '#main/storage/facts/follower.ts'
import type { JobSort } from '#main/storage/journal/journal.ts'
import { newJob, newRun } from '#main/storage/testing/journals.ts'
import type { JobColumn } from '#shared/model/columns/index.ts'
import { listSorted, valueOf } from './testing/expected-order.ts'
import { createDice, fill, openHistory, query, readPages } from './testing/varied-history.ts'

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
  const archive = (tags: Readonly<Record<string, number | null>> | null): string => {
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

  // The cell shows “ant, zebra 0”: a label without a number counts as 0.
  const unsure = archive({ zebra: 0, ant: null })
  followAll()
  const joined: JobColumn = { ...count, shows: 'joined', atLeast: 0 }
  expect(sorted(joined, 'asc')).toEqual([unsure, both, cat, late, none])
})
