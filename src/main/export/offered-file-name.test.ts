import { expect, test } from 'vitest'
import { toOfferedFileName } from './offered-file-name.ts'

// Would catch: a name that the disk refuses when the person has already chosen where to save.
test.each([
  ['a plain name', 'cat.png', 'cat.png'],
  ['a path', '../../etc/passwd', '_.._etc_passwd'],
  ['what Windows keeps for itself', 'CON.txt', 'CON_.txt'],
  ['a hidden file', '.htaccess', 'htaccess'],
  ['dots and blanks at the end', 'report. . ', 'report'],
  ['control letters', 'a\u0000b\u001Fc.txt', 'a_b_c.txt'],
  ['nothing at all', '', 'file'],
])('%s is offered so that every system can store it', (_what, name, offered) => {
  expect(toOfferedFileName(name)).toBe(offered)
})

// Case 18 of docs/reported-inputs.md. Would catch: 255 letters that are 765 bytes, or an ending that goes with what is cut.
test.each(['表', '🙂', 'é', 'x'])('210 of %s and more fit into 255 bytes, and the ending stays', (letter) => {
  const offered = toOfferedFileName(`${letter.repeat(300)}.png`)
  expect(Buffer.byteLength(offered)).toBeLessThanOrEqual(255)
  expect(offered.endsWith(`${letter}.png`)).toBe(true)
})
