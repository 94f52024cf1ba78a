import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fileAt, send, sha256, uploadBench, write } from './testing/bench.ts'

// Would catch: a byte lost, doubled or out of order between the disk and the storage.
test.each([1, 999, 1000, 1001, 25_500])('a file of %i bytes arrives as it lies on the disk', async (size) => {
  const bench = await uploadBench()
  const path = write(bench, 'a.png', size)
  const outcome = await send(bench, await fileAt(path, 'a.png'))
  const [entry] = bench.sandbox.ledger.uploads()
  expect(outcome).toMatchObject({ kind: 'stored', handle: entry?.handle, sha256: entry?.sha256 })
  expect(entry).toMatchObject({ filename: 'a.png', size, sha256: sha256(readFileSync(path)) })
})
