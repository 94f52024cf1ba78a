import { expect, test } from 'vitest'
import { fillFileNamePattern, parseFileNamePattern } from './file-name-pattern.ts'

const VALUES = {
  task: 'resize',
  source: 'shoe',
  name: 'thumb',
  number: '7',
  job: 'j1',
  ext: 'png',
  labels: { SKU: 'A-12', toString: 'own' },
}

const fill = (text: string): string | null => {
  const parsed = parseFileNamePattern(text)
  return parsed.ok ? fillFileNamePattern(parsed.data, VALUES) : null
}

// Would catch: files named after braces, a column that is missed because of its capitals, or a value of the language in its place.
test.each([
  ['{label.sku}-{task}.{ext}', 'A-12-resize.png'],
  ['{ Task } {number}.{ext}', 'resize 7.png'],
  ['{label.none}-{task}.{ext}', 'resize.png'],
  ['{label.toString}', 'own'],
  ['{label.constructor}x', 'x'],
  ['all files', 'all files'],
])('the pattern %j gives %j', (pattern, name) => {
  expect(fill(pattern)).toBe(name)
})

// Would catch: a mistyped field that is found out when ten thousand files have been named by it.
test.each([
  ['{taks}.png', '{taks}'],
  ['{task', '{'],
  ['task}', '}'],
  ['{}', '{}'],
  ['{label.}', '{label.}'],
  ['', ''],
])('the pattern %j is refused at %j', (pattern, error) => {
  expect(parseFileNamePattern(pattern)).toEqual({ ok: false, error })
})
