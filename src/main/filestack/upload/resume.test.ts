import { readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { JournalError } from '#main/storage/journal/journal.ts'
import { createTransport } from '#main/filestack/http.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { createUploadClient } from './create-upload-client.ts'
import type { TransferOutcome } from './transfer-api.ts'
import { listening } from './testing/answering-server.ts'
import {
  fileAt,
  Kept,
  PART,
  send,
  sha256,
  steps,
  uploadBench,
  write,
  type Bench,
} from './testing/upload-harness.ts'

const SIZE = 5 * PART + 300
const WIDE = 24_000_000

/** Sends until so many parts are stored, then calls it off. */
async function sendSome(
  bench: Bench,
  path: string,
  parts: number,
): Promise<{ readonly kept: Kept; readonly outcome: TransferOutcome }> {
  const kept = new Kept()
  const away = new AbortController()
  const onStored = (bytes: number): void => {
    if (bytes === parts * PART) away.abort()
  }
  const file = await fileAt(path, 'a.png')
  const outcome = await send(bench, file, { keeper: kept, onStored, signal: away.signal })
  return { kept, outcome }
}

const count = (bench: Bench, step: string): number => steps(bench).filter((each) => each === step).length

// Would catch: a cancel or a pause after which something of the file still travels.
test('called off: nothing more travels, what was stored is kept', async () => {
  const bench = await uploadBench({}, 1)
  const { kept, outcome } = await sendSome(bench, write(bench, 'a.png', SIZE), 2)
  expect(outcome).toEqual({ kind: 'halted' })
  expect(steps(bench)).toEqual(['start+', 'part+', 'put+', 'part+', 'put+'])
  expect([...kept.parts.keys()]).toEqual([1, 2])
})

// Would catch: a part whose bytes go on leaving after the person called it off.
test('called off in the middle of a part: not one byte more leaves', async () => {
  const bench = await uploadBench()
  const away = new AbortController()
  let ended: Promise<void> = Promise.resolve()
  let came = 0
  const storage = await listening((request) => {
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
    signPart: () => Promise.resolve({ kind: 'ok', data: { url: `${storage}/x`, headers: {} } } as const),
  }
  // More than the buffers between the two ends hold.
  const path = write(bench, 'a.png', 1)
  truncateSync(path, WIDE)
  const file = await fileAt(path, 'a.png', { ticket: null, partSize: WIDE, parts: [] })
  expect(await send({ ...bench, client }, file, { signal: away.signal })).toEqual({ kind: 'halted' })
  await ended
  expect(came).toBeGreaterThanOrEqual(1_000_000)
  expect(came).toBeLessThan(WIDE)
  expect(count(bench, 'complete+')).toBe(0)
})

// Would catch: parts that arrived sent again, or a whole that is not the file.
test('only the missing parts travel at the next try, and the whole is the file', async () => {
  const bench = await uploadBench({}, 1)
  const path = write(bench, 'a.png', SIZE)
  const { kept } = await sendSome(bench, path, 4)
  const told: number[] = []
  const file = await fileAt(path, 'a.png', kept.state(PART))
  const outcome = await send(bench, file, { keeper: kept, onStored: (bytes) => told.push(bytes) })
  expect(outcome).toMatchObject({ kind: 'stored', sha256: sha256(readFileSync(path)) })
  expect(bench.sandbox.ledger.uploads()).toMatchObject([{ sha256: sha256(readFileSync(path)) }])
  expect([count(bench, 'start+'), count(bench, 'put+')]).toEqual([1, 6])
  expect(told).toEqual([4000, 5000, 5300])
})

// Would catch: a kill between the last part and the answer to complete that sends it all again.
test('with every part stored only the merging is asked for', async () => {
  const bench = await uploadBench({ faults: '400@upload-complete:1' }, 1)
  const path = write(bench, 'a.png', SIZE)
  const kept = new Kept()
  expect((await send(bench, await fileAt(path, 'a.png'), { keeper: kept })).kind).toBe('failed')
  const before = steps(bench).length
  expect((await send(bench, await fileAt(path, 'a.png', kept.state(PART)), { keeper: kept })).kind).toBe(
    'stored',
  )
  expect(new Set(steps(bench).slice(before))).toEqual(new Set(['complete+']))
})

// Would catch: a resumed file whose middle was changed without a trace, put together from old and new bytes.
test('a part that lies otherwise on the disk than at the storage ends the upload', async () => {
  const bench = await uploadBench({}, 1)
  const path = write(bench, 'a.png', Buffer.alloc(200_000, 1))
  const kept = new Kept()
  const away = new AbortController()
  const state = { ticket: null, partSize: 50_000, parts: [] }
  const onStored = (bytes: number): void => {
    if (bytes === 150_000) away.abort()
  }
  await send(bench, await fileAt(path, 'a.png', state), { keeper: kept, onStored, signal: away.signal })
  const bytes = readFileSync(path)
  bytes[100_001] = 9
  writeFileSync(path, bytes)
  utimesSync(path, 1_790_000_000, 1_790_000_000)
  const again = await send(bench, await fileAt(path, 'a.png', kept.state(50_000)), { keeper: kept })
  expect(again).toMatchObject({ kind: 'failed', error: { code: 'upload.changed' }, startsOver: true })
  expect(bench.sandbox.ledger.uploads()).toEqual([])
})

// Would catch: an upload the service has dropped that can never be finished, or that begins anew for ever.
test.each(['part', 'put'])(
  'an upload that the service forgot begins anew, once (found out at %s)',
  async (step) => {
    const bench = await uploadBench({}, 1)
    const path = write(bench, 'a.png', SIZE)
    const { kept } = await sendSome(bench, path, 2)
    bench.sandbox.setFaults(`404@upload-${step}:1`)
    const told: number[] = []
    const options = { keeper: kept, onStored: (bytes: number) => told.push(bytes) }
    expect((await send(bench, await fileAt(path, 'a.png', kept.state(PART)), options)).kind).toBe('stored')
    expect(kept.resets).toBe(1)
    expect(told.slice(0, 2)).toEqual([2000, 0])
    expect([count(bench, 'start+'), count(bench, 'put+')]).toEqual([2, 2 + 6])

    const other = await sendSome(bench, path, 2)
    bench.sandbox.setFaults(`404@upload-${step}`)
    const file = await fileAt(path, 'a.png', other.kept.state(PART))
    expect(await send(bench, file, { keeper: other.kept })).toMatchObject({
      kind: 'failed',
      error: { code: 'upload.refused', status: 404 },
    })
    expect(other.kept.resets).toBe(1)
  },
)

// Would catch: a refused policy that throws away the parts which arrived.
test('a refusal of the credentials keeps the parts', async () => {
  const bench = await uploadBench({}, 1)
  const path = write(bench, 'a.png', SIZE)
  const { kept } = await sendSome(bench, path, 2)
  bench.sandbox.setFaults('403@upload-part:1')
  const file = await fileAt(path, 'a.png', kept.state(PART))
  expect(await send(bench, file, { keeper: kept })).toMatchObject({
    error: { status: 403 },
    startsOver: false,
  })
  expect([kept.resets, kept.parts.size]).toEqual([0, 2])
})

// Would catch: a second file made because the answer to the last call of the first was lost.
test('a last call that is refused at a later try never begins anew by itself', async () => {
  const bench = await uploadBench({ faults: '400@upload-complete+accepted:1' }, 1)
  const path = write(bench, 'a.png', SIZE)
  const kept = new Kept()
  expect((await send(bench, await fileAt(path, 'a.png'), { keeper: kept })).kind).toBe('failed')
  bench.sandbox.setFaults('404@upload-complete:1')
  const again = await send(bench, await fileAt(path, 'a.png', kept.state(PART)), { keeper: kept })
  expect(again).toMatchObject({ kind: 'failed', startsOver: true })
  expect(kept.resets).toBe(0)
  expect(count(bench, 'start+')).toBe(1)
})

// Would catch: a full disk that is passed over: parts sent whose storing nobody would know of after a kill.
test('a journal that cannot keep a part ends the transfer with its error', async () => {
  const bench = await uploadBench({}, 1)
  const kept = new Kept()
  const full = new JournalError(appError('journal.diskFull'))
  kept.part = () => Promise.reject(full)
  const file = await fileAt(write(bench, 'a.png', SIZE), 'a.png')
  await expect(send(bench, file, { keeper: kept })).rejects.toBe(full)
  expect(count(bench, 'put+')).toBe(1)
})
