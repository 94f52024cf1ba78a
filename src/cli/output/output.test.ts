import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createOutput } from './output.ts'

/** Sets the title, moves the cursor, clears the screen: in one byte, in two, by DEL, and turned text. */
const STEERING = 'a\u001B]0;title\u0007b\u009B2Jc\u007Fd\u202Ee\rf'
const STEERS = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/u

function setUp(isTTY: boolean) {
  const stdout = Object.assign(new PassThrough(), { isTTY })
  const stderr = Object.assign(new PassThrough(), { isTTY, columns: 200 })
  const output = createOutput({ stdout, stderr, redact: (text) => text })
  const read = (stream: PassThrough): string => String(stream.read() ?? '')
  return { output, stdout: () => read(stdout), stderr: () => read(stderr) }
}

// Would catch: a source or an answer that renames the window, clears the screen or types into the terminal.
test('no control character reaches the terminal, by any way of writing', async () => {
  const { output, stdout, stderr } = setUp(true)
  await output.print(STEERING)
  expect(stdout()).toBe('a\uFFFD]0;title\uFFFDb\uFFFD2Jc\uFFFDd\uFFFDe\uFFFDf\n')
  await output.bytes(Buffer.from(STEERING))
  expect(stdout()).toBe('a\uFFFD]0;title\uFFFDb\uFFFD2Jc\uFFFDd\uFFFDe\uFFFDf')
  output.say(STEERING)
  expect(stderr()).not.toMatch(STEERS)
  output.progress(STEERING)
  // What rewrites the line is our own.
  expect(stderr().replace('\r\u001B[2K', '')).not.toMatch(STEERS)
})

// Would catch: an escape sequence within a text of JSON, which JSON itself lets through from U+007F on.
test('a line of JSON holds no control character, and says the same', async () => {
  const { output, stdout } = setUp(false)
  await output.json({ source: STEERING, [`key\u009B`]: 1 })
  const line = stdout()
  expect(line).not.toMatch(STEERS)
  expect(JSON.parse(line)).toEqual({ source: STEERING, [`key\u009B`]: 1 })
})

// Would catch: a result that is changed on its way into a file or another program.
test('bytes that go into a file are as they were received', async () => {
  const { output, stdout } = setUp(false)
  await output.bytes(Buffer.from(STEERING))
  expect(stdout()).toBe(STEERING)
})
