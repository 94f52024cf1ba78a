import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { StoredBody } from '#main/storage/journal/journal.ts'
import type { Job } from '#shared/model/job.ts'
import { exportResults, joinResults } from './export-results.ts'

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-results-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const info = (bytes: Uint8Array) => ({
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
})
const inline = (text: string | Uint8Array): StoredBody => {
  const bytes = Buffer.from(text)
  return { kind: 'inline', info: info(bytes), bytes }
}

/** Jobs with these results, in two pages. */
function jobsWith(bodies: readonly (StoredBody | null)[]) {
  const ids = bodies.map((_, at) => ({ id: `j${at}` }) as Job)
  return {
    reader: { body: (id: string) => Promise.resolve(bodies[Number(id.slice(1))] ?? null) },
    jobs: (async function* () {
      yield await Promise.resolve(ids.slice(0, 2))
      yield ids.slice(2)
    })(),
  }
}

const EXACT = '{"big":12345678901234567890,"a":1e400,"a":2}'

// Would catch: numbers and keys that are not those received, a comma too many, an array that a broken result makes unreadable.
test('results stand byte for byte in one array; what is missing, damaged or no JSON is counted and left out', async () => {
  const damaged: StoredBody = { kind: 'inline', info: info(Buffer.from('{}')), bytes: Buffer.from('[]') }
  const about = jobsWith([
    null,
    inline(EXACT),
    inline('<html>'),
    damaged,
    inline(Buffer.from([0x22, 0xff, 0x22])),
    inline('{"b": 1}'),
  ])
  const joined = await joinResults(about)
  expect(joined).toMatchObject({ ok: true, data: { results: 2, left: 4 } })
  expect(joined.ok && joined.data.bytes.toString()).toBe(`[\n${EXACT},\n{"b": 1}\n]\n`)
})

// Would catch: half an array on the clipboard, or memory that grows with what is not copied.
test('more than 32 MB is not copied, and becomes a file', async () => {
  const large = inline(`"${'x'.repeat(20 * 1024 * 1024)}"`)
  expect(await joinResults(jobsWith([large, large]))).toMatchObject({
    ok: false,
    error: { code: 'export.tooLargeToCopy' },
  })
  const path = join(scratch(), 'results.json')
  const saved = await exportResults({ ...jobsWith([large, large]), path, redact: (text) => text })
  expect(saved).toEqual({ ok: true, data: { results: 2, left: 0 } })
  expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveLength(2)
})

// Would catch: half a file under the name that the person chose, and the file from before lost with it.
test('a file that cannot be written leaves what was there', async () => {
  const folder = scratch()
  const path = join(folder, 'results.json')
  writeFileSync(path, 'before')
  const broken = {
    reader: { body: () => Promise.reject(new Error('the disk is gone')) },
    jobs: jobsWith([inline('{}')]).jobs,
  }
  expect(await exportResults({ ...broken, path, redact: (text) => text })).toMatchObject({
    ok: false,
    error: { code: 'export.unwritable' },
  })
  expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['results.json'], 'before'])
})
