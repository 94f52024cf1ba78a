import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { catchUp } from '#main/storage/facts/catch-up.ts'
import { derivedFile, isMarkedDamaged } from '#main/storage/facts/facts-files.ts'
import { openArchivedHistory, toAnswer } from '#main/storage/facts/testing/archived-history.ts'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import { createJournalReads, type JournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import type { Facets, NumberColumn, NumberFacet } from '#shared/model/facets.ts'
import { resolveQuery, parseQuery } from '#shared/model/query/index.ts'
import type { NoSource, Source, SourceKind } from '#shared/model/source.ts'

const JOBS = 60
/** The rows of the jobs lie so far apart that they fill several blocks. */
const ROW_STEP = 300
const LABELS = ['weapon', 'Car', 'fire arm', 'sky']
const STATES = ['finished', 'failed', 'started'] as const

/** Null: the row is damaged. */
const SOURCES: readonly (Source | NoSource | null)[] = [
  { kind: 'file', path: '/in/a.png' },
  { kind: 'url', url: 'https://shop.example/a.png' },
  { kind: 'file', path: '/in/b.png', bytes: 5 },
  { kind: 'none', told: null },
  { kind: 'alias', alias: 'shop', path: 'a.png' },
  { kind: 'handle', handle: 'Xk2' },
  null,
]
const kindOf = ({ source }: Pick<Made, 'source'>): SourceKind => source?.kind ?? 'unreadable'

interface Made {
  readonly state: (typeof STATES)[number]
  readonly verdict: 'flagged' | 'none'
  readonly source: Source | NoSource | null
  readonly shelf: string
  readonly tags: Readonly<Record<string, number>>
  readonly ms: number | null
}

const MADE: readonly Made[] = Array.from({ length: JOBS }, (_, job) => ({
  state: STATES[job % 3] ?? 'finished',
  verdict: job % 5 === 0 ? 'flagged' : 'none',
  source: SOURCES[job % SOURCES.length] ?? null,
  shelf: ['Left', 'right', 'top'][job % 4] ?? '',
  tags: Object.fromEntries(
    LABELS.filter((_label, at) => (job * 7 + at * 3) % 4 === 0).map((label, at) => [
      label,
      (job * 13 + at) % 101,
    ]),
  ),
  ms: job % 4 === 0 ? null : 100 + job * 37,
}))

const createHistory = async (onFinished: (clean: () => void) => void): Promise<string> => {
  const folder = createScratchFolder(onFinished)
  const history = openArchivedHistory(folder, onFinished)
  const update = history.db.prepare(
    'UPDATE jobs SET rowid = ?, state = ?, verdict = ?, source = ?, duration_ms = ?, labels = ?, label_text = ? WHERE id = ?',
  )
  for (const [job, { state, verdict, source, shelf, tags, ms }] of MADE.entries()) {
    // A person gave the label as well: it is one label of the job.
    const user = job % 2 === 0 ? { weapon: 1 } : null
    const id = history.archive(toAnswer({ [`tags_${job}`]: { tags: { auto: tags, user } } }))
    const labels = shelf === '' ? {} : { Shelf: shelf, SKU: `${job}` }
    const pairs = Object.entries(labels).map((pair) => pair.map((text) => text.toLowerCase()))
    const written = source === null ? '{"kind":"file"}' : JSON.stringify(source)
    const [asWritten, folded] = [JSON.stringify(labels), JSON.stringify(pairs)]
    update.run((job + 1) * ROW_STEP, state, verdict, written, ms, asWritten, folded, id)
  }
  await catchUp(
    folder,
    [],
    () => undefined,
    () => false,
  )
  return folder
}

const open = (folder: string, onFinished: (clean: () => void) => void): JournalReads => {
  const db = new DatabaseSync(journalFile(folder), { readOnly: true })
  onFinished(() => db.isOpen && db.close())
  return createJournalReads(db, folder)
}

const toFilter = (query: string): JobFilter => ({
  query: resolveQuery(parseQuery(query, { now: 0 }).query, { workflows: [], connections: [] }),
})

let lastId = 0
function complete<T extends Facets | NumberFacet>(read: (id: string) => T): T {
  lastId += 1
  for (;;) {
    const answer = read(String(lastId))
    if (answer.isDone) return answer
  }
}
const countFacets = (reads: JournalReads, filter: JobFilter): Facets =>
  complete((id) => reads.facets(id, filter))
const gatherNumbers = (reads: JournalReads, filter: JobFilter, column: NumberColumn): NumberFacet =>
  complete((id) => reads.numbers(id, filter, column))

/** Counts by hand, as `kind name value` with how many. */
function countByHand(jobs: readonly (readonly [number, Made])[]): Record<string, number> {
  const counts: Record<string, number> = {}
  const add = (key: string): void => void (counts[key] = (counts[key] ?? 0) + 1)
  for (const [job, made] of jobs) {
    const { state, verdict, shelf, tags } = made
    add(`state  ${state}`)
    add(`sourceKind  ${kindOf(made)}`)
    if (verdict !== 'none') add(`verdict  ${verdict}`)
    add('task  tags')
    const labels = new Set([...Object.keys(tags), ...(job % 2 === 0 ? ['weapon'] : [])])
    for (const label of labels) add(`tag  ${label}`)
    if (shelf !== '') {
      add(`label Shelf ${shelf}`)
      add(`label SKU ${job}`)
    }
  }
  return counts
}

const toCounts = ({ facets }: Facets): Record<string, number> =>
  Object.fromEntries(
    facets
      .filter(({ kind }) => kind !== 'workflow' && kind !== 'connection')
      .flatMap(({ kind, name, values }) =>
        values.map(({ value, jobs }) => [`${kind} ${name ?? ''} ${value}`, jobs]),
      ),
  )

let folder: string
let reads: JournalReads
beforeAll(async () => {
  const cleaning: (() => void)[] = []
  const onFinished = (clean: () => void): void => void cleaning.unshift(clean)
  folder = await createHistory(onFinished)
  reads = open(folder, onFinished)
  return () => {
    for (const clean of cleaning) clean()
  }
})

const FILTERS: Readonly<Record<string, (made: Made, job: number) => boolean>> = {
  '': () => true,
  'state:finished': ({ state }) => state === 'finished',
  'verdict:flagged': ({ verdict }) => verdict === 'flagged',
  'kind:file,alias': (made) => ['file', 'alias'].includes(kindOf(made)),
  '-kind:file,unreadable': (made) => !['file', 'unreadable'].includes(kindOf(made)),
  'tag:car': ({ tags }) => tags['Car'] !== undefined,
  'tag:car>=50': ({ tags }) => (tags['Car'] ?? 0) >= 50,
  '-tag:sky': ({ tags }) => tags['sky'] === undefined,
  'label:shelf=left': ({ shelf }) => shelf === 'Left',
  'took:>1s': ({ ms }) => (ms ?? 0) > 1000,
  'tag:nothing': () => false,
}

// Would catch: a value counted for jobs of another filter, twice for one job, in one block only, or under a name nobody wrote.
test('counts are those of the jobs of the filter', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...Object.keys(FILTERS)), { maxLength: 3 }), (parts) => {
      const meant = [...MADE.entries()].filter(([job, made]) =>
        parts.every((part) => FILTERS[part]?.(made, job)),
      )
      const found = countFacets(reads, toFilter(parts.join(' ')))
      expect(found.jobs).toBe(meant.length)
      // Of a column with more values, the most frequent ones are told.
      const counts = countByHand(meant)
      const skus = Object.keys(counts).filter((key) => key.startsWith('label SKU '))
      const told = toCounts(found)
      if (skus.length > 50) for (const sku of skus) if (told[sku] === undefined) delete counts[sku]
      expect(told).toEqual(counts)
    }),
    { numRuns: 60 },
  )
})

