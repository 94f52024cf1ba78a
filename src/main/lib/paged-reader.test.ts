import { expect, test } from 'vitest'
import { readPages, readPagesById } from './paged-reader.ts'

const PAGE_ROWS = 3

/** Rows of a list in order, ids that sort. */
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: String(index).padStart(3, '0') }))

async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const page of pages) found.push(...page)
  return found
}

// Would catch: a row that is skipped or read twice where a page ends, and a list whose last page is full read for ever.
test.each([0, 1, PAGE_ROWS, PAGE_ROWS + 1, 3 * PAGE_ROWS])(
  'each of %i rows is read once, by id',
  async (count) => {
    const all = rows(count)
    const pages = readPagesById(PAGE_ROWS, async (afterId, limit) =>
      all.filter(({ id }) => afterId === null || id > afterId).slice(0, limit),
    )
    expect(await collect(pages)).toEqual(all)
  },
)

// Would catch: a row that is jumped over because the one before it left the list.
test('rows that leave the list while it is read move no other one out of sight', async () => {
  const all = rows(10)
  const left = new Set<string>()
  const seen: string[] = []
  const pages = readPagesById(PAGE_ROWS, async (afterId, limit) =>
    all.filter(({ id }) => !left.has(id) && (afterId === null || id > afterId)).slice(0, limit),
  )
  for await (const page of pages) {
    for (const { id } of page) {
      seen.push(id)
      left.add(id)
    }
  }
  expect(seen).toEqual(all.map(({ id }) => id))
})

// Would catch: pages read ahead that nobody wants, which costs a list of a million rows its memory.
test('pages are followed from cursor to cursor, and none is read before it is wanted', async () => {
  const cursors: (string | null)[] = []
  const pages = readPages(async (cursor) => {
    cursors.push(cursor)
    return { rows: [cursor], next: cursors.length < 3 ? String(cursors.length) : null }
  })
  for await (const { next } of pages) {
    if (next === '1') expect(cursors).toEqual([null])
  }
  expect(cursors).toEqual([null, '1', '2'])
})
