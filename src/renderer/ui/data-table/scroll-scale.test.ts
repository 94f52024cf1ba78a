import { describe, expect, it } from 'vitest'
import {
  isStuck,
  chooseRenderedRows,
  createPosition,
  findRevealOffset,
  findVisibleRows,
  positionAfterScroll,
  computeScrollHeight,
  type ScrollExtent,
} from './scroll-scale.ts'

const ROW = 32
const million = (ratio: number): ScrollExtent => ({ content: 1_000_000 * ROW, view: 572, ratio })
const short: ScrollExtent = { content: 100 * ROW, view: 572, ratio: 1 }
/** Chromium lays nothing out beyond 2^25 device px. */
const CHROMIUM_MOST = 2 ** 25

describe('the scroll range', () => {
  it.each([1, 1.25, 2, 3, 5])('of a million rows stays within what Chromium lays out at %d×', (ratio) => {
    expect(computeScrollHeight(million(ratio)) * ratio).toBeLessThanOrEqual(CHROMIUM_MOST)
  })

  it('of a short list is the list itself: nothing is scaled without need', () => {
    expect(computeScrollHeight(short)).toBe(3200)
    expect(positionAfterScroll({ top: 0, offset: 0 }, 1234, short, false)).toEqual({
      top: 1234,
      offset: 1234,
    })
  })
})

describe('the last row', () => {
  it.each([1, 2, 5])('is reached by the thumb at %d×, and nothing is blank below it', (ratio) => {
    const extent = million(ratio)
    const end = positionAfterScroll(
      { top: 0, offset: 0 },
      computeScrollHeight(extent) - extent.view,
      extent,
      false,
    )
    const { last } = findVisibleRows(end, extent, ROW, 1_000_000)
    expect(last).toBe(1_000_000)
    expect(end.offset + extent.view).toBeCloseTo(extent.content, 5)
  })

  it('is reached by key, and then the thumb is at its end', () => {
    const extent = million(2)
    const at = createPosition(findRevealOffset(999_999, ROW, { top: 0, offset: 0 }, extent), extent)
    expect(at.top + extent.view).toBeCloseTo(computeScrollHeight(extent), 5)
    expect(findVisibleRows(at, extent, ROW, 1_000_000).last).toBe(1_000_000)
  })
})

// Would catch: a page turned that first draws the rows around it, or rows around dropped and drawn anew at each step.
describe('the rows rendered in one pass', () => {
  const seen = { first: 100, last: 120 }
  const around = { first: 92, last: 128 }
  it.each([
    ['one row further', { first: 91, last: 127 }, { first: 92, last: 127 }],
    ['one row back', { first: 93, last: 129 }, { first: 93, last: 128 }],
    ['a page further', { first: 72, last: 108 }, { first: 92, last: 120 }],
    ['another place', { first: 0, last: 36 }, seen],
    ['nothing before', { first: 0, last: 0 }, seen],
  ])('%s', (_what, there, expected) => {
    expect(chooseRenderedRows(seen, around, there)).toEqual(expected)
  })
})

describe('the wheel', () => {
  const middle = createPosition(16_000_000, million(1))

  it('moves a scaled list by its own px, not by four rows for one', () => {
    expect(positionAfterScroll(middle, middle.top + 100, million(1), true).offset).toBeCloseTo(16_000_100, 5)
  })

  it('does so over several screens, too, which is not taken for a move of the thumb', () => {
    expect(positionAfterScroll(middle, middle.top - 3000, million(1), true).offset).toBeCloseTo(15_997_000, 5)
  })

  it('turned just before the thumb is dragged does not keep the thumb from moving the list in proportion', () => {
    expect(positionAfterScroll(middle, 0, million(1), true).offset).toBe(0)
  })

  it('that brought the scroller to its end before the list makes it move to its place', () => {
    const near = createPosition(2000, million(1))
    const stopped = positionAfterScroll(near, 0, million(1), true)
    expect(stopped.offset).toBeGreaterThan(0)
    expect(isStuck(stopped, million(1))).toBe(true)
    expect(isStuck(createPosition(stopped.offset, million(1)), million(1))).toBe(false)
  })

  it('cannot leave the list', () => {
    const last = createPosition(million(1).content, million(1))
    expect(positionAfterScroll(last, last.top + 5000, million(1), true).offset).toBe(last.offset)
  })
})

describe('revealing a row', () => {
  const at = createPosition(320, short)

  it('that is wholly visible moves nothing', () => {
    expect(findRevealOffset(12, ROW, at, short)).toBe(320)
  })

  it('above or below moves as little as needed', () => {
    expect(findRevealOffset(9, ROW, at, short)).toBe(288)
    expect(findRevealOffset(28, ROW, at, short)).toBe(29 * ROW - 572)
  })
})