// Would catch: a median of a part, a number outside every bar, or a bar whose jobs a query would not find.
test.each([
  ['took', (made: Made) => made.ms],
  ['tag', (made: Made) => made.tags['Car'] ?? null],
] as const)('the numbers of %s lie as they do', (kind, numberOf) => {
  const column: NumberColumn = kind === 'tag' ? { kind, name: 'CAR' } : { kind }
  for (const [part, fits] of Object.entries(FILTERS)) {
    const numbers = [...MADE.entries()]
      .flatMap(([job, made]) => (fits(made, job) ? [numberOf(made)] : []))
      .filter((number) => number !== null)
      .toSorted((a, b) => a - b)
    const { spread } = gatherNumbers(reads, toFilter(part), column)
    if (numbers.length === 0) expect(spread).toBeNull()
    else {
      expect(spread).toMatchObject({
        jobs: numbers.length,
        least: numbers[0],
        most: numbers.at(-1),
        median: numbers[Math.floor((numbers.length - 1) / 2)],
      })
      const { edges = [], bars = [] } = spread ?? {}
      expect(bars).toEqual(
        edges
          .slice(0, -1)
          .map((edge, at) => numbers.filter((n) => n >= edge && n < (edges[at + 1] ?? 0)).length),
      )
    }
  }
})

