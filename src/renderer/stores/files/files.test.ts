import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { planDraft, toSourceInputs, summarizeDraft, useDraft } from '#renderer/stores/draft/index.ts'
import { useLists } from '#renderer/stores/lists/index.ts'
import type { FoundFile, LeftOut } from '#shared/model/found-file.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { ok } from '#shared/model/result.ts'
import { subscribeFiles, useFiles } from './index.ts'
import { found, NONE_LEFT_OUT, openBridge, type Answers, type Bridge } from './testing/fake-bridge.ts'
import { addTransfer } from './add-transfer.ts'

let bridge: Bridge
let stop = (): void => undefined
let walks = 0
const foreign = vi.fn<() => void>()

function open(
  answers: Answers = {},
  addFiles: () => unknown = () => ok({ walkId: `walk-${++walks}` }),
): void {
  stop()
  bridge = openBridge({ 'files.findDuplicates': () => ok([]), ...answers }, addFiles)
  stop = subscribeFiles(foreign)
}

const send = (walkId: string, files: readonly FoundFile[], done: boolean, leftOut: LeftOut = NONE_LEFT_OUT) =>
  bridge.send('files.found', { walkId, files, leftOut, problems: [], done })
const names = () =>
  useDraft.getState().items.map((item) => (item.kind === 'file' ? item.file.name : item.kind))
/** A dropped file or folder, as the page has it: without its path. */
const dropped = (name: string) => new File([], name)
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

beforeEach(() => {
  walks = 0
  useDraft.getState().clear()
  useDraft.setState({ undoSteps: [] })
  useLists.setState({ questions: [], reading: {} })
  foreign.mockClear()
  open()
})
afterEach(() => stop())
open()

// Would catch: two drops whose files get mixed up, or a second one that begins before the first is through.
test('a second drop waits for the first, and the order is kept', async () => {
  const first = useFiles.getState().add([dropped('a')])
  const second = useFiles.getState().add([dropped('b')])
  await settled()
  expect(bridge.added()).toEqual([['a']])
  send('walk-1', [found('/a/1.jpg')], false)
  send('walk-1', [found('/a/2.jpg')], true)
  await first
  await settled()
  send('walk-2', [found('/b/3.jpg')], true)
  await second
  expect(names()).toEqual(['1.jpg', '2.jpg', '3.jpg'])
  expect(useFiles.getState()).toMatchObject({ walks: 0, found: 0 })
})

// Would catch: a walk so quick that its end comes before the answer with its id, and a spinner for ever.
test('a walk may end before it has a name', async () => {
  let answer = (): void => undefined
  open(
    {},
    () =>
      new Promise((resolve) => {
        answer = () => resolve(ok({ walkId: 'quick' }))
      }),
  )
  const adding = useFiles.getState().add([dropped('a.jpg')])
  await settled()
  send('quick', [found('/a.jpg')], true)
  answer()
  await adding
  expect(useFiles.getState().walks).toBe(0)
})

// Would catch: files of a walk that go on coming in after the person cleared the list.
test('clearing stops the walk, and files that it still finds are not added', async () => {
  const adding = useFiles.getState().add([dropped('many')])
  await settled()
  send('walk-1', [found('/many/1.jpg')], false)
  useDraft.getState().clear()
  expect(bridge.requestsTo('files.stopWalk')).toEqual([{ walkId: 'walk-1' }])
  send('walk-1', [found('/many/2.jpg')], true)
  await adding
  expect(names()).toEqual([])
})

// Would catch: hidden files that vanish without a word.
test('what was left out is counted in one line', async () => {
  const adding = useFiles.getState().add([dropped('folder')])
  await settled()
  send('walk-1', [found('/folder/1.jpg')], true, { hidden: 3, system: 1, circular: 0 })
  await adding
  expect(useDraft.getState().notice).toEqual({
    kind: 'leftOut',
    leftOut: { hidden: 3, system: 1, circular: 0 },
  })
})

// Would catch: a problem of one file that is lost, or takes the others with it; an empty file that is sent.
test('a path that cannot be read is shown with its reason, and the other files are added', async () => {
  const adding = useFiles.getState().add([dropped('folder')])
  await settled()
  bridge.send('files.found', {
    walkId: 'walk-1',
    files: [found('/folder/1.jpg'), found('/folder/empty.jpg', { size: 0 })],
    leftOut: NONE_LEFT_OUT,
    problems: [{ path: '/folder/pipe', error: appError('upload.notAFile', { what: 'a named pipe' }) }],
    done: true,
  })
  await adding
  const { items } = useDraft.getState()
  expect(summarizeDraft(items)).toMatchObject({ taken: 1, open: 2 })
  expect(toSourceInputs(planDraft(items))).toEqual([{ kind: 'file', fileId: 'id:/folder/1.jpg' }])
})

