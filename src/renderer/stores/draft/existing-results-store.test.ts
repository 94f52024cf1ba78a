import { beforeEach, expect, test, vi } from 'vitest'
import { found, openBridge } from '#renderer/stores/files/testing/fake-bridge.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { ExistingResults } from '#shared/model/existing-results.ts'
import { ok, type Result } from '#shared/model/result.ts'
import { choosePlan, planDraft, toSourceInputs, useDraft, useExistingResults } from './index.ts'

const FILE = { index: 1, handle: 'HaNdLe00000000000001', filename: 'old.jpg', uploadedAt: 1 }
const wishes = {
  runAll: false,
  runUnclear: false,
  runUnderWay: false,
  uploadAgain: false,
  setting: 'ask',
} as const
const where = { connectionId: 'c1', workflowId: 'w1' }

beforeEach(() => {
  useDraft.getState().clear()
  useExistingResults.setState({
    compared: null,
    runAll: false,
    runUnclear: false,
    runUnderWay: false,
    uploadAgain: false,
  })
  useDraft
    .getState()
    .addFiles([found('/a.jpg'), found('/b.jpg'), found('/empty.jpg', { size: 0 }), found('/c.jpg')])
})

async function compared(known: ExistingResults) {
  openBridge({ 'runs.findExisting': () => ok(known) })
  const { items } = useDraft.getState()
  await useExistingResults.getState().compare({ items, ...where })
  return { items, facts: useExistingResults.getState().facts }
}

// Would catch: the wrong source skipped, because the answer counts sources and the draft counts rows.
test('sources with a result are skipped, and uploaded files are reused; no others are', async () => {
  const { items, facts } = await compared({ results: [2], unclear: [], underWay: [], files: [FILE] })
  const plan = planDraft(items, choosePlan(facts, wishes))
  expect(toSourceInputs(plan)).toEqual([
    { kind: 'file', fileId: 'id:/a.jpg' },
    { kind: 'file', fileId: 'id:/b.jpg', handle: FILE.handle },
  ])
  expect(plan).toMatchObject({ skipped: 1, uploads: { files: 1, bytes: 10 }, reused: 1 })
})

// Would catch: a choice, or the setting, that does nothing.
test('“run all” and “upload again” override the setting', async () => {
  const { items, facts } = await compared({ results: [0, 2], unclear: [], underWay: [], files: [FILE] })
  const uploads = (wish: Parameters<typeof choosePlan>[1]) =>
    planDraft(items, choosePlan(facts, wish)).uploads.files
  expect(planDraft(items, choosePlan(facts, { ...wishes, runAll: true })).skipped).toBe(0)
  expect(uploads({ ...wishes, runAll: true, uploadAgain: true })).toBe(3)
  expect(uploads({ ...wishes, runAll: true, setting: 'always' })).toBe(3)
  expect(uploads({ ...wishes, runAll: true, uploadAgain: true, setting: 'reuse' })).toBe(2)
})

// Would catch: an answer about an older list that marks rows of the new one.
test('a late answer is dropped', async () => {
  const answers: ((known: Result<ExistingResults>) => void)[] = []
  openBridge({ 'runs.findExisting': () => new Promise((resolve) => answers.push(resolve)) })
  const { items } = useDraft.getState()
  const first = useExistingResults.getState().compare({ items, ...where })
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  const second = useExistingResults.getState().compare({ items, ...where, workflowId: 'w2' })
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[1]?.(ok({ results: [], unclear: [], underWay: [], files: [] }))
  answers[0]?.(ok({ results: [0], unclear: [], underWay: [], files: [] }))
  await Promise.all([first, second])
  expect(useExistingResults.getState().facts.results.size).toBe(0)
  expect(useExistingResults.getState().compared?.workflowId).toBe('w2')
})

// Would catch: sources with a result that are run and billed again since nobody said that they could not be compared.
test('sources that could not be compared are run only with a notice', async () => {
  const error = appError('journal.unwritable', { reason: 'its worker stopped' })
  openBridge({ 'runs.findExisting': () => ({ ok: false, error }) })
  const { items } = useDraft.getState()
  await useExistingResults.getState().compare({ items, ...where })
  expect(useExistingResults.getState().failed).toEqual(error)
  openBridge({ 'runs.findExisting': () => ok({ results: [], unclear: [], underWay: [], files: [] }) })
  await useExistingResults.getState().compare({ items: [...items], ...where })
  expect(useExistingResults.getState().failed).toBeNull()
})

// Would catch: a source whose answer was lost that is pasted again, and sent without the person's word.
test('sources that may have started are left out until the person chooses to run them', async () => {
  const { items, facts } = await compared({ results: [0], unclear: [0, 1], underWay: [], files: [] })
  expect(planDraft(items, choosePlan(facts, wishes)).skipped).toBe(2)
  expect(planDraft(items, choosePlan(facts, { ...wishes, runAll: true })).skipped).toBe(2)
  expect(planDraft(items, choosePlan(facts, { ...wishes, runUnclear: true })).skipped).toBe(1)
  expect(planDraft(items, choosePlan(facts, { ...wishes, runAll: true, runUnclear: true })).skipped).toBe(0)
})

// Would catch: a list that is pasted while it runs, and billed a second time without a word.
test('sources that are under way are left out until the person chooses to run them', async () => {
  const { items, facts } = await compared({ results: [], unclear: [], underWay: [0, 1], files: [] })
  expect(planDraft(items, choosePlan(facts, wishes)).skipped).toBe(2)
  expect(planDraft(items, choosePlan(facts, { ...wishes, runAll: true })).skipped).toBe(2)
  expect(planDraft(items, choosePlan(facts, { ...wishes, runUnderWay: true })).skipped).toBe(0)
})
