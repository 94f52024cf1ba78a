import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { findThread } from '#main/lib/testing/bundled-thread.ts'
import * as fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { BodyFile } from '#main/lib/body-file.ts'
import { createBodyFileReader } from './body-file-reader.ts'
import { readBodyFile, readFactsOf, type BodyReading } from './read-body.ts'
import { MemberScanner, parseBytes } from './scan-members.ts'

const FILE = { url: 'https://cdn.example.com/Q3pVxN7ySdGh2kLmT8Zw', mimetype: 'image/png', size: 3 }

const readAsFile = (bytes: Uint8Array): BodyReading => readBodyFile(writeBodyFile(bytes))

function writeBodyFile(bytes: Uint8Array): BodyFile {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-body-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'a.body')
  writeFileSync(path, bytes)
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** The members that a scanner finds in bytes that come in pieces of this size, or the flaw. */
function scanInPieces(bytes: Uint8Array, size: number): unknown {
  const found = new Map<string, unknown>()
  const scanner = new MemberScanner(({ name, value, start, end }) => {
    expect(value === null || Buffer.compare(value, bytes.subarray(start, end)) === 0).toBe(true)
    found.set(name, parseBytes(value))
  })
  for (let at = 0; at < bytes.length; at += size) if (!scanner.push(bytes.slice(at, at + size))) break
  return scanner.end() ?? Object.fromEntries(found)
}

// Would catch: a member lost or cut wrong where a piece ends within a name, an escape, a string or a number.
test('an object that comes in pieces of any size has the members of the whole', () => {
  const anyObject = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }))
  fc.assert(
    fc.property(anyObject, fc.integer({ min: 1, max: 9 }), (value, size) => {
      const text = JSON.stringify(value, null, size % 3)
      expect(scanInPieces(Buffer.from(text), size)).toEqual(
        Object.fromEntries(Object.entries(JSON.parse(text) as object)),
      )
      const half = Buffer.from(text).subarray(0, -1)
      expect(scanInPieces(half, size)).toBe('cut')
    }),
  )
  const escapes = '{"a":"\\\\\\"x","b\\"":"\\\\","c":[{"d":"]}"}]}'
  for (let size = 1; size <= escapes.length; size++)
    expect(scanInPieces(Buffer.from(escapes), size)).toEqual(JSON.parse(escapes))
})

// Would catch: a large result that is described otherwise than a small one, or only where it is held in memory.
test.each([300_000, 3_000_000, 9_000_000])(
  'a result of %i bytes in a file says what it says in memory',
  (bytes) => {
    const text = JSON.stringify({
      jobid: 'a-job',
      status: 'Finished',
      results: { ocr: { data: { text: 'A text', pages: 'x"\\'.repeat(bytes / 5) } }, made: FILE },
      ttl: 5,
    })
    const reading = readAsFile(Buffer.from(text))
    expect(reading.members).toEqual(
      new Map<string, unknown>([
        ['jobid', 'a-job'],
        ['status', 'Finished'],
        ['ttl', 5],
      ]),
    )
    expect(reading.facts).toEqual(readFactsOf(Buffer.from(text)))
    expect(reading.facts.fileTasks.map(({ pointer }) => pointer)).toEqual(['/results/made'])
    expect(reading.facts.description === null).toBe(bytes > 4_194_304)
  },
)

// Would catch: a login page of megabytes taken for a result, or one whose words nobody reads.
test('what is no JSON is told with its beginning', () => {
  const page = `<html><title>Sign in</title>${' '.repeat(400_000)}</html>`
  const reading = readAsFile(Buffer.from(page))
  expect(reading.members).toBe('webPage')
  expect(Buffer.from(reading.beginning).toString()).toBe(page.slice(0, 65_536))
})

// Would catch: main's loop held for 50 ms by each result of 3 MB.
test('main parses no large result: a thread reads it, also after one that is not there any more', async () => {
  const read = createBodyFileReader(
    () => new Worker(findThread(import.meta.resolve('#main/filestack/results/body-file.worker.ts'))),
  )
  const text = JSON.stringify({ status: 'Finished', results: { made: FILE, text: 'x'.repeat(3_000_000) } })
  const file = writeBodyFile(Buffer.from(text))
  const parse = vi.spyOn(JSON, 'parse')
  onTestFinished(() => parse.mockRestore())
  await expect(read({ ...file, path: `${file.path}-gone` })).rejects.toThrow('ENOENT')
  const reading = await read(file)
  expect(parse.mock.calls.every(([parsed]) => parsed.length < 100_000)).toBe(true)
  parse.mockRestore()
  expect(reading.facts).toEqual(readFactsOf(Buffer.from(text)))
  expect(reading.members).toEqual(new Map([['status', 'Finished']]))
})

// Would catch: a result that the disk changed, described and kept as if it were what the service sent.
test.each(['{"status":"Finished"}', '<html>'])('what is not the bytes received is told: %s', (beginning) => {
  const file = writeBodyFile(Buffer.from(`${beginning}${' '.repeat(3_000_000)}`))
  expect(readBodyFile(file).isIntact).toBe(true)
  expect(readBodyFile({ ...file, sha256: createHash('sha256').digest('hex') }).isIntact).toBe(false)
})
