import { describe, expect, it } from 'vitest'
import { treeMove, type TreeItem } from './tree-keys.ts'

const closed: TreeItem = { level: 2, place: 0, siblings: 1, expandable: true, open: false }
const open: TreeItem = { ...closed, open: true }
const leaf: TreeItem = { ...closed, expandable: false }

describe('treeMove', () => {
  it('does not run over either end', () => {
    expect(treeMove('ArrowUp', 0, leaf, 5, 10)).toEqual({ kind: 'row', row: 0 })
    expect(treeMove('PageDown', 3, leaf, 5, 10)).toEqual({ kind: 'row', row: 4 })
    expect(treeMove('End', 0, leaf, 5, 10)).toEqual({ kind: 'row', row: 4 })
  })

  it('goes in and out as trees do: right opens, then enters; left closes, then leaves', () => {
    expect(treeMove('ArrowRight', 1, closed, 5, 10)).toEqual({ kind: 'open' })
    expect(treeMove('ArrowRight', 1, open, 5, 10)).toEqual({ kind: 'row', row: 2 })
    expect(treeMove('ArrowRight', 1, leaf, 5, 10)).toBeNull()
    expect(treeMove('ArrowLeft', 1, open, 5, 10)).toEqual({ kind: 'close' })
    expect(treeMove('ArrowLeft', 1, leaf, 5, 10)).toEqual({ kind: 'parent' })
    expect(treeMove('ArrowLeft', 0, { ...leaf, level: 1 }, 5, 10)).toBeNull()
  })

  it('leaves keys alone that mean nothing here, so that others may take them', () => {
    expect(treeMove('Escape', 1, leaf, 5, 10)).toBeNull()
    expect(treeMove('Enter', 1, leaf, 5, 10)).toBeNull()
    expect(treeMove('ArrowLeft', 1, undefined, 5, 10)).toBeNull()
  })
})
