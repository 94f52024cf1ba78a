import { expect, test } from 'vitest'
import { fail, ok } from '#shared/model/result.ts'
import { packAnswer, packPayload, unpackAnswer, unpackPayload } from './packed.ts'

// Would catch: a field of one row given to another, one that was absent and comes out as null, a list mixed up with a field.
test.each([
  [{ jobs: [], next: null }],
  [{ jobs: [{ id: 'a', labels: {} }], next: 'a' }],
  [
    {
      jobs: [
        { id: 'a', run: 'r', error: null },
        { id: 'b', run: 'r', error: null },
      ],
      more: true,
    },
  ],
  [
    {
      jobs: [
        { id: 'a', labels: { SKU: '1' } },
        { id: 'b', labels: { SKU: '2' } },
        { id: 'c', labels: {} },
      ],
    },
  ],
  [{ rows: [{ id: 'a', damage: { state: 'AA==' } }, { id: 'b' }], names: ['a', 'b'], none: [null, null] }],
  [{ rows: [{ id: 'a' }, { id: 'b', damage: { state: 'AA==' } }], lists: [1, 2], fields: { shared: [] } }],
])('%j comes out as it went in', (payload) => {
  expect(unpackPayload(packPayload(payload))).toEqual(payload)
})

// Would catch: a page of jobs that crosses the bridge with the ids of its run and connection two hundred times.
test('what all rows share crosses once', () => {
  const jobs = Array.from({ length: 200 }, (_, at) => ({ id: at, runId: 'the id of the run', files: null }))
  const packed = packPayload({ jobs })
  expect(packed.match(/the id of the run/g)).toHaveLength(1)
  expect(packed.length).toBeLessThan(JSON.stringify({ jobs }).length / 3)
})

// Would catch: an answer that the page cannot read, or objects that are copied one by one over the bridge.
test('a page of jobs crosses as a text, every other answer and every failure as it is', () => {
  const page = ok({ jobs: [{ id: 'a' }, { id: 'b' }], next: null })
  const packed = packAnswer('jobs.page', page)
  expect(packed.ok && typeof packed.data).toBe('string')
  expect(unpackAnswer('jobs.page', packed)).toEqual(page)
  const failed = fail({ code: 'journal.diskFull', message: 'The disk is full.', advice: '' } as const)
  for (const [route, answer] of [
    ['jobs.page', failed],
    ['jobs.count', ok(2)],
    ['jobs.get', ok({ id: 'a' })],
  ] as const) {
    expect(packAnswer(route, answer)).toBe(answer)
    expect(unpackAnswer(route, answer)).toBe(answer)
  }
})
