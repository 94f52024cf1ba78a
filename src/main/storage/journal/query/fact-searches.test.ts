import type { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { catchUp } from '#main/storage/facts/catch-up.ts'
import { derivedFile, FOLLOWED_NAMES } from '#main/storage/facts/facts-files.ts'
import { openArchivedHistory, toAnswer } from '#main/storage/facts/testing/archived-history.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { assertNever } from '#shared/model/assert.ts'
import { isLike } from '#shared/model/query/glob.ts'
import { COMPARISONS } from '#shared/model/query/query.ts'
import type { FactTerm, PathTerm, ResolvedTerm } from '#shared/model/query/index.ts'
import { createFactSearch, toCountQuery, toPageQuery, type SelectValue, type Sql } from './index.ts'

const NOW = Date.UTC(2026, 10, 24)
const HOUR = 3_600_000

/** What a job of the test says; null: it has no result. */
interface Said {
  readonly tags: Readonly<Record<string, number | null>>
  readonly caption: string
  readonly size: number
  readonly hoursLeft: number
  readonly state: string
}

/** Labels whose names are close to each other, and to what SQL and patterns take for signs. */
const LABELS = ['Weapon', 'weapons', 'fire arm', '50%', "it's", 'a*b', 'Straße', '海 辺', 'line\nbreak', '']
const SAID: readonly (Said | null)[] = Array.from({ length: 60 }, (_, job) =>
  job % 6 === 0
    ? null
    : {
        tags: Object.fromEntries(
          LABELS.filter((_label, at) => (job * 7 + at * 3) % 4 === 0).map((label, at) => [
            label,
            (job + at) % 9 === 0 ? null : ((job * 13 + at * 29) % 101) + (job % 2) / 2,
          ]),
        ),
        caption:
          ['a red car on a road', 'the car is red', 'ein rotes Auto', '赤い車です', 'Red-Car!'][job % 5] ??
          '',
        size: job * 1000,
        hoursLeft: (job % 7) - 1,
        state: 'finished',
      },
)

let db: DatabaseSync
const idsOf: string[] = []

beforeAll(async () => {
  const cleaning: (() => void)[] = []
  const folder = createScratchFolder((clean) => cleaning.push(clean))
  const history = openArchivedHistory(folder, (close) => cleaning.unshift(close))
  for (const said of SAID) {
    const { tags, caption, size, hoursLeft } = said ?? {}
    const file = { url: 'https://cdn.example/x', mimetype: 'image/png', size }
    const results = {
      tags_15: { data: { tags: { auto: tags, user: null } } },
      caption_3: { caption },
      out: file,
    }
    const body = said === null ? '<html>' : toAnswer(results)
    idsOf.push(history.archive(body, hoursLeft === undefined ? undefined : NOW + hoursLeft * HOUR))
  }
  await catchUp(
    folder,
    [],
    () => undefined,
    () => false,
  )
  db = history.db
  for (const name of FOLLOWED_NAMES) db.prepare(`ATTACH ? AS ${name}`).run(derivedFile(folder, name))
  return () => {
    for (const clean of cleaning) clean()
  }
})

/** What the planner is told of how many rows there are, so that each of its ways is gone. */
const TOLD: Readonly<Record<string, { readonly jobs?: number; readonly found?: number }>> = {
  'few jobs': {},
  'many jobs, few found': { jobs: 20_000 },
  'many jobs, many found': { jobs: 20_000, found: 20_000 },
}

function compare(than: string, value: number | null, bound: number): boolean {
  if (value === null) return false
  if (value === bound) return than.includes('=')
  return than.startsWith('<') ? value < bound : than.startsWith('>') && value > bound
}

/** The meaning of a term, without any database. */
function means(said: Said, term: Exclude<FactTerm, PathTerm>): boolean {
  switch (term.kind) {
    case 'tag':
      return Object.entries(said.tags).some(
        ([name, sure]) =>
          isLike(name, term.name) &&
          (term.bound === null || compare(term.bound.than, sure, term.bound.number)),
      )
    case 'task':
      // The numbers at the end of keys do not matter.
      return ['tags', 'caption', 'out'].some((task) =>
        isLike(task, { ...term.name, text: term.name.text.replace('_99', '') }),
      )
    case 'words': {
      const pattern = term.value
        .toLowerCase()
        .split(/\W+/u)
        .filter(Boolean)
        .join(String.raw`\W+`)
      const text = [said.caption, ...Object.keys(said.tags)]
      // Of a script without blanks, each letter is a word.
      if (/\p{sc=Han}/u.test(term.value)) return text.some((each) => each.includes(term.value))
      return text.some((each) =>
        new RegExp(`(^|\\W)${pattern}${term.isBeginning ? '' : String.raw`(\W|$)`}`, 'iu').test(each),
      )
    }
    case 'size':
      return compare(term.than, said.size, term.bytes)
    case 'expires':
      return said.hoursLeft >= 0 && compare(term.than, said.hoursLeft * HOUR, term.ms)
    default:
      return assertNever(term)
  }
}

const not = fc.boolean()
const than = fc.constantFrom(...COMPARISONS)
const term: fc.Arbitrary<Exclude<FactTerm, PathTerm>> = fc.oneof(
  fc.record({
    kind: fc.constant('tag' as const),
    not,
    name: fc.oneof(
      fc.constantFrom(...LABELS, 'WEAPON', 'STRASSE', 'none').map((text) => ({ text, glob: false })),
      fc.constantFrom('weap*', '*', String.raw`a\*b*`, '*%', 'f*m').map((text) => ({ text, glob: true })),
    ),
    bound: fc.option(
      fc.record({
        than: fc.constantFrom(...COMPARISONS, '=' as const),
        number: fc.constantFrom(0, 20, 50.5, 60, 100),
      }),
    ),
  }),
  fc.record({
    kind: fc.constant('task' as const),
    not,
    name: fc.constantFrom(
      { text: 'tags', glob: false },
      { text: 'Tags_99', glob: false },
      { text: 'cap*', glob: true },
      { text: 'cap', glob: false },
    ),
  }),
  fc.record({
    kind: fc.constant('words' as const),
    not,
    value: fc.constantFrom('red car', 'car', 'ca', 'weapon', 'fire', '赤い車', '車赤', 'car weapon', 'r'),
    isBeginning: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('size' as const), than, bytes: fc.constantFrom(0, 5000, 30_000) }),
  fc.record({
    kind: fc.constant('expires' as const),
    than,
    ms: fc.constantFrom(0, HOUR, 3 * HOUR),
    at: fc.constant(NOW),
  }),
)

// Would catch: a term about results that finds too much or too little, alone or among others, in any order, page by page, counted.
test.each(Object.keys(TOLD))('a query about results finds what it says: %s', (told) => {
  const all = ({ sql, values }: Sql): Record<string, unknown>[] => db.prepare(sql).all(...values)
  const answerFacts = createFactSearch(
    <Row>(text: string, ...values: Sql['values']) => all({ sql: text, values }) as Row[],
  )
  const ask: SelectValue = (question) =>
    (question.sql.includes('count(*)') ? TOLD[told]?.jobs : null) ??
    (Object.values(all(question)[0] ?? {})[0] as number | undefined) ??
    null
  fc.assert(
    fc.property(
      fc.array(term, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('none', 'state', 'text'),
      fc.boolean(),
      (terms, beside, forward) => {
        const others: readonly ResolvedTerm[] =
          beside === 'state'
            ? [{ kind: 'state', not: false, states: ['finished'] }]
            : beside === 'text'
              ? [{ kind: 'source', not: false, value: { text: 'handle', glob: false } }]
              : []
        const filter: JobFilter = {
          query: { terms: [...terms, ...others] },
          ...(forward && { order: 'list' as const }),
        }
        const rising = idsOf.filter((_, job) => {
          const said = SAID[job] ?? null
          return terms.every((each) => {
            const isTurned = 'not' in each && each.not
            // A job whose result says nothing has no label: it is among those without.
            return (said !== null && means(said, each)) !== isTurned
          })
        })
        const expected = forward ? rising : rising.toReversed()
        const { found: known, ...rest } = answerFacts(filter)
        const answered = {
          ...rest,
          ...(known && { found: { ...known, count: TOLD[told]?.found ?? known.count } }),
        }
        const found: string[] = []
        for (let portion = 7; portion === 7;) {
          const rows = all(toPageQuery(answered, found.at(-1) ?? null, 7, ask))
          found.push(...rows.map(({ id }) => String(id)))
          portion = rows.length
        }
        expect(found).toEqual(expected)
        expect(all(toCountQuery(answered, ask))[0]?.['n']).toBe(expected.length)
      },
    ),
    { numRuns: 200 },
  )
})
