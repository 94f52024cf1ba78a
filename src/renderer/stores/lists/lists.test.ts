import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  packPlan,
  planDraft,
  toSourceInputs,
  summarizeDraft,
  useDraft,
} from '#renderer/stores/draft/index.ts'
import { found, openBridge, type Bridge } from '#renderer/stores/files/testing/fake-bridge.ts'
import type { ListPreview, ListRow } from '#shared/model/source-list.ts'
import { pack } from '#shared/ipc/packed.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok } from '#shared/model/result.ts'
import { subscribeLists, useLists } from './index.ts'
import { addPaste } from './add-paste.ts'

const PREVIEW: ListPreview = {
  listId: 'list-1',
  name: 'skus.csv',
  columns: [
    { name: 'sku', examples: ['A-1'], sources: 0 },
    { name: 'image_url', examples: ['https://example.com/1.jpg'], sources: 1 },
  ],
  suggested: 1,
  header: true,
  firstRows: [['A-1', 'https://example.com/1.jpg']],
  rowCount: 1,
  isCounted: true,
  sheets: [],
  sheet: null,
}
const SHEET = 'sku,image_url\nA-1,https://example.com/1.jpg\nA-2,https://example.com/2.jpg'

let bridge: Bridge
let stop = (): void => undefined
openBridge()
const draft = () => useDraft.getState()
const row = (n: number, text = `https://example.com/${n}.jpg`): ListRow => ({
  row: n,
  text,
  labels: { sku: `A-${n}` },
})
const send = (rows: readonly ListRow[], done: boolean) =>
  bridge.send('lists.rows', { listId: 'list-1', rows, done, error: null, problems: [] })

/** Drops a sheet and answers *Use as a list*. */
async function answered(): Promise<void> {
  const { add, addAsList } = useLists.getState()
  add([{ kind: 'file', file: found('/skus.csv', { mayBeList: true }) }])
  await vi.waitFor(() => expect(useLists.getState().questions[0]?.preview).not.toBeNull())
  await addAsList(useLists.getState().questions[0]?.key ?? 0, 1, [0])
}

beforeEach(() => {
  draft().clear()
  stop()
  bridge = openBridge({ 'lists.open': () => ok(PREVIEW) })
  stop = subscribeLists()
  useLists.setState({ questions: [], reading: {} })
})
afterEach(() => stop())

// Would catch: labels at the wrong source, rows in another order, a list that is never closed.
test('the rows of a sheet become sources with their labels, in the order of the sheet', async () => {
  await answered()
  expect(bridge.requestsTo('lists.read')).toEqual([{ listId: 'list-1', column: 1, labels: [0] }])
  send([row(2), row(3)], false)
  send([row(4)], true)
  await vi.waitFor(() => expect(draft().items).toHaveLength(3))
  const plan = planDraft(draft().items)
  expect(toSourceInputs(plan).map((source) => source.kind === 'url' && source.url)).toEqual(
    [2, 3, 4].map((n) => `https://example.com/${n}.jpg`),
  )
  const { labels } = await packPlan(plan)
  expect(labels).toEqual(pack([{ sku: 'A-2' }, { sku: 'A-3' }, { sku: 'A-4' }]))
  await vi.waitFor(() => expect(bridge.requestsTo('lists.close')).toEqual([{ listId: 'list-1' }]))
  expect(useLists.getState().reading).toEqual({})
})

// Would catch: a row without a source dropped in silence; a problem without its row.
test('rows without a source, and lines that could not be read, are shown with their row', async () => {
  await answered()
  bridge.send('lists.rows', {
    listId: 'list-1',
    rows: [row(2), row(3, ''), row(4, 'no source')],
    done: true,
    error: null,
    problems: [{ row: 9, error: appError('list.lineTooLong', { line: 9, limit: '64 kB' }) }],
  })
  await vi.waitFor(() => expect(draft().items).toHaveLength(4))
  expect(summarizeDraft(draft().items)).toMatchObject({ taken: 1, open: 3 })
  expect(draft().items.map(({ row: place }) => place)).toEqual([2, 3, 4, 9])
})

