import { expect, test } from 'vitest'
import type { Workflow } from '#shared/model/workflow.ts'
import { chooseWorkflow, withoutRunUrl, readWorkflowId } from './index.ts'
import { shortenId } from '#shared/format/shorten.ts'

const UUID = '67d273c3-249c-4192-b228-9c3e1d003963'
const RUN_URL = `https://cdn.filestackcontent.com/security=p:eyJleHBpcnkiOjE1Nzc4OTk4MDB9,s:428c3b32063f2081ec1ee3a703d05ce19883849adb4c90224367fe9707b3d808/run_workflow=id:${UUID}/pR4oeS63QLmYIFNs2ZvZ`

// Would catch: an id refused because the published sample is no valid hex, or a run URL taken for an id.
test.each([
  [UUID, { ok: true, data: { id: UUID, usual: true } }],
  [`  ${UUID}\n`, { ok: true, data: { id: UUID, usual: true } }],
  [RUN_URL, { ok: true, data: { id: UUID, usual: true } }],
  ['67d273g3-249c-4192-b228-9c3e1d003963', { ok: true, data: expect.objectContaining({ usual: false }) }],
  ['67d273c3 249c', { ok: false, error: 'notAnId' }],
  ['a/b', { ok: false, error: 'notAnId' }],
  ['https://example.com/a.jpg', { ok: false, error: 'otherUrl' }],
  ['  ', { ok: false, error: 'empty' }],
])('%j', (text, expected) => {
  expect(readWorkflowId(text)).toEqual(expected)
})

// Would catch: a policy and a signature that stay in the field, and with it in the window.
test('a field keeps only the id of a run URL, and other texts as they were typed', () => {
  expect(withoutRunUrl(RUN_URL)).toBe(UUID)
  for (const typed of ['https://exam', 'Moderation', ' Mod ']) expect(withoutRunUrl(typed)).toBe(typed)
})

test('an id is shortened in the middle, a short one not', () => {
  expect([shortenId(UUID), shortenId('nightly')]).toEqual(['67d2…3963', 'nightly'])
})

const list = (...used: readonly (number | null)[]): readonly Workflow[] =>
  used.map((lastUsedAt, index) => ({
    connectionId: 'c',
    id: `w${index}`,
    name: `W${index}`,
    lastUsedAt,
    note: null,
    taskNames: {},
    seenChangeAt: null,
  }))

// Would catch: a billed run on a workflow that the person never picked.
test('the picked workflow is chosen, or else the last used; of several unused ones none, except in the Sandbox', () => {
  expect(chooseWorkflow(list(9, 5), 'w1', false)?.id).toBe('w1')
  expect(chooseWorkflow(list(9, 5), 'gone', false)?.id).toBe('w0')
  expect(chooseWorkflow(list(null, null), undefined, false)).toBeUndefined()
  expect(chooseWorkflow(list(null, null), undefined, true)?.id).toBe('w0')
  expect(chooseWorkflow(list(null), undefined, false)?.id).toBe('w0')
  expect(chooseWorkflow([], undefined, true)).toBeUndefined()
})
