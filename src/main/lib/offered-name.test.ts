import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { toOfferedName } from './offered-name.ts'

// Would catch: a name from the service that leads out of the folder, hides its ending, opens a device or points elsewhere.
test.each([
  ['square.png', 'square.png'],
  ['Größe 🙂.png', 'Größe 🙂.png'],
  ['../../.ssh/config', '_.._.ssh_config'],
  ['C:\\Windows\\a.png', 'C__Windows_a.png'],
  ['...hidden', 'hidden'],
  ['photo\u202Egpj.exe', 'photogpj.exe'],
  ['\u2067photo\u2069.png', 'photo.png'],
  ['zero\u200Bwidth\uFEFF.png', 'zerowidth.png'],
  ['line\nbreak\u0000\u001B[2J.png', 'line_break__[2J.png'],
  ['CON', '_CON'],
  ['con.png', '_con.png'],
  ['Lpt1 .txt', '_Lpt1 .txt'],
  ['com¹.png', '_com¹.png'],
  ['console.png', 'console.png'],
  ['invoice.lnk', 'invoice.lnk.bin'],
  ['invoice.URL', 'invoice.URL.bin'],
  ['invoice.desktop. .', 'invoice.desktop.bin'],
  ['invoice.webloc', 'invoice.webloc.bin'],
  ['', 'file'],
  ['\u202E', 'file'],
  ['. .', 'file'],
  [`${'a'.repeat(300)}.png`, `${'a'.repeat(196)}.png`],
  [`${'🙂'.repeat(100)}.png`, `${'🙂'.repeat(49)}.png`],
])('%j is offered as %j', (name, offered) => {
  expect(toOfferedName(name, 'file')).toBe(offered)
})

// Would catch: a character cut in two, or a name that a file system refuses for its length.
test('no name is longer than a file system takes, and none is half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const offered = toOfferedName(name, 'file')
      expect(Buffer.byteLength(offered)).toBeLessThanOrEqual(210)
      expect(offered).not.toMatch(/[\p{Cc}\p{Cs}\\/\u202A-\u202E\u2066-\u2069]|^\.|[. ]$|^$/u)
    }),
  )
})
