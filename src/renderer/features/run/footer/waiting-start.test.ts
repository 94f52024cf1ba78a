import { expect, test } from 'vitest'
import type { DraftItem } from '#renderer/stores/draft/index.ts'
import { decideWaitingStart } from './waiting-start.ts'

const item = (id: number): DraftItem => ({
  id,
  line: id,
  row: null,
  labels: null,
  list: null,
  ticked: false,
  duplicateOf: null,
  kind: 'rejected',
  text: String(id),
  error: { code: 'source.none', message: '', advice: '' },
})
const before = [item(1)]
const after = [item(1), item(2)]
const asked = { connectionId: 'shop', workflowId: 'tags', before, after }
const shown = {
  connectionId: 'shop',
  workflowId: 'tags',
  items: after,
  plan: { items: after },
  isSettled: true,
  canStart: true,
}

// Would catch: a press that waits for its source, and bills what was pasted or chosen after it.
test.each([
  ['what was shown is still shown', {}, 'start'],
  ['it is not compared yet', { isSettled: false, canStart: false }, 'wait'],
  ['another source was pasted meanwhile', { items: [...after, item(3)] }, 'drop'],
  [
    'another source was pasted before it was compared',
    { items: [...after, item(3)], isSettled: false },
    'drop',
  ],
  ['another connection is used now', { connectionId: 'sandbox' }, 'drop'],
  ['another workflow is chosen now', { workflowId: 'moderation' }, 'drop'],
  ['the typed source is left out', { plan: { items: before } }, 'drop'],
  ['something forbids the run', { canStart: false }, 'drop'],
] as const)('%s', (_what, change, expected) => {
  expect(decideWaitingStart(asked, { ...shown, ...change })).toBe(expected)
})

test('until the typed source is read, the start waits', () => {
  expect(decideWaitingStart({ ...asked, after: null }, { ...shown, items: before })).toBe('wait')
})
