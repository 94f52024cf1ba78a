import { readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { JournalError } from '#main/storage/journal/journal.ts'
import { createTransport } from '#main/filestack/http.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { createUploadClient } from './create-upload-client.ts'
import type { TransferOutcome } from './transfer-api.ts'
import { startServer } from './testing/answering-server.ts'
import {
  toTransferFile,
  MemoryTransferJournal,
  PART_BYTES,
  transferTestFile,
  sha256,
  listRequests,
  createUploadHarness,
  writeTestFile,
  type UploadHarness,
} from './testing/upload-harness.ts'

const SIZE = 5 * PART_BYTES + 300
const WIDE = 24_000_000

/** Sends until so many parts are stored, then calls it off. */
async function sendSome(
  bench: UploadHarness,
  path: string,
  parts: number,
): Promise<{ readonly kept: MemoryTransferJournal; readonly outcome: TransferOutcome }> {
  const kept = new MemoryTransferJournal()
  const away = new AbortController()
  const onStored = (bytes: number): void => {
    if (bytes === parts * PART_BYTES) away.abort()
  }
  const file = await toTransferFile(path, 'a.png')
  const outcome = await transferTestFile(bench, file, { journal: kept, onStored, signal: away.signal })
  return { kept, outcome }
}

const count = (bench: UploadHarness, step: string): number =>
  listRequests(bench).filter((each) => each === step).length

// Would catch: a cancel or a pause after which something of the file still travels.
test('called off: nothing more travels, what was stored is kept', async () => {
  const bench = await createUploadHarness({}, 1)
  const { kept, outcome } = await sendSome(bench, writeTestFile(bench, 'a.png', SIZE), 2)
  expect(outcome).toEqual({ kind: 'cancelled' })
  expect(listRequests(bench)).toEqual(['start+', 'part+', 'put+', 'part+', 'put+'])
  expect([...kept.parts.keys()]).toEqual([1, 2])
})

// Would catch: a part whose bytes go on leaving after the person called it off.
test('called off in the middle of a part: not one byte more leaves', async () => {
  const bench = await createUploadHarness()
  const away = new AbortController()
  let ended: Promise<void> = Promise.resolve()
  let came = 0
  const storage = await startServer((request) => {
    ended = new Promise((resolve) => void request.once('close', () => resolve()))
    request.on('error', () => {})
    request.on('data', (chunk: Buffer) => {
      came += chunk.length
      if (came < 1_000_000) return
      away.abort()
    })
  })
  const transport = createTransport()
  onTestFinished(() => transport.close())
  const client = {
    ...createUploadClient({ transport, clock: bench.clock }),
    signPart: (connection: typeof bench.credentials) =>
      Promise.resolve({ kind: 'ok', data: { url: `${storage}/x`, headers: {}, connection } } as const),
  }
  // More than the buffers between the two ends hold.
  const path = writeTestFile(bench, 'a.png', 1)
  truncateSync(path, WIDE)
  const file = await toTransferFile(path, 'a.png', { ticket: null, partSize: WIDE, parts: [] })
  expect(await transferTestFile({ ...bench, client }, file, { signal: away.signal })).toEqual({
    kind: 'cancelled',
  })
  await ended
  expect(came).toBeGreaterThanOrEqual(1_000_000)
  expect(came).toBeLessThan(WIDE)
  expect(count(bench, 'complete+')).toBe(0)
})

// Would catch: parts that arrived sent again, or a whole that is not the file.
test('only the missing parts travel at the next try, and the whole is the file', async () => {
  const bench = await createUploadHarness({}, 1)
  const path = writeTestFile(bench, 'a.png', SIZE)
  const { kept } = await sendSome(bench, path, 4)
  const told: number[] = []
  const file = await toTransferFile(path, 'a.png', kept.state(PART_BYTES))
  const outcome = await transferTestFile(bench, file, {
    journal: kept,
    onStored: (bytes) => told.push(bytes),
  })
  expect(outcome).toMatchObject({ kind: 'stored', sha256: sha256(readFileSync(path)) })
  expect(bench.sandbox.ledger.uploads()).toMatchObject([{ sha256: sha256(readFileSync(path)) }])
  expect([count(bench, 'start+'), count(bench, 'put+')]).toEqual([1, 6])
  expect(told).toEqual([4000, 5000, 5300])
})

// Would catch: a kill between the last part and the answer to complete that sends it all again.
test('with every part stored only the merging is asked for', async () => {
  const bench = await createUploadHarness({ faults: '400@upload-complete:1' }, 1)
  const path = writeTestFile(bench, 'a.png', SIZE)
  const kept = new MemoryTransferJournal()
  expect((await transferTestFile(bench, await toTransferFile(path, 'a.png'), { journal: kept })).kind).toBe(
    'failed',
  )
  const before = listRequests(bench).length
  expect(
    (
      await transferTestFile(bench, await toTransferFile(path, 'a.png', kept.state(PART_BYTES)), {
        journal: kept,
      })
    ).kind,
  ).toBe('stored')
  expect(new Set(listRequests(bench).slice(before))).toEqual(new Set(['complete+']))
})

// Would catch: a resumed file whose middle was changed without a trace, put together from old and new bytes.
test('a part that lies otherwise on the disk than at the storage ends the upload', async () => {
  const bench = await createUploadHarness({}, 1)
  const path = writeTestFile(bench, 'a.png', Buffer.alloc(200_000, 1))
  const kept = new MemoryTransferJournal()
  const away = new AbortController()
  const state = { ticket: null, partSize: 50_000, parts: [] }
  const onStored = (bytes: number): void => {
    if (bytes === 150_000) away.abort()
  }
  await transferTestFile(bench, await toTransferFile(path, 'a.png', state), {
    journal: kept,
    onStored,
    signal: away.signal,
  })
  const bytes = readFileSync(path)
  bytes[100_001] = 9
  writeFileSync(path, bytes)
  utimesSync(path, 1_790_000_000, 1_790_000_000)
  const again = await transferTestFile(bench, await toTransferFile(path, 'a.png', kept.state(50_000)), {
    journal: kept,
  })
  expect(again).toMatchObject({ kind: 'failed', error: { code: 'upload.changed' }, startsOver: true })
  expect(bench.sandbox.ledger.uploads()).toEqual([])
})

// Would catch: an upload the service has dropped that can never be finished, or that begins anew for ever.
test.each(['part', 'put'])(
  'an upload that the service forgot begins anew, once (found out at %s)',
  async (step) => {
    const bench = await createUploadHarness({}, 1)
    const path = writeTestFile(bench, 'a.png', SIZE)
    const { kept } = await sendSome(bench, path, 2)
    bench.sandbox.setFaults(`404@upload-${step}:1`)
    const told: number[] = []
    const options = { journal: kept, onStored: (bytes: number) => told.push(bytes) }
    expect(
      (await transferTestFile(bench, await toTransferFile(path, 'a.png', kept.state(PART_BYTES)), options))
        .kind,
    ).toBe('stored')
    expect(kept.resets).toBe(1)
    expect(told.slice(0, 2)).toEqual([2000, 0])
    expect([count(bench, 'start+'), count(bench, 'put+')]).toEqual([2, 2 + 6])

    const other = await sendSome(bench, path, 2)
    bench.sandbox.setFaults(`404@upload-${step}`)
    const file = await toTransferFile(path, 'a.png', other.kept.state(PART_BYTES))
    expect(await transferTestFile(bench, file, { journal: other.kept })).toMatchObject({
      kind: 'failed',
      error: { code: 'upload.refused', status: 404 },
    })
    expect(other.kept.resets).toBe(1)
  },
)

// Would catch: a refused policy that throws away the parts which arrived.
test('a refusal of the credentials keeps the parts', async () => {
  const bench = await createUploadHarness({}, 1)
  const path = writeTestFile(bench, 'a.png', SIZE)
  const { kept } = await sendSome(bench, path, 2)
  bench.sandbox.setFaults('403@upload-part:1')
  const file = await toTransferFile(path, 'a.png', kept.state(PART_BYTES))
  expect(await transferTestFile(bench, file, { journal: kept })).toMatchObject({
    error: { status: 403 },
    startsOver: false,
  })
  expect([kept.resets, kept.parts.size]).toEqual([0, 2])
})

// Would catch: a second file made because the answer to the last call of the first was lost.
test('a last call that is refused at a later try never begins anew by itself', async () => {
  const bench = await createUploadHarness({ faults: '400@upload-complete+accepted:1' }, 1)
  const path = writeTestFile(bench, 'a.png', SIZE)
  const kept = new MemoryTransferJournal()
  expect((await transferTestFile(bench, await toTransferFile(path, 'a.png'), { journal: kept })).kind).toBe(
    'failed',
  )
  bench.sandbox.setFaults('404@upload-complete:1')
  const again = await transferTestFile(bench, await toTransferFile(path, 'a.png', kept.state(PART_BYTES)), {
    journal: kept,
  })
  expect(again).toMatchObject({ kind: 'failed', startsOver: true })
  expect(kept.resets).toBe(0)
  expect(count(bench, 'start+')).toBe(1)
})

// Would catch: a full disk that is passed over: parts sent whose storing nobody would know of after a kill.
test('a journal that cannot keep a part ends the transfer with its error', async () => {
  const bench = await createUploadHarness({}, 1)
  const kept = new MemoryTransferJournal()
  const full = new JournalError(appError('journal.diskFull'))
  kept.savePart = () => Promise.reject(full)
  const file = await toTransferFile(writeTestFile(bench, 'a.png', SIZE), 'a.png')
  await expect(transferTestFile(bench, file, { journal: kept })).rejects.toBe(full)
  expect(count(bench, 'put+')).toBe(1)
})
