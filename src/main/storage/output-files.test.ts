import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { Readable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { toOutputFilePath, writeOutputFile } from './output-files.ts'
import { newId, createScratchFolder } from './testing/journals.ts'

// Would catch: bytes that are lost or mixed while they come, and two files of one job under one name.
test('a produced file is kept byte for byte, one for each place in the result', async () => {
  const folder = createScratchFolder(onTestFinished)
  const jobId = newId()
  const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 131 + 7) % 256)
  const chunks = [bytes.subarray(0, 1), bytes.subarray(1, 1), bytes.subarray(1)]
  const kept = await writeOutputFile(folder, jobId, '/results/a/url', Readable.from(chunks))
  expect(kept).toEqual({ bytes: 300_000, sha256: createHash('sha256').update(bytes).digest('hex') })
  await writeOutputFile(folder, jobId, '/results/b/url', Readable.from([Buffer.from('other')]))
  const path = toOutputFilePath(folder, jobId, '/results/a/url')
  expect(Buffer.compare(readFileSync(path), bytes)).toBe(0)
  expect(existsSync(`${path}.tmp`)).toBe(false)
})

// Would catch: half a file that looks whole after its stream broke off.
test('a file whose stream breaks off leaves nothing', async () => {
  const folder = createScratchFolder(onTestFinished)
  const jobId = newId()
  const broken = async function* () {
    yield await Promise.resolve(Buffer.from('half'))
    throw new Error('reset')
  }
  await expect(writeOutputFile(folder, jobId, '/p', broken())).rejects.toThrow('reset')
  const path = toOutputFilePath(folder, jobId, '/p')
  expect([existsSync(path), existsSync(`${path}.tmp`)]).toEqual([false, false])
})

// Would catch: an id or a pointer of the service that writes outside of the data folder.
test('no name leads out of the folder', () => {
  expect(() => toOutputFilePath('/data', '../../etc', '/p')).toThrow()
  expect(relative('/data', toOutputFilePath('/data', 'abc', '/../../../etc/passwd'))).toMatch(
    /^files\/bc\/abc\/[0-9a-f]{32}$/,
  )
})
