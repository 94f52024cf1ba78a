import { expect, test } from 'vitest'
import { readDraggedItems } from './dragged-items.ts'

const items = (...types: readonly string[]) =>
  ({
    items: types.map((type) => ({ kind: type === 'text' ? 'string' : 'file', type })),
  }) as unknown as Pick<DataTransfer, 'items'>

// Would catch: dragged text counted as a file, a folder left out, kinds claimed that nobody knows.
test('what is dragged is counted, and named as far as it is known', () => {
  expect(readDraggedItems(items('image/png', 'image/jpeg', 'video/mp4', ''))).toEqual({
    files: 4,
    kinds: '2 pictures, 1 video, 1 other',
  })
  expect(readDraggedItems(items('', ''))).toEqual({ files: 2, kinds: '' })
  expect(readDraggedItems(items('text'))).toEqual({ files: 0, kinds: '' })
})