// Would catch: a count that a newer one disturbs, or that is not given up.
test('two counts go on beside each other, and one that is forgotten begins anew', () => {
  const filter = toFilter('')
  const expected = toCounts(countFacets(reads, filter))
  const all = [...Array(20).keys()].map((at) => `beside ${at}`)
  for (const id of all) reads.facets(id, filter)
  for (const id of all) {
    let answer = reads.facets(id, filter)
    while (!answer.isDone) answer = reads.facets(id, filter)
    expect(toCounts(answer)).toEqual(expected)
  }
})

// Would catch: a damaged file of facts that takes every facet with it, or that marks the journal as damaged.
test.each(['damaged', 'missing'])('facts that are %s are told, and the other facets go on', async (how) => {
  const other = await createHistory(onTestFinished)
  const file = derivedFile(other, 'facts')
  for (const ending of ['-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
  if (how === 'missing') rmSync(file)
  else {
    const handle = openSync(file, 'r+')
    const size = statSync(file).size
    writeSync(handle, Buffer.alloc(size - 4096, 0x5a), 0, size - 4096, 4096)
    closeSync(handle)
  }
  const found = countFacets(open(other, onTestFinished), toFilter(''))
  expect(found.missing).toMatchObject({ code: 'search.factsMissing' })
  expect(found.facets.map(({ kind }) => kind)).toEqual([
    'state',
    'verdict',
    'workflow',
    'connection',
    'sourceKind',
    'label',
    'label',
  ])
  expect(isMarkedDamaged(other, 'facts')).toBe(how === 'damaged')
  const numbers = gatherNumbers(open(other, onTestFinished), toFilter(''), { kind: 'size' })
  expect(numbers).toMatchObject({ spread: null, missing: { code: 'search.factsMissing' } })
})

// Would catch: jobs left out where only the rows of a run, or of a time, are looked at.
test('of a run and of a time all jobs are counted', () => {
  const [job] = reads.page({}, null, 1).jobs
  expect(countFacets(reads, { runId: job?.runId ?? '' }).jobs).toBe(1)
  expect(countFacets(reads, { runId: 'none' }).jobs).toBe(0)
  expect(countFacets(reads, toFilter('after:1970-01-01 before:1970-01-02')).jobs).toBe(JOBS)
  expect(countFacets(reads, toFilter('after:1970-01-02')).jobs).toBe(0)
})

// Would catch: one damaged row that takes the labels of all jobs beside it, or moves them to others.
test.each(['1,2', '{"a":1}', '[1,["shelf"]]', '["', 'null],[', '\u0000'])(
  'labels that read %s hurt no others',
  async (text) => {
    const other = await createHistory(onTestFinished)
    const db = new DatabaseSync(journalFile(other))
    onTestFinished(() => db.close())
    // The second job: its shelf is "right", and it has a number.
    db.prepare('UPDATE jobs SET label_text = ? WHERE rowid = ?').run(text, 2 * ROW_STEP)
    const counts = countByHand([...MADE.entries()])
    counts['label Shelf right'] = (counts['label Shelf right'] ?? 0) - 1
    const told = toCounts(countFacets(open(other, onTestFinished), toFilter('')))
    for (const key of Object.keys(told)) expect([key, told[key]]).toEqual([key, counts[key]])
    expect(told['label Shelf right']).toBe(counts['label Shelf right'])
  },
)
