import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { formatQuery, joinQuery, parseQuery, replaceConditions, splitQuery } from './index.ts'

const when = { now: 0 }

describe('the conditions of a query', () => {
  // Would catch: a word that becomes a condition, a condition that is lost, or one that is taken while it is broken.
  it('are those that are understood; words and what is broken stay text', () => {
    expect(splitQuery('shoe tag:"fire arm">=60 state:lost -verdict:flagged red', when)).toEqual({
      conditions: ['tag:"fire arm">=60', '-verdict:flagged'],
      rest: 'shoe state:lost red',
      cursor: 19,
    })
    expect(splitQuery('tag:weapon "two words" sku:7 label:"open', when).rest).toBe(
      '"two words" sku:7 label:"open',
    )
    expect(splitQuery(' tag:a  tag:b ', when)).toEqual({
      conditions: ['tag:a', 'tag:b'],
      rest: '',
      cursor: 0,
    })
  })

  // Would catch: a condition that closes under the fingers, a cursor that jumps.
  it('are not taken while the cursor is at them, and the cursor stays where it was', () => {
    const at = (text: string) => splitQuery(text.replace('|', ''), when, text.indexOf('|'))
    const shown = (text: string) => {
      const { conditions, rest, cursor } = at(text)
      return [...conditions, `${rest.slice(0, cursor)}|${rest.slice(cursor)}`]
    }
    expect(shown('tag:weap|')).toEqual(['tag:weap|'])
    expect(shown('tag:weap |')).toEqual(['tag:weap', '|'])
    expect(shown('tag:a re|d')).toEqual(['tag:a', 're|d'])
    expect(shown('one tag:a tag:b| two')).toEqual(['tag:a', 'one tag:b| two'])
    expect(shown('one| tag:a two')).toEqual(['tag:a', 'one| two'])
    expect(shown('one two tag:a |')).toEqual(['tag:a', 'one two |'])
  })

  // Would catch: a second state beside the first, a negated one that is swallowed.
  it('of one key are replaced by another', () => {
    const conditions = ['state:failed', '-state:stopped', 'tag:a']
    expect(replaceConditions(conditions, 'state', 'state:finished')).toEqual([
      '-state:stopped',
      'tag:a',
      'state:finished',
    ])
    expect(replaceConditions(conditions, 'tag', null)).toEqual(['state:failed', '-state:stopped'])
  })

  // Would catch: a query that finds other jobs once it is shown as conditions and text.
  it('mean the same when they are put together again', () => {
    const word = fc.constantFrom(
      'red',
      '"two words"',
      'tag:a',
      '-tag:"b c"',
      'state:failed',
      'state:',
      'sku:x',
      '  ',
      '-',
      'size:>1MB',
      '💥',
      'label:"a\\"b"=c',
    )
    const terms = (text: string): string =>
      parseQuery(text, when)
        .query.terms.map((term) => formatQuery({ terms: [term] }))
        .toSorted()
        .filter((term, place, all) => term !== all[place - 1])
        .join('\n')
    fc.assert(
      fc.property(fc.array(word), fc.option(fc.nat(60)), (words, cursor) => {
        const text = words.join(' ')
        const place = cursor === null ? null : Math.min(cursor, text.length)
        expect(terms(joinQuery(splitQuery(text, when, place)))).toBe(terms(text))
      }),
    )
  })
})

// Would catch: a pasted file that freezes the window or that the journal cannot answer, and nobody is told.
it('of a very long query the beginning counts, and that is said', () => {
  const many = Array.from({ length: 150 }, (_, at) => `tag:t${at}`).join(' ')
  const read = parseQuery(many, when)
  expect(read.query.terms).toHaveLength(100)
  expect(read.problems.map(({ message }) => message)).toEqual([
    'What stands behind the first 100 conditions does not count.',
  ])
  expect(splitQuery(many, when).conditions).toHaveLength(100)
  const long = parseQuery(`cat "${'x'.repeat(100_000)}"`, when)
  expect(long.query.terms).toEqual([{ kind: 'text', not: false, value: 'cat' }])
  expect(long.problems.map(({ message }) => message)).toEqual([
    'What stands behind the first 10,000 characters does not count.',
  ])
})
