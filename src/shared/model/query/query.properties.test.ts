import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { JOB_STATES } from '#shared/model/job.ts'
import { formatQuery, parseQuery, suggest, type Glob, type Term } from './index.ts'
import { COMPARISONS } from './query.ts'
import { isLike } from './resolve.ts'

const when = { now: Date.UTC(2026, 10, 24, 12) }

const not = fc.boolean()
const word = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('a', '*', '"', '\\', ' ', '=', ',', ':', '-', '\n', 'ä', '<') }),
)
const some = word.filter((value) => value !== '')
const glob: fc.Arbitrary<Glob> = word.chain((text) =>
  (text.includes('*') ? fc.boolean() : fc.constant(false)).map((isGlob) => ({ text, glob: isGlob })),
)
const at = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) })
const term: fc.Arbitrary<Term> = fc.oneof(
  fc.record({
    kind: fc.constant('state' as const),
    not,
    states: fc.uniqueArray(fc.constantFrom(...JOB_STATES), { minLength: 1 }),
  }),
  fc.record({ kind: fc.constantFrom('workflow' as const, 'connection' as const), not, value: glob }),
  fc.record({ kind: fc.constant('source' as const), not, value: glob }),
  fc.record({ kind: fc.constantFrom('after' as const, 'before' as const), at }),
  fc.record({ kind: fc.constant('run' as const), not, value: word }),
  fc.record({
    kind: fc.constant('took' as const),
    than: fc.constantFrom(...COMPARISONS),
    ms: fc.nat(),
  }),
  fc.record({ kind: fc.constant('label' as const), not, name: fc.option(word), value: glob }),
  fc.record({ kind: fc.constant('text' as const), not, value: some }),
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
    fc.constantFrom('state:', 'after:', 'took:', 'label:', '"', '-', '*', ',', '=', ' ', '7d', '>2s', '\\'),
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

// Would catch: a glob that matches too little or too much (compared with a regular expression).
test('a glob is like its pattern', () => {
  const short = fc.string({ unit: fc.constantFrom('a', 'b', '*', 'Ä'), maxLength: 6 })
  fc.assert(
    fc.property(short, short, (text, pattern) => {
      const parts = pattern.toLowerCase().split('*')
      const expression = new RegExp(`^${parts.join('.*')}$`, 's')
      expect(isLike(text, { text: pattern, glob: true })).toBe(expression.test(text.toLowerCase()))
    }),
  )
})