// Would catch: a duplicate in a sheet named by a line that nobody sees.
test('a duplicate in a list names the row that holds it first', async () => {
  await answered()
  send([row(7), row(8, 'https://example.com/7.jpg')], true)
  await vi.waitFor(() => expect(draft().items).toHaveLength(2))
  expect(draft().items[1]?.duplicateOf).toMatchObject({ row: 7 })
})

// Would catch: an app secret in a cell that is kept and sent.
test('a secret in a cell leaves no trace', async () => {
  const secret = 'B6XIDWMSO5DTHEX3NYG5XTQL2U'
  stop()
  bridge = openBridge({
    'lists.open': () => ok(PREVIEW),
    'connections.screen': ({ words }) => ok(words.flatMap((word, at) => (word === secret ? [at] : []))),
  })
  stop = subscribeLists()
  await answered()
  send([row(2), row(3, secret)], true)
  await vi.waitFor(() => expect(draft().items).toHaveLength(2))
  expect(JSON.stringify(draft().items)).not.toContain(secret)
})

// Would catch: a long list of which the last rows never show, or that is drawn anew with every batch.
test('twenty thousand rows are all there, in a few steps', async () => {
  await answered()
  let updates = 0
  const unsubscribe = useDraft.subscribe((now, before) => {
    if (now.items !== before.items) updates += 1
  })
  for (let batch = 0; batch < 100; batch++)
    send(
      Array.from({ length: 200 }, (_, at) => row(batch * 200 + at + 2)),
      batch === 99,
    )
  await vi.waitFor(() => expect(draft().items).toHaveLength(20_000), { timeout: 10_000 })
  unsubscribe()
  expect(updates).toBeLessThan(50)
})

// Would catch: rows of a list that come in after the person cleared the area.
test('clearing ends the list', async () => {
  await answered()
  send([row(2)], false)
  draft().clear()
  send([row(3)], true)
  await vi.waitFor(() => expect(draft().reading).toBe(0))
  expect(draft().items).toEqual([])
  expect(bridge.requestsTo('lists.close')).toEqual([{ listId: 'list-1' }])
})

// Would catch: a sheet that cannot be read and cannot be uploaded either.
test('a list that cannot be read says why, and the file itself can be added', async () => {
  stop()
  bridge = openBridge({ 'lists.open': () => fail(appError('list.empty')) })
  stop = subscribeLists()
  const { add, addItself } = useLists.getState()
  add([{ kind: 'file', file: found('/skus.csv', { mayBeList: true }) }])
  await vi.waitFor(() => expect(useLists.getState().questions[0]?.error?.code).toBe('list.empty'))
  addItself(useLists.getState().questions[0]?.key ?? 0)
  expect(draft().items).toMatchObject([{ kind: 'file', file: { path: '/skus.csv' } }])
})

// Would catch: a table pasted from a sheet that is read as a hundred broken lines; a plain paste that is asked about.
test('a pasted table with a header is asked about, a paste of lines is not', async () => {
  addPaste(SHEET)
  expect(useLists.getState().questions.map(({ candidate }) => candidate.kind)).toEqual(['text'])
  useLists.setState({ questions: [] })
  addPaste(SHEET.replaceAll(',', '\t'))
  expect(useLists.getState().questions).toHaveLength(1)
  useLists.setState({ questions: [] })
  for (const text of [
    'https://example.com/1.jpg\nhttps://example.com/2.jpg',
    'Q3pVxN7ySdGh2kLmT8Zw, A3pVxN7ySdGh2kLmT8Zw\nB3pVxN7ySdGh2kLmT8Zw, C3pVxN7ySdGh2kLmT8Zw',
    'Hello, world\nthis is, a letter',
    'image_url\nhttps://example.com/1.jpg',
    SHEET.split('\n').slice(1).join('\n'),
  ])
    addPaste(text)
  expect(useLists.getState().questions).toEqual([])
  await vi.waitFor(() => expect(draft().reading).toBe(0))
})
