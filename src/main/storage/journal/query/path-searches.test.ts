import * as fc from 'fast-check'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { catchUp } from '#main/storage/facts/catch-up.ts'
import { openArchivedHistory } from '#main/storage/facts/testing/archived-history.ts'
import { JournalError } from '#main/storage/journal/journal.ts'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { foldText } from '#shared/format/fold.ts'
import { isLike } from '#shared/model/query/glob.ts'
import { parseQuery, resolveQuery, type PathTest } from '#shared/model/query/index.ts'

/** Values as they stand in the JSON of a result; of some jobs several, of some none. */
const WRITTEN: readonly (readonly string[])[] = [
  ['true'],
  ['false'],
  ['null'],
  ['"true"'],
  ['0'],
  ['-1.50'],
  ['1e400'],
  ['2e400'],
  ['-1e400'],
  ['10.0e399'],
  ['9007199254740992'],
  ['9007199254740993.0'],
  ['9007199254740993'],
  ['"9007199254740993"'],
  ['"Straße"'],
  ['"a b*c"'],
  ['"2026-11-29T10:00:00Z"'],
  ['"2025-01-01"'],
  ['""'],
  ['[1]'],
  ['{"a":1}'],
  ['1', '"one"'],
  ['5', '60', 'false'],
  [],
]
const PATH = '$.results.task.data.*'

let reads: ReturnType<typeof createJournalReads>
const ids: string[] = []

beforeAll(async () => {
  const cleaning: (() => void)[] = []
  const folder = createScratchFolder((clean) => cleaning.push(clean))
  const history = openArchivedHistory(folder, (close) => cleaning.unshift(close))
  for (let job = 0; job < 3 * WRITTEN.length; job += 1) {
    const values = WRITTEN[job % WRITTEN.length] ?? []
    const data = values.map((value, at) => `"v${at}":${value}`).join()
    ids.push(history.archive(`{"results":{"task_${job}":{"data":{${data}}}}}`))
  }
  await catchUp(
    folder,
    [PATH],
    () => undefined,
    () => false,
  )
  reads = createJournalReads(history.db, folder)
  return () => {
    for (const clean of cleaning) clean()
  }
})

/** The meaning of a test, without any database. */
function meets(json: string, { than, value: { text, glob }, isQuoted }: PathTest): boolean {
  const value: unknown = JSON.parse(json)
  if (typeof value === 'object' && value !== null) return false
  const written = typeof value === 'string' ? value : json
  if (glob) return value !== null && isLike(written, { text, glob })
  const compare = (order: number): boolean =>
    order === 0 ? than.includes('=') : than.startsWith(order < 0 ? '<' : '>')
  if (typeof value === 'string') {
    if (!isQuoted && than !== '=' && !Number.isNaN(Number(text)) && text !== '') return false
    const [one, other] = [foldText(value), foldText(text)]
    return compare(one < other ? -1 : one > other ? 1 : 0)
  }
  if (isQuoted) return false
  if (typeof value !== 'number') return than === '=' && json === text.toLowerCase()
  if (Number.isNaN(Number(text)) || text === '') return false
  const [one, other] = [toExact(json), toExact(text)]
  return compare(one < other ? -1 : one > other ? 1 : 0)
}

/** A number times 10 to the power of 20. */
function toExact(written: string): bigint {
  const [, whole = '', fraction = '', power = '0'] =
    /^(-?\d+)(?:\.(\d+))?(?:e([-+]?\d+))?$/i.exec(written) ?? []
  return BigInt(whole + fraction) * 10n ** BigInt(20 - fraction.length + Number(power))
}

const tested = fc.record({
  not: fc.boolean(),
  test: fc.option(
    fc.oneof(
      fc.record({
        than: fc.constantFrom('<', '<=', '>', '>=', '=' as const),
        value: fc.constantFrom(
          '0',
          '1',
          '-1.5',
          '60',
          '5e0',
          '9007199254740993',
          '9.007199254740993e15',
          '1e400',
          '-1e400',
          '2026',
          'TRUE',
          'null',
          'strasse',
          'x',
        ),
        quote: fc.boolean(),
      }),
      fc.record({
        than: fc.constant('=' as const),
        value: fc.constantFrom('*', '2026*', 'a*c', '*e*', '900719925474099*', '*0'),
        quote: fc.constant(false),
      }),
    ),
  ),
})

// Would catch: a value of another kind that is found, a number that was rounded, one of several values that is not looked at, a page
// that leaves jobs out.
test('a query by paths finds what it says', () => {
  fc.assert(
    fc.property(fc.array(tested, { minLength: 1, maxLength: 2 }), (terms) => {
      const text = terms
        .map(({ not, test: tests }) => {
          const value = tests === null ? '' : `${tests.than}${tests.quote ? `"${tests.value}"` : tests.value}`
          return `${not ? '-' : ''}${PATH}${value}`
        })
        .join(' ')
      const { query, problems } = parseQuery(text, { now: 0 })
      expect(problems).toEqual([])
      const filter = { query: resolveQuery(query, { workflows: [], connections: [] }) }
      const expected = ids
        .filter((_, job) => {
          const values = WRITTEN[job % WRITTEN.length] ?? []
          return query.terms.every((term) => {
            if (term.kind !== 'path') return false
            const { test: asked, not } = term
            return values.some((value) => asked === null || meets(value, asked)) !== not
          })
        })
        .toReversed()
      const first = reads.page(filter, null, 7)
      const { jobs: more } = reads.page(filter, first.next ?? '', 100)
      const found = [...first.jobs, ...(first.next === null ? [] : more)]
      expect([text, found.map(({ id }) => id)]).toEqual([text, expected])
      expect(reads.count(filter)).toBe(expected.length)
    }),
    { numRuns: 500 },
  )
})

// Would catch: a path whose values nobody has read, and an empty page that looks like an answer.
test('a path that was not read is told', () => {
  const folder = createScratchFolder(onTestFinished)
  const history = openArchivedHistory(folder, onTestFinished)
  history.archive('{"results":{}}')
  const reads = createJournalReads(history.db, folder)
  const { query } = parseQuery('$.results', { now: 0 })
  const read = (): unknown =>
    reads.page({ query: resolveQuery(query, { workflows: [], connections: [] }) }, null, 9)
  expect(read).toThrow(JournalError)
})
