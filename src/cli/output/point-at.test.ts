import { expect, test } from 'vitest'
import { pointAt } from './point-at.ts'

// Would catch: carets under another part than the one that is wrong.
test.each([
  ['state:lost', 0, 10, 'state:lost', '^^^^^^^^^^'],
  ['tag:a state:lost', 6, 16, 'tag:a state:lost', '      ^^^^^^^^^^'],
  ['é😀 a\nb "c', 4, 5, 'é😀 a b "c', '   ^'],
  [`${'x'.repeat(100)} state: ${'y'.repeat(100)}`, 101, 107, null, `${' '.repeat(41)}^^^^^^`],
  ['x'.repeat(100_000), 0, 100_000, `${'x'.repeat(80)}…`, '^'.repeat(40)],
  ['tag:', 4, 4, 'tag:', '    ^'],
])('%#', (text, from, to, line, carets) => {
  const [shown, pointed] = pointAt(text, from, to)
  if (line !== null) expect(shown).toBe(line)
  expect(pointed).toBe(carets)
  expect(shown).not.toContain('\n')
  expect(shown.length).toBeLessThan(130)
})
