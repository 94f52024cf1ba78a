import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { NO_DRAFT, packKeptLines, type KeptDraft, type KeptLine } from '#shared/model/kept-draft.ts'
import { ok } from '#shared/model/result.ts'
import { found, NONE_LEFT_OUT, openBridge, type Bridge } from './testing/fake-bridge.ts'

const KEEP_MS = 400
const LINES = 2500

const line = (at: number): KeptLine => ({
  text: `https://example.com/${at}.jpg`,
  row: null,
  list: null,
  labels: null,
  ticked: false,
  asUrl: false,
  order: at,
})
const lines = (from: number, to: number): readonly KeptLine[] =>
  Array.from({ length: to - from }, (_, at) => line(from + at))

let bridge: Bridge
let leave: () => void

beforeEach(() => {
  vi.useFakeTimers()
  vi.resetModules()
})
afterEach(() => vi.useRealTimers())

/** Opens the stores with what was kept; resolves when it is back in the draft. */
async function open(kept: readonly KeptLine[] = [], more: Partial<KeptDraft> = {}) {
  bridge = openBridge({
    'draft.get': () => ok({ ...NO_DRAFT, lines: packKeptLines(kept), ...more }),
    'draft.walkFiles': () => ok({ walkId: 'kept' }),
    'files.findDuplicates': () => ok([]),
  })
  vi.stubGlobal(
    'window',
    Object.assign(window, { addEventListener: (_type: string, listener: () => void) => (leave = listener) }),
  )
  const connections = await import('#renderer/stores/connections/index.ts')
  connections.useConnections.setState({ activeId: 'connection' })
  const { useDraft } = await import('#renderer/stores/draft/index.ts')
  const { keepPrepared } = await import('./keep-prepared.ts')
  const { subscribeFiles } = await import('./index.ts')
  onTestFinished(subscribeFiles(() => undefined))
  const restored = keepPrepared()
  await vi.advanceTimersByTimeAsync(KEEP_MS)
  const { files = [] } = more
  if (files.length > 0)
    bridge.send('files.found', {
      walkId: 'kept',
      files: files.map((path) => found(path)),
      problems: [],
      leftOut: NONE_LEFT_OUT,
      done: true,
    })
  await restored
  return useDraft
}

const texts = (portions: readonly string[]): readonly string[] =>
  portions.flatMap((portion) => (JSON.parse(portion) as readonly KeptLine[]).map(({ text }) => text))

// Would catch: ten thousand objects that cross the bridge one by one and hold the window up; lines lost between portions.
test('a long draft is kept in portions of a thousand lines, and comes back in its order', async () => {
  const useDraft = await open(lines(0, LINES))
  expect(useDraft.getState().items.map((item) => item.kind === 'line' && item.text)).toEqual(
    lines(0, LINES).map(({ text }) => text),
  )
  useDraft.getState().setTyped('half a han')
  await vi.advanceTimersByTimeAsync(KEEP_MS * 2)
  const [kept] = bridge.requestsTo('draft.keep')
  expect(kept).toEqual({ ...NO_DRAFT, lines: packKeptLines(lines(0, LINES)), typed: 'half a han' })
  expect(kept?.lines).toHaveLength(3)
})

// Would catch: the last words before the window is closed, which wait for their time and are never told.
test('what was changed last is told when the window closes, at once', async () => {
  const useDraft = await open(lines(0, 2))
  useDraft.getState().setTyped('almost')
  leave()
  expect(
    bridge.requestsTo('draft.keep').map(({ typed, lines: portions }) => [typed, texts(portions)]),
  ).toEqual([['almost', lines(0, 2).map(({ text }) => text)]])
  leave()
  expect(bridge.requestsTo('draft.keep')).toHaveLength(1)
})

// Would catch: a draft that is kept half as it was and half as it is, because it changed while it was packed.
test('what changes while the draft is packed is kept when its own time comes', async () => {
  const useDraft = await open(lines(0, LINES))
  // Each look at the clock is so much later: after every portion, the window draws.
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 10))
  useDraft.getState().setTyped('before')
  await vi.advanceTimersByTimeAsync(KEEP_MS)
  useDraft.getState().setTyped('after')
  await vi.advanceTimersByTimeAsync(KEEP_MS * 2)
  expect(bridge.requestsTo('draft.keep').map(({ typed }) => typed)).toEqual(['after'])
  expect(packKeptLines(lines(0, 1000))[0]).toEqual(bridge.requestsTo('draft.keep')[0]?.lines[0])
})

/** Lines by their text, files by their name, each with the number of its line. */
const namesOf = (useDraft: Awaited<ReturnType<typeof open>>): readonly string[] =>
  useDraft.getState().items.map((item) => {
    const name = item.kind === 'file' ? item.file.name : item.text.split('/').at(-1)
    return `${item.line} ${name}`
  })

// Would catch: files that come back after all lines, so that the runs and their sheets are in another order than before.
test('lines and files come back in the order in which they stood, and are kept in it again', async () => {
  const files = { files: ['/in/x.png', '/in/y.png', '/in/x.png'], fileOrder: [0, 2, 4] }
  const useDraft = await open([line(1), line(3)], files)
  const names = ['1 x.png', '2 1.jpg', '3 y.png', '4 3.jpg', '5 x.png']
  expect(namesOf(useDraft)).toEqual(names)
  const added = useDraft.getState().addText('https://example.com/later.jpg')
  await vi.advanceTimersByTimeAsync(KEEP_MS)
  await added
  expect(namesOf(useDraft)).toEqual([...names, '6 later.jpg'])
  // *Undo* takes the paste back, and nothing of what was brought back.
  useDraft.getState().undo()
  expect(namesOf(useDraft)).toEqual(names)
  await vi.advanceTimersByTimeAsync(KEEP_MS * 2)
  const kept = bridge.requestsTo('draft.keep').at(-1)
  expect(kept).toMatchObject({ fileOrder: [0, 2, 4], lines: packKeptLines([line(1), line(3)]) })
})

// Would catch: a draft of an older version that is lost, or whose files share the places of its lines.
test('what an older version kept without an order comes back, its lines first', async () => {
  const old = [1, 2].map((at) => ({ ...line(at), order: undefined }))
  const useDraft = await open(old, { files: ['/in/x.png'] })
  expect(namesOf(useDraft)).toEqual(['1 1.jpg', '2 2.jpg', '3 x.png'])
})
