import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Credentials } from '#main/filestack/client.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { fastClock } from './testing/fast-clock.ts'
import {
  toTransferFile,
  MemoryTransferJournal,
  PART_BYTES,
  transferTestFile,
  sha256,
  listRequests,
  createUploadHarness,
  writeTestFile,
} from './testing/upload-harness.ts'

// Would catch: a byte lost, doubled or out of order between the disk and the storage.
test.each([1, 999, 1000, 1001, 25_500])('a file of %i bytes arrives as it lies on the disk', async (size) => {
  const bench = await createUploadHarness()
  const path = writeTestFile(bench, 'a.png', size)
  const outcome = await transferTestFile(bench, await toTransferFile(path, 'a.png'))
  const [entry] = bench.sandbox.ledger.uploads()
  expect(outcome).toMatchObject({ kind: 'stored', handle: entry?.handle, sha256: entry?.sha256 })
  expect(entry).toMatchObject({ filename: 'a.png', size, sha256: sha256(readFileSync(path)) })
})

// Would catch: a part too large for the memory that is sent with other bytes than were hashed, or not at all.
test('parts that are not held in memory arrive as they lie on the disk, also at the second try', async () => {
  const bench = await createUploadHarness({ faults: '500@upload-put:1' })
  const path = writeTestFile(bench, 'large.png', 8_500_100)
  const file = await toTransferFile(path, 'large.png', { ticket: null, partSize: 8_500_000, parts: [] })
  expect(await transferTestFile(bench, file)).toMatchObject({
    kind: 'stored',
    sha256: sha256(readFileSync(path)),
  })
  expect(bench.sandbox.ledger.uploads()).toMatchObject([{ sha256: sha256(readFileSync(path)) }])
})

// Would catch: a name that breaks the request, or arrives as another.
test.each([
  'n'.repeat(251) + '.png',
  '😀👩‍👩‍👧 ü.png',
  `${String.fromCodePoint(0x202e)}שלום عربى.png`,
  '"quoted" \'name\' \\ back.png',
  'two\nlines\tand more.png',
])('a file called %j keeps its name', async (name) => {
  const bench = await createUploadHarness()
  expect(
    (await transferTestFile(bench, await toTransferFile(writeTestFile(bench, name, 1500), name))).kind,
  ).toBe('stored')
  expect(bench.sandbox.ledger.uploads()[0]?.filename).toBe(name)
})

// Would catch: a passing trouble that ends an upload, or a step that is not tried again.
test.each(
  ['start', 'part', 'put', 'complete'].flatMap((step) =>
    ['500', '503-retry-after', '429', '429-bare', 'reset-before-accept', 'reset-after-accept', 'cut'].map(
      (fault) => `${fault}@upload-${step}:2`,
    ),
  ),
)('%s: the file arrives all the same, once', async (faults) => {
  const bench = await createUploadHarness({ faults }, 1)
  const path = writeTestFile(bench, 'a.png', 2500)
  expect(await transferTestFile(bench, await toTransferFile(path, 'a.png'))).toMatchObject({ kind: 'stored' })
  expect(bench.sandbox.ledger.uploads()).toMatchObject([{ sha256: sha256(readFileSync(path)) }])
  expect(bench.sandbox.ledger.violations).toBe(0)
})

// Would catch: a request inside a window that the service has closed, or told to be spent.
test('a service that takes three requests a second is never asked inside a closed window', async () => {
  const bench = await createUploadHarness({ faults: 'limit:3' }, 1)
  expect(
    (
      await transferTestFile(
        bench,
        await toTransferFile(writeTestFile(bench, 'a.png', 7 * PART_BYTES), 'a.png'),
      )
    ).kind,
  ).toBe('stored')
  expect(bench.sandbox.ledger.violations).toBe(0)
})

// Would catch: a refusal tried again and again, or a whole file sent for nothing.
test.each(['start', 'part', 'put', 'complete'])(
  'a 400 at %s is never tried again by itself',
  async (step) => {
    const bench = await createUploadHarness({ faults: `400@upload-${step}:1` }, 1)
    const outcome = await transferTestFile(
      bench,
      await toTransferFile(writeTestFile(bench, 'a.png', 900), 'a.png'),
    )
    expect(outcome).toMatchObject({
      kind: 'failed',
      error: { code: 'upload.refused', status: 400 },
      startsOver: false,
    })
    const order = ['start', 'part', 'put', 'complete']
    expect(listRequests(bench)).toEqual(
      order.slice(0, order.indexOf(step) + 1).map((each) => (each === step ? each : `${each}+`)),
    )
  },
)

