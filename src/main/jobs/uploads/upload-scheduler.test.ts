import { expect, onTestFinished, test } from 'vitest'
import { sourceText } from '#shared/model/source.ts'
import { createSharedHarness, toFileJob, createLocalFiles } from './testing/files.ts'

const { common, file } = createSharedHarness()

// Would catch: files that hold up the sources beside them, are run under another handle than theirs, or arrive changed.
test('a run of files and other sources: each is run once on what it stands for, byte for byte', async () => {
  const r = await common()
  const [small, large] = [file('ä b "c"\n.jpg', 1000), file('large.bin', 13_000_000)]
  const run = await r.start([
    { source: { kind: 'url', url: 'https://example.com/a.jpg' }, sealed: null },
    toFileJob(large),
    { ...toFileJob(file('known.jpg', 10)), handle: 'Handle00000000000042' },
    toFileJob(small),
  ])
  expect(run.counts).toMatchObject({ ready: 2, queued: 2 })
  await r.done(run)
  expect(await r.states(run)).toEqual({ finished: 4 })
  const arrived = new Map(r.sandbox.ledger.uploads().map(({ sha256, handle }) => [sha256, handle]))
  expect([...arrived.keys()].toSorted(byText)).toEqual([small.sha256, large.sha256].toSorted(byText))
  const handles = [null, arrived.get(large.sha256), 'Handle00000000000042', arrived.get(small.sha256)]
  expect((await r.inOrder(run)).map(({ handle }) => handle)).toEqual(handles)
  const asked = r.sandbox.ledger.runs().map(({ source }) => source)
  expect(asked.toSorted(byText)).toEqual(
    ['https://example.com/a.jpg', ...handles.slice(1).map(String)].toSorted(byText),
  )
  const last = r.uploads.findLast(({ runId }) => runId === run.id)
  expect(last).toMatchObject({
    files: { stored: 2, failed: 0, total: 2 },
    bytes: { stored: 13_001_000, total: 13_001_000 },
    underWay: [],
  })
})

// Would catch: a file that travels twice because two jobs want it, or jobs that share it and get different handles.
test('jobs of the same file share its upload, at the same time and one after another', async () => {
  const r = await common()
  const [twin, other] = [file('twin.bin', 8_000_000), file('other.bin', 10)]
  const before = r.sandbox.ledger.uploads().length
  const [one, two] = await Promise.all([
    r.start([toFileJob(twin), toFileJob(other), ...Array.from({ length: 60 }, () => toFileJob(twin))]),
    r.start([toFileJob(twin)]),
  ])
  await Promise.all([r.done(one), r.done(two)])
  const jobs = [...(await r.jobs(one)), ...(await r.jobs(two))]
  expect(jobs.every(({ state }) => state === 'finished')).toBe(true)
  const twins = jobs.filter(({ source }) => sourceText(source) === twin.path)
  expect(twins).toHaveLength(62)
  expect(new Set(twins.map(({ handle }) => handle)).size).toBe(1)
  expect(r.sandbox.ledger.uploads().length - before).toBe(2)
})

// Would catch: one bad file that holds up the others, or a failure without its reason.
test('files that cannot be sent fail with their reason, the others go on', async () => {
  const r = await common()
  const gone = { path: '/nowhere/at all.jpg', bytes: 5, sha256: '' }
  const run = await r.start([
    toFileJob(gone),
    toFileJob(file('empty', 0)),
    toFileJob(file('good', 5)),
    toFileJob(folder()),
  ])
  await r.done(run)
  const jobs = await r.inOrder(run)
  expect(jobs.map(({ state, error }) => error?.code ?? state)).toEqual([
    'upload.vanished',
    'upload.empty',
    'finished',
    'upload.notAFile',
  ])
  expect(await r.engine.uploadProgress(run.id)).toMatchObject({ files: { stored: 1, failed: 3, total: 4 } })
})

