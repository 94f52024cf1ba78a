import { expect, test } from 'vitest'
import { createLineItem, createPlace, type DraftItem } from './draft-item.ts'
import { nameDraft } from './name-draft.ts'

const row = (list: string | null): DraftItem =>
  createLineItem(
    {
      line: 1,
      text: 'h',
      recognition: { kind: 'source', source: { kind: 'handle', handle: 'h' } },
      duplicateOf: null,
    },
    createPlace(1, 1, 1, null, list),
  )
const file = (path: string, name: string): DraftItem => ({
  ...createPlace(1, 1, null, null),
  kind: 'file',
  file: { id: path, path, name, size: 1, mtimeMs: 0, mayBeList: false },
  bytes: null,
  problem: null,
})

// Would catch: a run that is named after one of several places, so that it is looked for in the wrong one.
test('a run is named after the one sheet or folder that all of it came from', () => {
  expect(nameDraft([row('shop.csv'), row('shop.csv')])).toBe('shop.csv')
  expect(nameDraft([row('shop.csv'), row('more.csv')])).toBe(null)
  expect(nameDraft([row(null)])).toBe(null)
  expect(
    nameDraft([
      file('/home/me/photos/a/1.jpg', 'photos/a/1.jpg'),
      file('/home/me/photos/2.jpg', 'photos/2.jpg'),
    ]),
  ).toBe('photos')
  expect(nameDraft([file(String.raw`C:\in\a.jpg`, 'a.jpg'), file(String.raw`C:\in\b.jpg`, 'b.jpg')])).toBe(
    'in',
  )
  expect(nameDraft([file('/in/a.jpg', 'a.jpg'), file('/out/b.jpg', 'b.jpg')])).toBe(null)
  expect(nameDraft([file('/in/a.jpg', 'a.jpg')])).toBe('a.jpg')
  expect(nameDraft([file('/in/a.jpg', 'a.jpg'), row('shop.csv')])).toBe(null)
  expect(nameDraft([])).toBe(null)
})
