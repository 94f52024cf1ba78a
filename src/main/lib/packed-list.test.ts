import { expect, test } from 'vitest'
import { newJob } from '#main/storage/testing/journals.ts'
import { heldBytes } from './testing/live-bytes.ts'
import { PackedList } from './packed-list.ts'

const COUNTS = [0, 1, 499, 500, 501, 1000, 1234]

// Would catch: items lost, doubled or mixed up where one portion ends, and sealed bytes that come back as something else.
test.each(COUNTS)('a list of %i gives what was put in, in order, as often as it is read', (count) => {
  const jobs = Array.from({ length: count }, (_, position) =>
    newJob(position, { labels: { sku: `ü ${position}` }, sealed: Uint8Array.of(position % 251, 0, 255) }),
  )
  const list = PackedList.from(jobs)
  expect(list).toHaveLength(count)
  for (const read of [[...list], [...list]]) {
    expect(read.map(({ sealed }) => [...(sealed ?? [])])).toEqual(
      jobs.map(({ sealed }) => [...(sealed ?? [])]),
    )
    expect(read.map((job) => ({ ...job, sealed: null }))).toEqual(
      jobs.map((job) => ({ ...job, sealed: null })),
    )
  }
})

// Would catch: a list that is still held by whoever gave it away, or does not come together again elsewhere.
test('what is taken of a list is another list', () => {
  const list = PackedList.from(Array.from({ length: 1234 }, (_, at) => ({ at })))
  const { portions, last } = list.detach()
  expect([...list]).toEqual([])
  const other = new PackedList(portions, last)
  other.push({ at: 1234 })
  expect(Array.from(other, ({ at }) => at)).toEqual(Array.from({ length: 1235 }, (_, at) => at))
})

// Would catch: jobs of a long list held as objects, some 500 bytes each.
test('50,000 jobs are held in less than 60 bytes each', () => {
  const before = heldBytes()
  const list = new PackedList()
  for (let position = 0; position < 50_000; position++) list.push(newJob(position))
  expect((heldBytes() - before) / list.length).toBeLessThan(60)
})
