import { expect, onTestFinished, test } from 'vitest'
import { createLocalFiles, createUploadsHarness, toFileJob } from './testing/files.ts'

const HOUR_MS = 3_600_000

/** An engine whose way to the service can be cut. */
async function createCuttable(ports: Parameters<typeof createUploadsHarness>[1] = {}) {
  const network = { isCut: false }
  const harness = await createUploadsHarness(onTestFinished, {
    ...ports,
    transport: {
      proxyFor: () => (network.isCut ? Promise.reject(new Error('no network')) : Promise.resolve(null)),
    },
  })
  return { harness, network }
}

// Would catch: uploads that are given up for want of a network. Before: 51 of 100 failed within an hour.
test('uploads wait out an hour without a network, as jobs do, and then all arrive', async () => {
  const { harness, network } = await createCuttable()
  const { file } = createLocalFiles(onTestFinished)
  network.isCut = true
  const files = Array.from({ length: 12 }, (_, index) => file(`${index}.bin`, 100))
  const run = await harness.start(files.map(toFileJob))
  const until = harness.clock.now() + HOUR_MS
  await harness.until(() => harness.clock.now() >= until)
  const { failed = 0 } = await harness.states(run)
  expect(failed).toBe(0)
  expect(harness.puts()).toBe(0)
  network.isCut = false
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 12 })
}, 60_000)

// Would catch: a clock that is set while uploads wait, and that ends or prolongs their waits.
test.each([-86_400_000, 86_400_000])(
  'a clock that is set by %i ms while there is no network fails no upload and holds none up',
  async (ms) => {
    const { harness, network } = await createCuttable()
    const { file } = createLocalFiles(onTestFinished)
    network.isCut = true
    const run = await harness.start([toFileJob(file('one.bin', 100))])
    const until = harness.clock.steady() + 60_000
    await harness.until(() => harness.clock.steady() >= until)
    harness.clock.set(ms)
    network.isCut = false
    const begun = harness.clock.steady()
    await harness.done(run)
    expect(await harness.states(run)).toEqual({ finished: 1 })
    expect(harness.clock.steady() - begun).toBeLessThan(HOUR_MS)
  },
)

// Would catch: uploads that ask in a window that the answer to another request has closed.
test('uploads and jobs share one window: what closes it for one closes it for all', async () => {
  const { harness } = await createCuttable()
  const { file } = createLocalFiles(onTestFinished)
  harness.sandbox.setFaults('limit:10')
  const files = Array.from({ length: 20 }, (_, index) => file(`${index}.bin`, 100))
  const run = await harness.start([
    ...files.map(toFileJob),
    ...Array.from({ length: 40 }, (_, index) => ({
      source: { kind: 'handle', handle: `Handle${String(index).padStart(14, '0')}` } as const,
      sealed: null,
    })),
  ])
  await harness.done(run)
  expect(await harness.states(run)).toEqual({ finished: 60 })
  const refused = (['upload-start', 'upload-part', 'upload-complete', 'run', 'status'] as const).flatMap(
    (endpoint) => harness.sandbox.ledger.requests(endpoint).filter(({ status }) => status === 429),
  )
  expect(refused).toEqual([])
}, 60_000)

// Would catch: a proxy that cannot be used gone past by uploads, or waited for without a word.
test('a proxy of a kind that cannot be used pauses the run, and no byte leaves', async () => {
  const harness = await createUploadsHarness(onTestFinished, {
    transport: { proxyFor: async () => 'socks5://127.0.0.1:1080' },
  })
  const { file } = createLocalFiles(onTestFinished)
  const run = await harness.start([toFileJob(file('one.bin', 100))])
  await harness.until(() =>
    harness.notified.runs.some(({ id, pausedBy }) => id === run.id && pausedBy !== null),
  )
  expect(harness.notified.runs.findLast(({ id }) => id === run.id)).toMatchObject({
    state: 'paused',
    pausedBy: { code: 'network.proxyKind' },
  })
  expect(harness.puts()).toBe(0)
})