// Would catch: an old address used again and again, or waited for when a new one is to be had at once.
test('an address whose time has passed is replaced at once', async () => {
  const bench = await createUploadHarness({ faults: 'time-too-skewed:1' }, 1)
  const waitedAfter: (string | undefined)[] = []
  const clock = {
    now: () => bench.clock.now(),
    after: (ms: number, callback: () => void) => {
      waitedAfter.push(listRequests(bench).at(-1))
      return bench.clock.after(ms, callback)
    },
  }
  const path = writeTestFile(bench, 'a.png', 900)
  expect((await transferTestFile({ ...bench, clock }, await toTransferFile(path, 'a.png'))).kind).toBe(
    'stored',
  )
  expect(listRequests(bench).slice(0, 5)).toEqual(['start+', 'part+', 'put', 'part+', 'put+'])
  expect(new Set(waitedAfter)).toEqual(new Set(['complete+']))
})

// Would catch: the network cut for a minute, in the middle, ending uploads; or parts that arrived sent again.
test('a cut of a minute is waited out, and only what is missing travels afterwards', async () => {
  const bench = await createUploadHarness({}, 1)
  const path = writeTestFile(bench, 'a.png', 6 * PART_BYTES)
  let cut = false
  const onStored = (bytes: number): void => {
    if (bytes !== 3 * PART_BYTES || cut) return
    cut = true
    bench.sandbox.setFaults('down:600ms')
  }
  expect((await transferTestFile(bench, await toTransferFile(path, 'a.png'), { onStored })).kind).toBe(
    'stored',
  )
  expect(bench.sandbox.ledger.uploads()).toMatchObject([{ sha256: sha256(readFileSync(path)) }])
  expect(listRequests(bench).filter((step) => step === 'put+')).toHaveLength(6)
  expect(listRequests(bench).filter((step) => step === 'start+')).toHaveLength(1)
})

// Would catch: an upload that hammers a dead service for ever, or that throws away what arrived.
test('a service that stays down is given up after minutes, with its reason; the parts are kept', async () => {
  const bench = await createUploadHarness({}, 1, fastClock(1000))
  const kept = new MemoryTransferJournal()
  const onStored = (bytes: number): void => {
    if (bytes === PART_BYTES) bench.sandbox.setFaults('500')
  }
  const begun = bench.clock.now()
  const file = await toTransferFile(writeTestFile(bench, 'a.png', 2500), 'a.png')
  const outcome = await transferTestFile(bench, file, { journal: kept, onStored })
  expect(outcome).toMatchObject({
    kind: 'failed',
    startsOver: false,
    error: { code: 'upload.gaveUp', status: 500, message: expect.stringContaining('not available') },
  })
  expect(bench.clock.now() - begun).toBeGreaterThan(180_000)
  expect(listRequests(bench).length).toBeLessThan(60)
  expect([...kept.parts.keys()]).toEqual([1])
})

// Would catch: "honest progress" that counts bytes before the storage has confirmed them, or forgets some.
test('progress is what the storage confirmed, and ends at the size of the file', async () => {
  const bench = await createUploadHarness({ faults: '500@upload-put:3' }, 1)
  const told: number[] = []
  const confirmed: number[] = []
  await transferTestFile(bench, await toTransferFile(writeTestFile(bench, 'a.png', 2500), 'a.png'), {
    onStored: (bytes) => {
      told.push(bytes)
      confirmed.push(listRequests(bench).filter((step) => step === 'put+').length)
    },
  })
  expect(told).toEqual([0, 1000, 2000, 2500])
  expect(confirmed).toEqual([0, 1, 2, 3])
})

// Would catch: credentials that ended in the middle taken from the beginning; a keyring that is locked as a crash.
test('credentials are asked for each request, and their lack is the reason', async () => {
  const bench = await createUploadHarness({}, 1)
  const error = appError('connection.secretMissing')
  let left = 2
  const credentials = (): Promise<Result<Credentials>> =>
    Promise.resolve(left-- > 0 ? ok(bench.credentials) : fail(error))
  const file = await toTransferFile(writeTestFile(bench, 'a.png', 2500), 'a.png')
  expect(await transferTestFile(bench, file, { credentials })).toEqual({
    kind: 'failed',
    error,
    startsOver: false,
  })
  expect(listRequests(bench)).toEqual(['start+', 'part+', 'put+'])
})

// Would catch: parts of one file one after the other although there is room, or more of them than there is room for.
test('parts go at once as far as there is room', async () => {
  const bench = await createUploadHarness({ faults: 'slow@upload-put:30ms' }, 3)
  let most = 0
  let now = 0
  const client = {
    ...bench.client,
    put: async (...asked: Parameters<typeof bench.client.put>) => {
      most = Math.max(most, ++now)
      return await bench.client.put(...asked).finally(() => now--)
    },
  }
  const file = await toTransferFile(writeTestFile(bench, 'a.png', 7 * PART_BYTES), 'a.png')
  expect((await transferTestFile({ ...bench, client }, file)).kind).toBe('stored')
  expect(most).toBe(3)
})
