import { beforeEach, expect, test } from 'vitest'
import { subscribeFiles, useFiles } from '#renderer/stores/files/index.ts'
import { found, NONE_LEFT_OUT, openBridge } from '#renderer/stores/files/testing/fake-bridge.ts'
import { ok } from '#shared/model/result.ts'
import { useDraft } from './index.ts'
import { startRun } from './start-run.ts'

const HANDLES = ['pR4oeS63QLmYIFNs2ZvZ', 'A3pVxN7ySdGh2kLmT8Zw', 'B3pVxN7ySdGh2kLmT8Zw'] as const
const draft = () => useDraft.getState()
const lines = () =>
  draft().items.map((item) => `${item.line} ${item.kind === 'file' ? item.file.name : item.text}`)

beforeEach(() => {
  openBridge()
  draft().clear()
  useDraft.setState({ undoSteps: [] })
})

// Would catch: a paste into the wrong list that has to be taken out line by line, or a Clear that is final.
test('the newest paste, drop or Clear is taken back, and then the one before', async () => {
  await draft().addText(HANDLES[0])
  await draft().addText(`${HANDLES[1]}\nno source`)
  draft().clear()
  expect(lines()).toEqual([])
  draft().undo()
  expect(lines()).toEqual([`1 ${HANDLES[0]}`, `2 ${HANDLES[1]}`, '3 no source'])
  await draft().addText(HANDLES[2])
  expect(lines()).toContain(`4 ${HANDLES[2]}`)
  draft().undo()
  draft().undo()
  expect(lines()).toEqual([`1 ${HANDLES[0]}`])
  draft().undo()
  draft().undo()
  expect(lines()).toEqual([])
})

// Would catch: lines that were taken out together and are gone for good.
test('lines that were taken out together come back in their places', async () => {
  await draft().addText(`${HANDLES[0]}\nno source\n${HANDLES[1]}`)
  draft().removeUnresolved()
  expect(lines()).toEqual([`1 ${HANDLES[0]}`, `3 ${HANDLES[1]}`])
  draft().undo()
  expect(lines()).toEqual([`1 ${HANDLES[0]}`, '2 no source', `3 ${HANDLES[1]}`])
})

// Would catch: files that come back after Clear and cannot be sent, since main has forgotten them.
test('the files of a cleared list are kept as long as they can come back', async () => {
  const bridge = openBridge({
    'files.findDuplicates': () => ok([]),
    'workflows.list': () => ok([]),
    'runs.create': () => ok({ id: 'r', connectionId: 'c' } as never),
  })
  const stop = subscribeFiles(() => undefined)
  const adding = useFiles.getState().add([new File([], 'a.jpg')])
  await new Promise((resolve) => setTimeout(resolve, 0))
  bridge.send('files.found', {
    walkId: 'walk',
    files: [found('/a.jpg')],
    leftOut: NONE_LEFT_OUT,
    problems: [],
    done: true,
  })
  await adding
  draft().clear()
  expect(bridge.requestsTo('files.forget')).toEqual([])
  draft().undo()
  expect(lines()).toEqual(['1 a.jpg'])
  draft().clear()
  await draft().addText(HANDLES[0])
  await startRun('c', 'w')
  expect(bridge.requestsTo('files.forget')).toEqual([{ ids: ['id:/a.jpg'] }])
  draft().undo()
  expect(lines()).toEqual([])
  stop()
})

// Would catch: a slip of one letter that has to be mended in the sheet, followed by a second paste of everything.
test('a line that was corrected is read again in its place', async () => {
  await draft().addText(`${HANDLES[0]}\ntwo words\n${HANDLES[1]}`)
  const bad = draft().items[1]
  await draft().editLine(bad?.id ?? 0, `"${HANDLES[2]}",`)
  expect(lines()).toEqual([`1 ${HANDLES[0]}`, `2 ${HANDLES[2]}`, `3 ${HANDLES[1]}`])
  await draft().editLine(bad?.id ?? 0, HANDLES[0])
  expect(draft().items[1]?.duplicateOf).toMatchObject({ line: 1 })
})