// Would catch: more files at once than allowed, a run behind which a person waits for one file, jobs out of their order.
test('so many files at once as allowed, in the order of the list, a small run before a big one', async () => {
  const r = await common({ files: 2 })
  const before = r.sandbox.ledger.uploads().length
  const names = Array.from({ length: 40 }, (_, index) => `many-${index}`)
  const big = await r.start(names.map((name) => toFileJob(file(name, 100))))
  await r.until(() => r.sandbox.ledger.uploads().length - before >= 4)
  const small = await r.start([toFileJob(file('small', 100))])
  await Promise.all([r.done(small), r.done(big)])
  const told = r.uploads.filter(({ runId }) => runId === big.id)
  const both = r.uploads.slice(r.uploads.findIndex(({ runId }) => runId === big.id))
  const travelling = both.map(({ underWay }) => underWay.filter((file) => file.stored < file.total).length)
  expect(Math.max(...travelling)).toBeLessThanOrEqual(2)
  const stored = told.map(({ files }) => files.stored)
  expect(stored).toEqual(stored.toSorted((a, b) => a - b))
  const arrived = r.sandbox.ledger
    .uploads()
    .slice(before)
    .map(({ filename }) => filename)
  expect(arrived.indexOf('small')).toBeLessThan(25)
  const places = arrived.filter((name) => name !== 'small').map((name) => names.indexOf(name))
  expect(Math.max(...places.map((place, index) => Math.abs(place - index)))).toBeLessThan(20)
})

// Would catch: a policy that may not store, for which ten thousand files are asked one by one; or one that Continue forgets.
test('the first five uploads refused alike pause the run; Continue sends them again', async () => {
  const r = await common({ faults: '403@upload-start' })
  const starts = (): number => r.sandbox.ledger.counts()['upload-start'] ?? 0
  const before = starts()
  const run = await r.start(Array.from({ length: 12 }, (_, index) => toFileJob(file(`refused-${index}`, 10))))
  await r.until(() => r.notified.runs.some(({ id, state }) => id === run.id && state === 'paused'))
  await r.quiet()
  expect(starts() - before).toBe(5)
  expect(r.notified.runs.findLast(({ id }) => id === run.id)?.pausedBy?.code).toBe('run.refusedAlike')
  expect(await r.states(run)).toMatchObject({ failed: 5 })
  r.sandbox.setFaults('')
  await r.engine.resume(run.id)
  await r.done(run)
  expect(await r.states(run)).toEqual({ finished: 12 })
})

// Would catch: thousands of files uploaded for a run that is only to show its first results.
test('with first results early no more files travel than those need', async () => {
  const r = await common()
  const before = r.sandbox.ledger.uploads().length
  const files = Array.from({ length: 20 }, (_, index) => toFileJob(file(`first-${index}`, 10)))
  const run = await r.start(files, { firstResults: 5 })
  await r.until(() => r.notified.runs.some(({ id, pausedBy }) => id === run.id && pausedBy !== null))
  await r.quiet()
  expect(r.notified.runs.findLast(({ id }) => id === run.id)?.pausedBy?.code).toBe('run.firstResults')
  expect(r.sandbox.ledger.uploads().length - before).toBeLessThanOrEqual(6)
  await r.engine.resume(run.id)
  await r.done(run)
  expect(await r.states(run)).toEqual({ finished: 20 })
})

// Would catch: an event for each file, or numbers on screen that miss the last one.
test('a run of 200 files tells at most ten times a second, the first and the last state always', async () => {
  const r = await common({ files: 16 })
  const { length } = r.uploads
  const paths = Array.from({ length: 200 }, (_, index) => ({
    path: `/nowhere/${index}`,
    bytes: 7,
    sha256: '',
  }))
  const run = await r.start(paths.map(toFileJob))
  await r.done(run)
  expect(await r.states(run)).toEqual({ failed: 200 })
  await r.until(() => r.uploads.at(-1)?.files.failed === 200)
  const told = r.uploads.slice(length)
  expect(told[0]).toMatchObject({ files: { failed: 0, total: 200 }, bytes: { stored: 0, total: 1400 } })
  const gaps = told.slice(1).map(({ at }, index) => at - (told[index]?.at ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100)
})

const byText = (a: string, b: string): number => (a < b ? -1 : 1)
const folder = () => ({ path: createLocalFiles(onTestFinished).folder, bytes: 5, sha256: '' })
