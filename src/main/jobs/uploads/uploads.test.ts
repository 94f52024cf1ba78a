import { expect, onTestFinished, test } from 'vitest'
import { jobOf, localFiles, MIB, uploadsRig } from './testing/files.ts'

// Would catch: files that hold up the sources beside them, are run under another handle than theirs, or arrive changed.
test('a run of files and other sources: each is run once on what it stands for, byte for byte', async () => {
  const { file } = localFiles(onTestFinished)
  const r = await uploadsRig(onTestFinished)
  const [small, large] = [file('ä b "c".jpg', 1000), file('large.bin', 13 * MIB)]
  const run = await r.start([
    { source: { kind: 'url', url: 'https://example.com/a.jpg' }, sealed: null },
    jobOf(large),
    { ...jobOf(file('known.jpg', 10)), handle: 'Handle00000000000042' },
    jobOf(small),
  ])
  expect(run.counts).toMatchObject({ ready: 2, queued: 2 })
  await r.done(run)
  expect(await r.states(run)).toEqual({ finished: 4 })
  const arrived = r.sandbox.ledger.uploads()
  expect(arrived.map(({ sha256 }) => sha256).toSorted()).toEqual([small.sha256, large.sha256].toSorted())
  const handles = (await r.jobs(run)).toSorted((a, b) => a.position - b.position).map(({ handle }) => handle)
  expect(handles).toEqual([
    null,
    arrived.find(({ sha256 }) => sha256 === large.sha256)?.handle,
    'Handle00000000000042',
    arrived.find(({ sha256 }) => sha256 === small.sha256)?.handle,
  ])
  const asked = r.sandbox.ledger.runs().map(({ source }) => source)
  expect(asked.toSorted()).toEqual(['https://example.com/a.jpg', ...handles.slice(1)].toSorted())
})
