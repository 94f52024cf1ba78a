import { basename, win32 } from 'node:path'
import { expect, test } from 'vitest'
import { toPlainName, UniqueNames } from './unique-names.ts'

const HOSTILE = [
  '../x',
  '..\\..\\x.png',
  '/etc/passwd',
  'C:\\Windows\\x.png',
  '\\\\server\\share\\x',
  'con.png',
  'LPT1',
  'x.png. . .',
  '...',
  '',
  ' ',
  'a\u0000b.png',
  'photo\u202Egnp.exe',
  'x\n.png',
  'x:stream.png',
  `${'ä'.repeat(400)}.png`,
  `${'👩‍👩‍👧‍👧'.repeat(60)}.jpeg`,
  '.flowbench-part',
  'start.lnk',
]

// Would catch: a file that is written outside of the folder, to a device, hidden, or not at all.
test.each(HOSTILE)('the name %j becomes a plain one', (name) => {
  const plain = toPlainName(name)
  expect([basename(plain), win32.basename(plain)]).toEqual([plain, plain])
  expect(plain).not.toMatch(/^\.|[. ]$|[\p{Cc}\u202E:]|^(?:con|lpt1)(?:\.|$)|\.lnk$/iu)
  expect(Buffer.byteLength(`${plain} (123).json.flowbench-part`)).toBeLessThanOrEqual(255)
  expect(plain).not.toBe('')
  // Names of an index are believed when they are plain already.
  expect(toPlainName(plain)).toBe(plain)
})

// Would catch: a file that takes the place of another one on a disk that knows no capitals, or of an accent written as two characters.
test('names that one file system takes for the same get a number', () => {
  const names = new UniqueNames()
  names.add('There.png')
  expect(
    ['a.png', 'A.PNG', 'there.png', 'é.png', 'e\u0301.png', 'ﬁle', 'file'].map((name) => names.take(name)),
  ).toEqual(['a.png', 'A (2).PNG', 'there (2).png', 'é.png', 'é (2).png', 'ﬁle', 'file (2)'])
})

// Would catch: the file that says what a picture is, written over one that a task produced.
test('a name is free only when the names of what lies beside it are', () => {
  const names = new UniqueNames()
  names.take('x.png.json')
  expect(names.take('x.png', ['.json'])).toBe('x (2).png')
})