// Would catch: the same file, or the same bytes under two names, uploaded and billed twice without being asked.
test('the same path is marked at once, and the same bytes as soon as they are known', async () => {
  open({ 'files.findDuplicates': () => ok([{ id: 'id:/b.jpg', first: 'id:/a.jpg' }]) })
  const adding = useFiles.getState().add([dropped('x')])
  await settled()
  send('walk-1', [found('/a.jpg'), found('/b.jpg'), found('/c.jpg', { size: 99 }), found('/a.jpg')], true)
  await adding
  await settled()
  expect(bridge.requestsTo('files.findDuplicates')).toEqual([{ ids: ['id:/a.jpg', 'id:/b.jpg'] }])
  expect(useDraft.getState().items.map((item) => item.duplicateOf)).toEqual([
    null,
    { line: 1, row: null, name: 'a.jpg', by: 'bytes' },
    null,
    { line: 1, row: null, name: 'a.jpg', by: 'path' },
  ])
  expect(summarizeDraft(useDraft.getState().items).taken).toBe(2)
})

// Would catch: one store update an item, which freezes the window at ten thousand files.
test('ten thousand files are added with few updates', () => {
  let updates = 0
  const unsubscribe = useDraft.subscribe(() => (updates += 1))
  for (let batch = 0; batch < 10; batch++) {
    const files = Array.from({ length: 1000 }, (_, at) => found(`/many/${batch * 1000 + at}.jpg`))
    send('argv', files, batch === 9)
  }
  unsubscribe()
  expect(names()).toHaveLength(10_000)
  expect(updates).toBeLessThan(40)
})

// Would catch: files named on the command line that come in where nobody looks.
test('files that the app is opened with show the sources', () => {
  send('argv', [found('/a.jpg')], true)
  expect(foreign).toHaveBeenCalledTimes(1)
  expect(names()).toEqual(['a.jpg'])
})

// Would catch: main that keeps every file ever dropped.
test('removed files are forgotten', () => {
  send('argv', [found('/a.jpg'), found('/b.jpg')], true)
  useDraft.getState().remove(useDraft.getState().items[0]?.id ?? 0)
  expect(bridge.requestsTo('files.forget')).toEqual([{ ids: ['id:/a.jpg'] }])
})

// Would catch: a sheet that is uploaded without being asked about; a sheet inside a folder that interrupts.
test('a file that may be a list is asked about when it was added by itself', () => {
  send(
    'argv',
    [
      found('/skus.csv', { mayBeList: true }),
      found('/folder/notes.txt', { name: 'folder/notes.txt', mayBeList: true }),
    ],
    true,
  )
  expect(useLists.getState().questions.map(({ candidate }) => candidate)).toMatchObject([
    { kind: 'file', file: { name: 'skus.csv' } },
  ])
  expect(names()).toEqual(['folder/notes.txt'])
})

const transfer = (files: number, text = ''): DataTransfer =>
  ({
    files: Array.from({ length: files }, () => ({})),
    getData: (type: string) => (type === 'text/plain' ? text : ''),
  }) as unknown as DataTransfer

// Would catch: a picture dragged out of a browser that adds nothing, or its address lost; a pasted screenshot ignored.
test('an item that is no file on this computer gives a notice, and its address is added', async () => {
  addTransfer(transfer(2))
  expect(useDraft.getState().notice).toEqual({ kind: 'notOnDisk', count: 2 })
  addTransfer(transfer(1, 'https://example.com/a.jpg'))
  await vi.waitFor(() => expect(useDraft.getState().items).toHaveLength(1))
  expect(bridge.added()).toEqual([])
})

// Would catch: what was prepared last time taken out by *Undo*, asked about again, or without the folder it came from.
test('files of last time come back as they were: no question, no addition to take back', async () => {
  open({ 'draft.walkFiles': () => ok({ walkId: 'kept' }) })
  const kept = useFiles.getState().restoreKept(
    new Map([
      ['/in/photos/a.jpg', { name: 'photos/a.jpg', orders: [0] }],
      ['/in/list.csv', { name: 'list.csv', orders: [1] }],
    ]),
  )
  await settled()
  send('kept', [found('/in/photos/a.jpg'), found('/in/list.csv', { mayBeList: true })], true)
  await kept
  expect(names()).toEqual(['photos/a.jpg', 'list.csv'])
  expect(useLists.getState().questions).toEqual([])
  expect(useDraft.getState().undoSteps).toEqual([])
})
