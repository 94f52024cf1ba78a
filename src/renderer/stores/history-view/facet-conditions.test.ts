import { expect, test } from 'vitest'
import {
  findAskedLabels,
  readRange,
  replaceBounds,
  toFacetTerm,
  toggleFacet,
  withoutBounds,
} from './facet-conditions.ts'

// Would catch: a second press that adds a second condition, or that leaves a bound of the label behind.
test('a value is a condition, and a second press lifts it', () => {
  const weapon = toFacetTerm('tag', null, 'weapon')
  expect(toggleFacet(['state:failed'], weapon)).toEqual(['state:failed', 'tag:weapon'])
  expect(toggleFacet(['tag:Weapon>=60', 'tag:weapon', 'tag:weapons', '-tag:weapon'], weapon)).toEqual([
    'tag:weapons',
    '-tag:weapon',
  ])
})

// Would catch: a value whose signs mean something in a query.
test.each(['fire arm', 'a*b', '50%', 'x>=60', 'it"s', 'a\\b', '-dash', 'key:value'])(
  'the label %s is found again in its condition',
  (name) => {
    const [condition = ''] = toggleFacet([], toFacetTerm('tag', null, name))
    expect(findAskedLabels([condition])).toEqual([name])
    expect(toggleFacet([condition], toFacetTerm('tag', null, name))).toEqual([])
    const [sheet = ''] = toggleFacet([], toFacetTerm('label', name, name))
    expect(toggleFacet([sheet], toFacetTerm('label', name, name))).toEqual([])
  },
)

// Would catch: a range that is added to the one before, that loses the label, or that touches another one's bounds.
test('a range takes the place of the bounds of its number', () => {
  const cat = { kind: 'tag', name: 'cat' } as const
  const before = ['tag:cat', 'tag:CAT>=10', 'tag:dog>=10', 'took:>2s']
  const ranged = replaceBounds(before, cat, { from: 60, below: 80 })
  expect(ranged).toEqual(['tag:dog>=10', 'took:>2s', 'tag:cat>=60', 'tag:cat<80'])
  expect(readRange(ranged, cat)).toEqual({ from: 60, below: 80 })
  expect(replaceBounds(ranged, cat, { from: null, below: null })).toEqual([
    'tag:dog>=10',
    'took:>2s',
    'tag:cat',
  ])
  expect(withoutBounds(ranged, { kind: 'took' })).not.toContain('took:>2s')
  const sized = replaceBounds([], { kind: 'size' }, { from: 1500, below: 2_000_000 })
  expect(readRange(sized, { kind: 'size' })).toEqual({ from: 1500, below: 2_000_000 })
  const took = replaceBounds(['took:<1m'], { kind: 'took' }, { from: 1234, below: null })
  expect(readRange(took, { kind: 'took' })).toEqual({ from: 1234, below: null })
})
