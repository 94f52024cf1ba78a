import { describe, expect, it } from 'vitest'
import { readGridMove } from './grid-keys.ts'

describe('keys in a grid', () => {
  it('the first arrow down chooses the first row, not the second', () => {
    expect(readGridMove('ArrowDown', -1, 10, 5)).toEqual({ kind: 'row', row: 0 })
  })

  it.each([
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['PageDown', 8, 9],
    ['PageUp', 2, 0],
    ['Home', 7, 0],
    ['End', 3, 9],
  ])('%s from row %d stays in the list', (key, from, to) => {
    expect(readGridMove(key, from, 10, 5)).toEqual({ kind: 'row', row: to })
  })

  it('an empty list has no row to go to', () => {
    expect(readGridMove('End', -1, 0, 5)).toBeNull()
    expect(readGridMove('ArrowDown', -1, 0, 5)).toBeNull()
  })

  it('typing a letter is left to others', () => {
    expect(readGridMove('k', 3, 10, 5)).toBeNull()
  })
})
