import { expect, test } from 'vitest'
import { growTowards } from './use-gradual-rows.ts'

const range = (first: number, last: number) => ({ first, last })

// Would catch: a whole window of rows made in one frame, which takes longer than a person overlooks.
test.each([
  [
    'nothing is rendered',
    range(0, 0),
    range(0, 40),
    [range(0, 12), range(0, 24), range(0, 36), range(0, 40)],
  ],
  ['far away', range(0, 40), range(500, 530), [range(500, 512), range(500, 524), range(500, 530)]],
  ['a little down', range(0, 40), range(10, 50), [range(10, 50)]],
  ['up', range(100, 140), range(80, 120), [range(88, 120), range(80, 120)]],
  ['both sides', range(20, 30), range(5, 36), [range(14, 36), range(5, 36)]],
  ['to fewer', range(0, 40), range(10, 20), [range(10, 20)]],
])('rows come a dozen at a time, and those that are there stay: %s', (_what, rendered, to, steps) => {
  const seen = []
  let now = rendered
  do {
    now = growTowards(now, to)
    seen.push(now)
  } while (now.first !== to.first || now.last !== to.last)
  expect(seen).toEqual(steps)
})
