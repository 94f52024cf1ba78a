import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toFileError } from './local-file.ts'
import { fingerprintFile, isSameFile } from './file-fingerprint.ts'
import type { UploadClient } from './client.ts'
import {
  toTransferFile,
  PART_BYTES,
  transferTestFile,
  sha256,
  listRequests,
  createUploadHarness,
  writeTestFile,
  type UploadHarness,
} from './testing/upload-harness.ts'

/** The client, with something done to the world before each of its calls of one kind. */
function before(
  bench: UploadHarness,
  call: 'put' | 'signPart' | 'complete',
  act: (nth: number) => void,
): UploadHarness {
  let nth = 0
  const client: UploadClient = {
    ...bench.client,
    [call]: (...asked: never[]) => {
      act(++nth)
      return (bench.client[call] as (...asked: never[]) => unknown)(...asked)
    },
  }
  return { ...bench, client }
}

/** Other bytes at a place, and the time as if nobody had written. */
function slip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
  utimesSync(path, 1_790_000_000, 1_790_000_000)
}

// Would catch: a pipe that hangs the upload for ever, a device that is read, a folder as a crash.
test('what is no file with bytes is refused with its reason, without being waited for', async () => {
  const bench = await createUploadHarness()
  const at = (name: string): string => join(bench.folder, name)
  execFileSync('mkfifo', [at('pipe')])
  mkdirSync(at('folder'))
  writeTestFile(bench, 'empty', 0)
  const told = async (path: string): Promise<string> => {
    const mark = await fingerprintFile(path)
    return mark.ok ? 'fine' : `${mark.error.code}: ${mark.error.message}`
  }
  expect(await told(at('pipe'))).toBe('upload.notAFile: This is no file: a pipe.')
  expect(await told(at('folder'))).toBe('upload.notAFile: This is no file: a folder.')
  expect(await told('/dev/zero')).toBe('upload.notAFile: This is no file: a device.')
  expect(await told(at('empty'))).toBe('upload.empty: The file has no bytes.')
  expect(await told(at('nowhere'))).toBe('upload.vanished: The file is not there any more.')
  expect(await told(at('empty/below'))).toBe('upload.vanished: The file is not there any more.')
  expect(toFileError(Object.assign(new Error('x'), { code: 'EACCES' }))).toMatchObject({
    code: 'upload.unreadable',
    message: 'The file cannot be read: this account has no right to it.',
  })
})

// Would catch: a file that went away after it was listed, ending in a crash or in silence.
test.each([
  ['before', 0, 'upload.vanished'],
  ['in the middle', 2, 'upload.vanished'],
])('a file that vanishes %s fails with that reason', async (_name, nth, code) => {
  const bench = await createUploadHarness({}, 1)
  const path = writeTestFile(bench, 'a.png', 3 * PART_BYTES)
  const file = await toTransferFile(path, 'a.png')
  if (nth === 0) rmSync(path)
  const watched = before(bench, 'put', (each) => each === nth && rmSync(path))
  expect(await transferTestFile(watched, file)).toMatchObject({
    kind: 'failed',
    error: { code },
    startsOver: false,
  })
  expect(bench.sandbox.ledger.uploads()).toEqual([])
})

// Would catch: half of the old bytes and half of the new ones in one file at the service.
test.each<[string, (path: string) => void]>([
  ['written to', (path) => writeFileSync(path, Buffer.alloc(3 * PART_BYTES, 7))],
  ['cut short', (path) => truncateSync(path, PART_BYTES)],
  ['made longer', (path) => writeFileSync(path, Buffer.alloc(PART_BYTES), { flag: 'a' })],
])('a file that is %s while it is sent is refused, not mixed', async (_name, change) => {
  for (const nth of [1, 2, 3]) {
    const bench = await createUploadHarness({}, 1)
    const path = writeTestFile(bench, 'a.png', 3 * PART_BYTES)
    const watched = before(bench, 'put', (each) => each === nth && change(path))
    expect(await transferTestFile(watched, await toTransferFile(path, 'a.png'))).toMatchObject({
      kind: 'failed',
      error: { code: 'upload.changed' },
      startsOver: true,
    })
    expect(bench.sandbox.ledger.uploads()).toEqual([])
  }
})

// Would catch: a change between the reading for the MD5 and the reading for the storage, that no date shows.
test('bytes that differ between the two readings of a large part end the upload at once', async () => {
  const bench = await createUploadHarness({}, 1)
  const path = writeTestFile(bench, 'a.png', 9_500_000)
  const watched = before(bench, 'put', () => slip(path, 9_000_000))
  const file = await toTransferFile(path, 'a.png', { ticket: null, partSize: 9_500_000, parts: [] })
  expect(await transferTestFile(watched, file)).toMatchObject({
    error: { code: 'upload.changed' },
    startsOver: true,
  })
  expect(
    listRequests(bench).filter((step) => step.startsWith('put+') || step.startsWith('complete')),
  ).toEqual([])
})

// Would catch: a file changed since it was listed that is sent under the old one's name and hash.
test('a file that is not the one that was listed is not sent at all', async () => {
  const bench = await createUploadHarness()
  const path = writeTestFile(bench, 'a.png', 3 * PART_BYTES)
  const file = await toTransferFile(path, 'a.png')
  slip(path, 10)
  expect(await transferTestFile(bench, file)).toMatchObject({
    error: { code: 'upload.changed' },
    startsOver: true,
  })
  expect(bench.sandbox.ledger.seen).toBe(0)
})

// Would catch: two files taken for the same one: other head, other tail, other length, other time.
test('a mark knows a file by its size, its time and both its ends', async () => {
  const bench = await createUploadHarness()
  const path = writeTestFile(bench, 'a.bin', Buffer.alloc(200_000, 1))
  const mark = async (): Promise<Parameters<typeof isSameFile>[0]> => {
    const made = await fingerprintFile(path)
    if (!made.ok) throw new Error(made.error.message)
    return made.data
  }
  const first = await mark()
  const whole = readFileSync(path)
  expect(first).toEqual({
    size: 200_000,
    mtimeMs: 1_790_000_000_000,
    edgeHash: sha256(Buffer.concat([whole.subarray(0, 65_536), whole.subarray(-65_536)])),
  })
  expect(isSameFile(first, await mark())).toBe(true)
  for (const at of [0, 65_535, 134_464, 199_999]) {
    slip(path, at)
    expect(isSameFile(first, await mark()), `byte ${at}`).toBe(false)
    slip(path, at)
  }
  utimesSync(path, 1_790_000_001, 1_790_000_001)
  expect(isSameFile(first, await mark())).toBe(false)
})
