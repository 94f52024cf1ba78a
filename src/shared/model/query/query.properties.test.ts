import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { JOB_STATES } from '#shared/model/job.ts'
import { SOURCE_KINDS } from '#shared/model/source.ts'
import { toGlob, isLike, splitGlob } from './glob.ts'
import { formatQuery, parseQuery, suggest, type Glob, type Term } from './index.ts'
import { COMPARISONS } from './query.ts'

const when = { now: Date.UTC(2026, 10, 24, 12) }

const not = fc.boolean()
const word = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('a', '*', '"', '\\', ' ', '=', ',', ':', '-', '/', '\n', 'ä', '<') }),
)
const parts = fc.array(word, { minLength: 1, maxLength: 4 })
const glob: fc.Arbitrary<Glob> = parts.map(toGlob)
const at = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) })
const term: fc.Arbitrary<Term> = fc.oneof(
  fc.record({
    kind: fc.constant('state' as const),
    not,
    states: fc.uniqueArray(fc.constantFrom(...JOB_STATES), { minLength: 1 }),
  }),
  fc.record({ kind: fc.constantFrom('workflow' as const, 'connection' as const), not, value: glob }),
  fc.record({ kind: fc.constant('source' as const), not, value: glob }),
  fc.record({
    kind: fc.constant('sourceKind' as const),
    not,
    kinds: fc.uniqueArray(fc.constantFrom(...SOURCE_KINDS), { minLength: 1 }),
  }),
  fc.record({ kind: fc.constantFrom('after' as const, 'before' as const), at }),
  fc.record({ kind: fc.constant('run' as const), not, value: word }),
  fc.record({
    kind: fc.constant('took' as const),
    than: fc.constantFrom(...COMPARISONS),
    ms: fc.nat(),
  }),
  fc.record({
    kind: fc.constant('tag' as const),
    not,
    name: glob.filter(({ text }) => text !== ''),
    bound: fc.option(
      fc.record({
        than: fc.constantFrom(...COMPARISONS, '=' as const),
        number: fc.integer({ min: -100, max: 10_000 }).map((hundredths) => hundredths / 100),
      }),
    ),
  }),
  fc.record({ kind: fc.constant('task' as const), not, name: glob }),
  fc.record({
    kind: fc.constant('words' as const),
    not,
    value: word.map((text) => `a${text}`),
    isBeginning: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('path' as const),
    not,
    path: fc.constantFrom('$.a', '$..b[?@.c == "= <]"]', "$['x \\' y'].*", '$[0]'),
    test: fc.option(
      fc.oneof(
        fc.record({
          than: fc.constantFrom(...COMPARISONS, '=' as const),
          value: word.map((text) => ({ text, glob: false })),
          isQuoted: fc.constant(true),
        }),
        fc.record({
          than: fc.constant('=' as const),
          value: glob.filter((value) => value.glob),
          isQuoted: fc.constant(false),
        }),
        fc.record({
          than: fc.constantFrom('<', '>=', '=' as const),
          value: fc.constantFrom('5', '-', 'a=b', '$.x', 'tag:x').map((text) => ({ text, glob: false })),
          isQuoted: fc.constant(false),
        }),
      ),
    ),
  }),
  fc.record({ kind: fc.constant('size' as const), than: fc.constantFrom(...COMPARISONS), bytes: fc.nat() }),
  fc.record({
    kind: fc.constant('expires' as const),
    than: fc.constantFrom(...COMPARISONS),
    ms: fc.nat(),
    at: fc.constant(when.now),
  }),
  fc.record({ kind: fc.constant('label' as const), not, name: fc.option(word), value: glob }),
  fc
    .record({ not, value: glob.filter(({ text }) => text !== '') })
    .map(({ not: negated, value: { text: value, glob: isGlob } }) => ({
      kind: 'text' as const,
      not: negated,
      value,
      ...(isGlob && { glob: isGlob }),
    })),
)

// Would catch: a query that changes its meaning when it is saved, shown or sent.
test('a query written and read again is the same', () => {
  fc.assert(
    fc.property(fc.array(term), (terms) => {
      const { query, problems } = parseQuery(formatQuery({ terms }), when)
      expect(problems).toEqual([])
      expect(query.terms).toEqual(terms)
    }),
    { numRuns: 500 },
  )
})

const typed = fc.array(
  fc.oneof(
    fc.string(),
    fc.constantFrom(
      'state:',
      'after:',
      'took:',
      'label:',
      'tag:',
      'text:',
      'size:',
      'expires:',
      '$.',
      '[',
      "'",
      '>=',
      '<6',
      '"',
      '-',
      '*',
      ',',
      '=',
      ' ',
      '7d',
      '>2s',
      '\\',
    ),
  ),
)

// Would catch: an exception over something half typed, a problem outside of the text, a query that is not stable.
test('whatever is typed is read, and a second writing changes nothing more', () => {
  fc.assert(
    fc.property(typed, fc.nat(), (parts, cursor) => {
      const text = parts.join('')
      const { query, problems } = parseQuery(text, when)
      for (const { from, to } of problems) expect(0 <= from && from < to && to <= text.length).toBe(true)
      const written = formatQuery(query)
      expect(formatQuery(parseQuery(written, when).query)).toBe(written)
      const { from, to } = suggest(text, Math.min(cursor, text.length))
      expect(0 <= from && from <= to && to <= text.length).toBe(true)
    }),
    { numRuns: 500 },
  )
})

// Would catch: a glob that matches too little or too much (compared with a regular expression), a star in quotes that matches
// anything, a backslash that is lost.
test('a glob is like its parts with anything between', () => {
  const short = fc.string({ unit: fc.constantFrom('a', 'b', '*', '\\', 'Ä'), maxLength: 4 })
  fc.assert(
    fc.property(short, fc.array(short, { minLength: 1, maxLength: 4 }), (text, between) => {
      const pattern = toGlob(between)
      expect(splitGlob(pattern)).toEqual(between)
      const escaped = between.map((part) => part.toLowerCase().replace(/[\\*]/g, String.raw`\$&`))
      const expression = new RegExp(`^${escaped.join('.*')}$`, 's')
      for (const each of [text, between.join(''), between.join(text)])
        expect(isLike(each, pattern)).toBe(expression.test(each.toLowerCase()))
    }),
  )
})
