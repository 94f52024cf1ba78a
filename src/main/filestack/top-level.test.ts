import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTopLevel, type TopLevel } from './top-level.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (text: string): Promise<TopLevel | string> => readTopLevel(bytes(text))
async function get(text: string, name: string): Promise<unknown> {
  const found = await read(text)
  return typeof found === 'string' ? found : found.get(name)
}

const anyObject = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 4 }))

// Would catch: a member lost or cut wrong by a quote, an escape, a bracket within a string, blanks between.
test('every object of JSON gives the members that JSON.parse gives', async () => {
  await fc.assert(
    fc.asyncProperty(anyObject, fc.constantFrom(0, 2), async (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      const found = await read(text)
      expect(typeof found).toBe('object')
      if (typeof found === 'string') return
      const whole = new Map<string, unknown>(Object.entries(JSON.parse(text) as object))
      for (const [name, member] of whole) expect(found.get(name)).toEqual(member)
      expect(found.get('not there')).toBeUndefined()
    }),
  )
})

// Would catch: an answer as published that is not read like any other object.
test.each(readdirSync('src/shared/fixtures').filter((name) => name.endsWith('.json')))(
  'the fixture %s is read as it is written',
  async (name) => {
    const text = readFileSync(`src/shared/fixtures/${name}`, 'utf8')
    for (const [member, value] of Object.entries(JSON.parse(text) as object)) {
      expect(await get(text, member)).toEqual(value)
    }
  },
)

// Would catch: half an answer taken for a whole one.
test('every beginning of an object is cut', async () => {
  await fc.assert(
    fc.asyncProperty(anyObject, fc.double({ min: 0, max: 1, noNaN: true }), async (value, share) => {
      const text = bytes(JSON.stringify(value))
      const cut = text.subarray(0, Math.floor(share * (text.length - 1)))
      expect(await readTopLevel(cut)).toBe(cut.length === 0 ? 'empty' : 'cut')
    }),
  )
})

// Would catch: something that is no answer of the service read as one.
test.each([
  ['', 'empty'],
  [' \n', 'empty'],
  ['<!DOCTYPE html><html>', 'webPage'],
  ['Something went wrong', 'notJson'],
  ['[1]', 'notJson'],
  ['null', 'notJson'],
  ['{"a":1}x', 'notJson'],
  ['{"a":1}{"a":2}', 'notJson'],
  ['{"a":1,}', 'notJson'],
  ['{a:1}', 'notJson'],
  ['{"a"=1}', 'notJson'],
  ['{"a":}', 'notJson'],
  ['{"a":"x" "b":1}', 'notJson'],
])('%j is %s', async (text, flaw) => {
  expect(await read(text)).toBe(flaw)
})

// Would catch: doubled keys, great integers or depth below disturbing the members that matter.
test('what JSON.parse bends or chokes on does not disturb', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const text = `\ufeff{"status":"Started","id":9007199254740993,"results":${deep},"results":{"a":1,"a":2},"status":"Finished"}`
  expect(await get(text, 'status')).toBe('Finished')
  expect(await get('{"a":"\\"}{","status":"x"}', 'status')).toBe('x')
})

// Would catch: a large body that holds main's event loop while its status is looked for.
test('a body of 40 MB is read in steps', async () => {
  const row = '{"label":"a \\"quoted\\" word","confidence":0.25},\n'
  const text = `{"results":{"rows":[${row.repeat(800_000)}null]},"status":"Finished"}`
  const body = bytes(text)
  let turns = 0
  let reading = true
  const turn = (): void => {
    turns++
    if (reading) setImmediate(turn)
  }
  setImmediate(turn)
  const found = await readTopLevel(body)
  reading = false
  expect(typeof found === 'string' ? found : found.get('status')).toBe('Finished')
  expect(turns).toBeGreaterThan(10)
})
