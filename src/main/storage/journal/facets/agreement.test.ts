import { DatabaseSync } from 'node:sqlite'
import { beforeAll, expect, test } from 'vitest'
import { catchUp } from '#main/storage/facts/catch-up.ts'
import { openArchivedHistory, toAnswer } from '#main/storage/facts/testing/archived-history.ts'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import { createJournalReads, type JournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import type { NumberColumn } from '#shared/model/facets.ts'
import { formatQuery, parseQuery, resolveQuery } from '#shared/model/query/index.ts'

const file = (size: number) => ({ url: 'https://cdn.example/x', mimetype: 'image/png', size })
const tags = (auto: unknown, user: unknown = null) => ({ data: { tags: { auto, user } } })

/** Several numbers for one label or file, from tasks of one key, of several keys, and from a person. */
const RESULTS = [
  {
    tags_1: tags({ weapon: 90, 'a\0b': 5 }, { weapon: 10, WEAPONS: 40 }),
    store_1: file(10),
    store_2: file(5000),
  },
  { tags_1: tags({ weapon: 30 }, { weapon: null }), store_1: file(0) },
  { tags_1: tags({ Weapon: 20 }), more_tags_1: tags({ weapon: 70 }), out: file(700), store_1: file(20) },
  { tags_1: tags({}, { weapon: null }) },
  { tags_1: tags({ weapon: 0, 'a\0c': 50, '\ud800': 1 }) },
  {
    crop_2_1571950225779: {},
    tags_1: tags({ '>=60': 1, '"': 2, '*': 3, 'a:b': 4, '-x': 5, '$.x': 6, '😀': 7, مرحبا: 8 }),
  },
  {
    crop_1571950225779: {},
    crop_3: {},
    __proto: {},
    tags_1: tags({ '\\*': 1, ' ': 2, 'a\nb': 3, constructor: 4 }),
  },
]
const GREATEST = { tag: [90, 30, 70, 0], size: [5000, 0, 700] }

let reads: JournalReads
beforeAll(async () => {
  const cleaning: (() => void)[] = []
  const onFinished = (clean: () => void): void => void cleaning.unshift(clean)
  const folder = createScratchFolder(onFinished)
  const { archive } = openArchivedHistory(folder, onFinished)
  for (const results of RESULTS) archive(toAnswer(results))
  await catchUp(
    folder,
    [],
    () => undefined,
    () => false,
  )
  const db = new DatabaseSync(journalFile(folder), { readOnly: true })
  onFinished(() => db.close())
  reads = createJournalReads(db, folder)
  return () => {
    for (const clean of cleaning) clean()
  }
})

const count = (query: string): number =>
  reads.count({
    query: resolveQuery(parseQuery(query, { now: 0 }).query, { workflows: [], connections: [] }),
  })

// Would catch: a range dragged over the bars that finds other jobs than the bars show, since a job has several numbers;
// a number that is lost because a person gave the same label without one.
test.each(['tag', 'size'] as const)(
  'of several numbers (%s) the greatest is compared, drawn and shown',
  (kind) => {
    const column: NumberColumn = kind === 'tag' ? { kind, name: 'weapon' } : { kind }
    const key = kind === 'tag' ? 'tag:weapon' : 'size:'
    const numbers = GREATEST[kind]
    expect(reads.numbers(kind, {}, column).spread).toMatchObject({
      jobs: numbers.length,
      least: Math.min(...numbers),
      most: Math.max(...numbers),
    })
    for (const bound of [0, 10, 20, 30, 70, 90, 5000]) {
      expect(count(`${key}<${bound}`)).toBe(numbers.filter((number) => number < bound).length)
      expect(count(`${key}<=${bound}`)).toBe(numbers.filter((number) => number <= bound).length)
      expect(count(`${key}>=${bound}`)).toBe(numbers.filter((number) => number >= bound).length)
    }
  },
)

// Would catch: labels of several names, each with numbers of several tasks, that are taken for one.
test('of each label that a * finds, the greatest number counts', () => {
  expect(count('tag:weap*<50')).toBe(3)
  expect(count('tag:*=10')).toBe(0)
  expect(count('tag:*=40')).toBe(1)
})

// Would catch: a label that no pattern finds, since SQLite ends a text at a NUL and holds no half of a pair.
test('labels with a NUL or half a surrogate pair are found by every form of a query', () => {
  expect(count('tag:"a\0b"')).toBe(1)
  expect(count('tag:*"\0b"')).toBe(1)
  expect(count('tag:*"\0"*')).toBe(2)
  expect(count('tag:"\ud800"')).toBe(1)
  expect(count('text:"a c"')).toBe(1)
})

// Would catch: a value beside the list that finds other jobs when it is pressed, since its name means something in a query.
test('every value beside the list finds as many jobs as stand at it', () => {
  const { facets } = reads.facets('values', {})
  const values = facets.flatMap(({ kind, values }) =>
    kind === 'tag' || kind === 'task' ? values.map((each) => ({ kind, ...each })) : [],
  )
  expect(values.length).toBeGreaterThan(20)
  for (const { kind, value, jobs } of values) {
    const name = { text: value, glob: false }
    const term = kind === 'tag' ? { kind, not: false, name, bound: null } : { kind, not: false, name }
    expect([value, count(formatQuery({ terms: [term] }))]).toEqual([value, jobs])
  }
  expect(count('task:crop_2')).toBe(1)
  expect(count('task:crop_1571950225779')).toBe(1)
  expect(count('task:crop*')).toBe(2)
})
