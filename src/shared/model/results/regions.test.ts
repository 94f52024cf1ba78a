import { expect, test } from 'vitest'
import { findReadings, listRegions, placeRegion, readResults, type Region } from './index.ts'

const box = (left: number, top: number, right: number, bottom: number) => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
]
const region = (...[left, top, right, bottom]: Parameters<typeof box>): Region => ({
  id: 'a',
  kind: 'text',
  label: '',
  corners: box(left, top, right, bottom),
})

/** Left, upper, right and lower edge in % of the picture as it is shown. */
function toPercent(corners: ReturnType<typeof placeRegion>): readonly number[] {
  const edge = (pick: (...values: number[]) => number, axis: 'x' | 'y'): number =>
    Math.round(pick(...corners.map((corner) => corner[axis])) * 1000) / 10
  return [edge(Math.min, 'x'), edge(Math.min, 'y'), edge(Math.max, 'x'), edge(Math.max, 'y')]
}

/** A photo of 4000 × 3000 px in its file. The same mark, 10 % wide and 20 % high at the upper left of what is stored. */
const stored = region(0, 0, 400, 600)

// Would catch: boxes of a photo taken upright that stand beside what they mean: the file holds it lying on its side.
test.each([
  [1, [0, 0, 10, 20]],
  [2, [90, 0, 100, 20]],
  [3, [90, 80, 100, 100]],
  [4, [0, 80, 10, 100]],
  [5, [0, 0, 20, 10]],
  [6, [80, 0, 100, 10]],
  [7, [80, 90, 100, 100]],
  [8, [0, 90, 20, 100]],
])('boxes in the px of the file are turned with EXIF orientation %i', (orientation, edges) => {
  const size = { width: 4000, height: 3000, orientation }
  expect(toPercent(placeRegion(stored, size, 'stored'))).toEqual(edges)
})

// Would catch: boxes that are turned although the service had turned the picture first.
test('boxes in the px of the picture as it is shown stay where they are', () => {
  const size = { width: 4000, height: 3000, orientation: 6 }
  expect(toPercent(placeRegion(region(300, 400, 600, 800), size, 'shown'))).toEqual([10, 10, 20, 20])
})

// Would catch: a reading chosen in which boxes lie outside of the picture, or a choice offered where there is none.
test('only readings in which every box lies within the picture are possible', () => {
  const size = { width: 4000, height: 3000, orientation: 6 }
  expect(findReadings([stored], size)).toEqual(['shown', 'stored'])
  expect(findReadings([stored, region(100, 3500, 200, 3900)], size)).toEqual(['shown'])
  expect(findReadings([stored, region(3500, 100, 3900, 200)], size)).toEqual(['stored'])
  expect(findReadings([region(3500, 3500, 3900, 3900)], size)).toEqual([])
  expect(findReadings([stored], { ...size, orientation: 1 })).toEqual(['shown'])
})

// Would catch: a shape whose places are read for its card and not for the picture.
test('every shape that names a place has its region', () => {
  const results = {
    ocr: {
      data: {
        document: {
          text_areas: [{ lines: [{ text: 'one', bounding_box: box(1, 2, 3, 4) }, { text: 'two' }] }],
        },
        text: 'one',
      },
    },
    blocks: { text: 'three', blocks: [{ lines: [{ text: 'three', bounding_box: box(5, 6, 7, 8) }] }] },
    area: { coords: { x: 10, y: 20, width: 30, height: 40 } },
    corners: { detected: true, corners: box(1, 1, 9, 9) },
    none: { detected: false, corners: null },
  }
  expect(
    listRegions(readResults(results)).map(({ kind, label, corners }) => [
      kind,
      label,
      corners[0],
      corners[2],
    ]),
  ).toEqual([
    ['text', 'one', { x: 1, y: 2 }, { x: 3, y: 4 }],
    ['text', 'three', { x: 5, y: 6 }, { x: 7, y: 8 }],
    ['document', '', { x: 10, y: 20 }, { x: 40, y: 60 }],
    ['document', '', { x: 1, y: 1 }, { x: 9, y: 9 }],
  ])
})
