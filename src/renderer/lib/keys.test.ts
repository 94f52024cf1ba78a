import { expect, it } from 'vitest'
import { keyLabel } from './keys.ts'

it.each([
  ['$mod+1', '⌘1', 'Ctrl+1'],
  ['$mod+Shift+c', '⌘⇧C', 'Ctrl+Shift+C'],
  ['$mod+Enter', '⌘⏎', 'Ctrl+Enter'],
  ['$mod+,', '⌘,', 'Ctrl+,'],
  ['Escape', 'Esc', 'Esc'],
  ['?', '?', '?'],
])('%s is written as people of this system know it', (keys, mac, other) => {
  expect(keyLabel(keys, true)).toBe(mac)
  expect(keyLabel(keys, false)).toBe(other)
})
