import { expect, test } from 'vitest'
import { growTowards, trimToLoaded } from './use-gradual-rows.ts'

const range = (first: number, last: number) => ({ first, last })

// Would catch: a whole window of rows made in one frame, which takes longer than a person overlooks.
test.each([
  [
    'nothing is rendered',
    range(0, 0),
    range(0, 40),
    [range(0, 8), range(0, 16), range(0, 24), range(0, 32), range(0, 40)],
  ],
  ['far away', range(0, 40), range(500, 520), [range(500, 508), range(500, 516), range(500, 520)]],
  ['a little down', range(0, 40), range(8, 48), [range(8, 48)]],
  ['up', range(100, 140), range(88, 120), [range(92, 120), range(88, 120)]],
  ['both sides', range(20, 30), range(12, 36), [range(18, 36), range(12, 36)]],
  ['to fewer', range(0, 40), range(10, 20), [range(10, 20)]],
])('rows come a few at a time, and those that are there stay: %s', (_what, rendered, to, steps) => {
  const seen = []
  let now = rendered
  do {
    now = growTowards(now, to)
    seen.push(now)
  } while (now.first !== to.first || now.last !== to.last)
  expect(seen).toEqual(steps)
})

// Would catch: dozens of rows made for nothing while a long list is scrolled fast, or a loaded row that is never drawn.
test.each([
  ['all are loaded', [5, 6, 7, 8], range(5, 9)],
  ['those below are being loaded', [5, 6], range(5, 7)],
  ['those above are being loaded', [7, 8], range(7, 9)],
  ['some in between are being loaded', [5, 8], range(5, 9)],
  ['none is loaded', [], range(5, 5)],
])('of rows 5 to 8, where %s, %j are drawn', (_what, loaded, drawn) => {
  expect(trimToLoaded(range(5, 9), (index) => (loaded.includes(index) ? {} : undefined))).toEqual(drawn)
})
