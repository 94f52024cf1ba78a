import { expect, test } from 'vitest'
import { parseQuery } from '#shared/model/query/index.ts'
import { isNarrowed, filterToQuery } from './filter-to-query.ts'

const terms = (text: string) => parseQuery(text, { now: 0 })

// Would catch: more jobs run again than the list shows, because one of its filters was left out of the query.
test('every filter of a list is in its query', () => {
  const { query, problems } = terms(
    filterToQuery({
      connectionId: 'c',
      workflowId: '67d2-3963',
      runId: 'r1',
      states: ['failed', 'rejected'],
      text: ' red "sneaker" ',
      query: 'label:SKU=A* ',
    }),
  )
  expect(problems).toEqual([])
  expect(query.terms).toEqual([
    { kind: 'workflow', not: false, value: { text: '67d2-3963', glob: false } },
    { kind: 'run', not: false, value: 'r1' },
    { kind: 'state', not: false, states: ['failed', 'rejected'] },
    { kind: 'text', not: false, value: 'red "sneaker"' },
    { kind: 'label', not: false, name: 'SKU', value: { text: 'A*', glob: true } },
  ])
})

// Would catch: an offer to run the whole history again.
test('a connection alone narrows nothing', () => {
  expect(isNarrowed({ connectionId: 'c', query: ' ' })).toBe(false)
  expect(isNarrowed({ connectionId: 'c', states: ['failed'] })).toBe(true)
  expect(isNarrowed({ query: 'took:>2s' })).toBe(true)
})
