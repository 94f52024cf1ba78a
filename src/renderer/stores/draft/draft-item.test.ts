import { expect, test } from 'vitest'
import type { Recognition } from '#shared/model/recognition.ts'
import { markDuplicates } from './duplicate-marker.ts'
import { isRunnable, createLineItem, createPlace, type DraftItem, type LineItem } from './draft-item.ts'
import { planDraft, toSourceInputs } from './draft-plan.ts'
import { summarizeDraft } from './draft-summary.ts'

const HANDLE = 'pR4oeS63QLmYIFNs2ZvZ'
const handle: Recognition = { kind: 'source', source: { kind: 'handle', handle: HANDLE } }
const perhaps: Recognition = { kind: 'perhaps', source: { kind: 'handle', handle: HANDLE } }
const transformed: Recognition = {
  kind: 'source',
  source: { kind: 'handle', handle: HANDLE },
  original: { kind: 'url', url: `https://cdn.filestackcontent.com/sepia/${HANDLE}` },
}

const sourcesToRun = (items: readonly DraftItem[]) => toSourceInputs(planDraft(items))

const items = (...recognitions: readonly Recognition[]): readonly DraftItem[] =>
  recognitions.map((recognition, index) =>
    createLineItem(
      { line: index + 1, text: 'text', recognition, duplicateOf: null },
      createPlace(index + 1, index + 1, null, null),
    ),
  )

const patched = (list: readonly DraftItem[], id: number, patch: Partial<LineItem>): readonly DraftItem[] =>
  markDuplicates(list.map((item) => (item.id === id && item.kind === 'line' ? { ...item, ...patch } : item)))

// Would catch: the same source billed twice without being asked.
test('a duplicate is left out until it is ticked', () => {
  const list = markDuplicates(items(handle, handle))
  expect(list.map(isRunnable)).toEqual([true, false])
  expect(summarizeDraft(list)).toMatchObject({ taken: 1, duplicates: 1 })
  const both = patched(list, 2, { ticked: true })
  expect(sourcesToRun(both)).toHaveLength(2)
  expect(summarizeDraft(both)).toMatchObject({ taken: 2, duplicates: 0 })
})

// Would catch: a source that nobody runs, because its “first” is a guess the person has not confirmed.
test('an unticked guess does not make a sure source a duplicate; a ticked one does', () => {
  const list = markDuplicates(items(perhaps, handle))
  expect(list.map(isRunnable)).toEqual([false, true])
  expect(patched(list, 1, { ticked: true }).map(({ duplicateOf }) => duplicateOf?.line ?? null)).toEqual([
    null,
    1,
  ])
})

// Would catch: a guess that is run, and billed, without a tick.
test('a perhaps, a UUID and a run URL are not run by themselves', () => {
  const list = markDuplicates(
    items(
      perhaps,
      { kind: 'uuid', id: '67d273c3-249c-4192-b228-9c3e1d003963' },
      { kind: 'runUrl', workflowId: 'w', source: { kind: 'url', url: 'https://a.b/c' }, apiKey: null },
    ),
  )
  expect(sourcesToRun(list)).toEqual([])
  expect(summarizeDraft(list)).toMatchObject({ taken: 0, open: 3, perhapsOpen: 1 })
  expect(sourcesToRun(patched(list, 3, { ticked: true }))).toEqual([{ kind: 'url', url: 'https://a.b/c' }])
})

// Would catch: “keep as URL” that still sends the handle, or counts as its duplicate.
test('a CDN URL kept as it is is another source than its handle', () => {
  const list = markDuplicates(items(handle, transformed))
  expect(list[1]?.duplicateOf?.line).toBe(1)
  const kept = patched(list, 2, { asUrl: true })
  expect(kept[1]?.duplicateOf).toBeNull()
  expect(sourcesToRun(kept)).toEqual([
    { kind: 'handle', handle: HANDLE },
    { kind: 'url', url: `https://cdn.filestackcontent.com/sepia/${HANDLE}` },
  ])
})

// Would catch: a duplicate that stays one after its first was taken out, so that neither is run.
test('when the first is removed, its duplicate takes its place', () => {
  const list = markDuplicates(items(handle, handle))
  expect(markDuplicates(list.slice(1)).map(isRunnable)).toEqual([true])
})
