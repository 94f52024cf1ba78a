import { describe, expect, it } from 'vitest'
import { readTreeMove, type TreeItem } from './tree-keys.ts'

const closed: TreeItem = { level: 2, place: 0, siblings: 1, expandable: true, open: false }
const open: TreeItem = { ...closed, open: true }
const leaf: TreeItem = { ...closed, expandable: false }

describe('treeMove', () => {
  it('does not run over either end', () => {
    expect(readTreeMove('ArrowUp', 0, leaf, 5, 10)).toEqual({ kind: 'row', row: 0 })
    expect(readTreeMove('PageDown', 3, leaf, 5, 10)).toEqual({ kind: 'row', row: 4 })
    expect(readTreeMove('End', 0, leaf, 5, 10)).toEqual({ kind: 'row', row: 4 })
  })

  it('goes in and out as trees do: right opens, then enters; left closes, then leaves', () => {
    expect(readTreeMove('ArrowRight', 1, closed, 5, 10)).toEqual({ kind: 'open' })
    expect(readTreeMove('ArrowRight', 1, open, 5, 10)).toEqual({ kind: 'row', row: 2 })
    expect(readTreeMove('ArrowRight', 1, leaf, 5, 10)).toBeNull()
    expect(readTreeMove('ArrowLeft', 1, open, 5, 10)).toEqual({ kind: 'close' })
    expect(readTreeMove('ArrowLeft', 1, leaf, 5, 10)).toEqual({ kind: 'parent' })
    expect(readTreeMove('ArrowLeft', 0, { ...leaf, level: 1 }, 5, 10)).toBeNull()
  })

  it('leaves keys alone that mean nothing here, so that others may take them', () => {
    expect(readTreeMove('Escape', 1, leaf, 5, 10)).toBeNull()
    expect(readTreeMove('Enter', 1, leaf, 5, 10)).toBeNull()
    expect(readTreeMove('ArrowLeft', 1, undefined, 5, 10)).toBeNull()
  })
})
