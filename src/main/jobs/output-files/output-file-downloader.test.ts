import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { createDownload } from '#main/filestack/download.ts'
import {
  CONNECTION,
  handles,
  createEngineHarness,
  type EngineHarness,
  type EngineHarnessOptions,
} from '#main/jobs/testing/engine-harness.ts'
import { toOutputFilePath, writeOutputFile } from '#main/storage/output-files.ts'
import { MAX_OUTPUT_FILE_BYTES } from '#shared/model/bounds.ts'
import type { Job } from '#shared/model/job.ts'
import { ok } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import { readBodyFileHere } from '#main/filestack/results/body-file-reader.ts'
import { readFactsOf } from '#main/filestack/results/read-body.ts'
import { selectOutputFiles } from './output-files.ts'
import type { OutputFileStore } from './output-file-downloader.ts'

const THUMBNAILS = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1105'
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const inFolder = (folder: string): OutputFileStore => ({
  download: createDownload({ proxyFor: async () => null, ca: [] }),
  write: (...args) => writeOutputFile(folder, ...args),
  readBodyFile: readBodyFileHere,
})

const keeping = (options: EngineHarnessOptions = {}): Promise<EngineHarness> =>
  createEngineHarness(onTestFinished, {
    files: inFolder,
    ports: { keepOutputFiles: () => true },
    ...options,
  })

async function thumbnails(harness: EngineHarness, count: number): Promise<Run> {
  const jobs = handles(count).map((handle) => ({ source: { kind: 'handle', handle }, sealed: null }) as const)
  const made = await harness.engine.createRun({ connectionId: CONNECTION, workflowId: THUMBNAILS, jobs })
  if (!made.ok) throw new Error(made.error.message)
  return made.data
}

const allKept = (harness: EngineHarness) => async (): Promise<boolean> =>
  (await harness.jobs()).every(({ files }) => files !== null && files.total > 0 && files.kept === files.total)

async function expectOnDisk(harness: EngineHarness, job: Job): Promise<void> {
  const kept = await harness.journal.reader.storedOutputFiles(job.id)
  expect(kept).toHaveLength(job.files?.total ?? -1)
  for (const { pointer, bytes, sha256: hash, mimetype } of kept) {
    const file = readFileSync(toOutputFilePath(harness.folder, job.id, pointer))
    expect([file.length, sha256(file)]).toEqual([bytes, hash])
    expect(mimetype).toMatch(/^image\//)
  }
}

// Would catch: files that are lost with the service's copy although the person wanted them kept, or half of one kept.
test('files that results link to are kept whole, over faults and a restart', async () => {
  const before = await keeping({ faults: 'cut@file:2,500@file:2,429-bare@file:1' })
  await thumbnails(before, 3)
  await before.until(async () => (await before.states()).finished === 3)
  await before.close()
  const harness = await keeping({ after: before })
  await harness.engine.start('continue')
  await harness.until(allKept(harness))
  for (const job of await harness.jobs()) await expectOnDisk(harness, job)
})

// Would catch: files fetched that nobody asked for; those of jobs from before the setting forgotten.
test('nothing is fetched unless it is wanted; once it is, the next start gets what is still there', async () => {
  const before = await keeping({ ports: { keepOutputFiles: () => false } })
  await before.done(await thumbnails(before, 2))
  // They are counted all the same, so that the person can be told that they vanish.
  expect((await before.jobs()).map(({ files }) => files)).toEqual([
    { kept: 0, total: 4 },
    { kept: 0, total: 4 },
  ])
  expect(before.sandbox.ledger.counts().file ?? 0).toBe(0)
  await before.close()
  const harness = await keeping({ after: before })
  await harness.engine.start('continue')
  await harness.until(allKept(harness))
})

// Would catch: a person who wants the files kept, and gets only those of later jobs until the next start; files fetched twice.
test('files are fetched from the moment they are wanted, each once', async () => {
  const state = { isWanted: false }
  const harness = await keeping({ ports: { keepOutputFiles: () => state.isWanted } })
  await harness.done(await thumbnails(harness, 2))
  state.isWanted = true
  harness.engine.keepMissingFiles()
  harness.engine.keepMissingFiles()
  await harness.until(allKept(harness))
  await harness.quiet()
  expect(harness.sandbox.ledger.counts().file).toBe(8)
})

// Would catch: a file that is gone asked for until the end of its time, or one such file that keeps the others out.
test('a file that is gone is given up, the others are kept', async () => {
  const harness = await keeping({ faults: '404@file:1' })
  await harness.done(await thumbnails(harness, 2))
  const kept = async (): Promise<number> =>
    (await harness.jobs()).reduce((sum, { files }) => sum + (files?.kept ?? 0), 0)
  const total = (await harness.jobs()).reduce((sum, { files }) => sum + (files?.total ?? 0), 0)
  await harness.until(async () => (await kept()) === total - 1)
  const asked = harness.sandbox.ledger.counts().file
  harness.clock.advance(3_600_000)
  await harness.quiet()
  expect(harness.sandbox.ledger.counts().file).toBe(asked)
})

// Would catch: a full folder that ends a run, is said for each of thousands of files, or lets the window be closed in silence.
test('a folder that cannot be written is said once, and the files come when it can', async () => {
  const state = { full: true }
  const files = (folder: string): OutputFileStore => ({
    ...inFolder(folder),
    write: (...args) =>
      state.full ? Promise.reject(new Error('no space left on device')) : writeOutputFile(folder, ...args),
  })
  const harness = await keeping({ files })
  await harness.done(await thumbnails(harness, 2))
  await harness.until(() => harness.notified.notices.length > 0)
  harness.clock.advance(60_000)
  await harness.quiet()
  expect(harness.notified.notices).toMatchObject([{ code: 'file.unwritable' }])
  const deadlines = (await harness.jobs()).map(({ forgottenAt }) => forgottenAt ?? Infinity)
  expect(harness.engine.unkeptFiles()).toEqual({ jobs: 2, until: Math.min(...deadlines) })
  state.full = false
  await harness.until(allKept(harness))
  await harness.until(() => harness.engine.unkeptFiles() === null)
})

// Would catch: the connection of a file that nobody reads, held until the download would have been too long.
test('a file that is too large is refused, and its connection let go', async () => {
  const body = Readable.from([Buffer.alloc(10)])
  const length = MAX_OUTPUT_FILE_BYTES + 1
  const harness = await keeping({
    files: (folder) => ({
      ...inFolder(folder),
      download: async () => ok({ type: 'image/png', length, body }),
    }),
    ports: { keepOutputFiles: () => false },
  })
  await harness.done(await thumbnails(harness, 1))
  const [job] = await harness.jobs()
  const result = await harness.journal.reader.body(job?.id ?? '')
  const [file] = result?.kind === 'inline' ? readFactsOf(result.bytes).fileTasks : []
  const opened = await harness.engine.openOutputFile(
    CONNECTION,
    file?.url ?? '',
    new AbortController().signal,
  )
  if (!opened.ok) throw new Error(opened.error.message)
  await expect(opened.data[Symbol.asyncIterator]().next()).rejects.toThrow('it is too large')
  expect(body.destroyed).toBe(true)
})

// Would catch: a link in a result that makes the app fetch whatever address it names, or start a billed job.
test('links to elsewhere, and links that do something, are never followed', () => {
  const hosts = {
    cdn: 'https://cdn.example.com',
    api: 'https://a.example.com',
    upload: 'https://u.example.com',
  }
  const link = (url: string) => ({ url, mimetype: 'image/png', size: 3 })
  const results = {
    ours: link('https://cdn.example.com/key/wf://w/j/h'),
    other: link('https://cdn.example.com.evil.test/x'),
    local: link('http://127.0.0.1/x'),
    under: { data: link('https://cdn.example.com/Q3pVxN7ySdGh2kLmT8Zw') },
    job: link('https://cdn.example.com/key/run_workflow=id:w/Q3pVxN7ySdGh2kLmT8Zw'),
    conversion: link('https://cdn.example.com/resize=width:9/Q3pVxN7ySdGh2kLmT8Zw'),
  }
  const connection = { apiKey: 'key', hosts }
  const body = new TextEncoder().encode(JSON.stringify({ status: 'Finished', results }))
  expect(selectOutputFiles(readFactsOf(body), connection).map(({ pointer }) => pointer)).toEqual([
    '/results/ours',
    '/results/under',
  ])
  expect(selectOutputFiles(readFactsOf(new TextEncoder().encode('<html>')), connection)).toEqual([])
})

// Would catch: billed jobs that keeping output files starts without a click.
test('keeping files never starts a job, whatever a result links to', async () => {
  const harness = await keeping()
  const { url, apiKey, ledger } = harness.sandbox
  const attack = `${url}/${apiKey}/run_workflow=id:${THUMBNAILS}/Q3pVxN7ySdGh2kLmT8Zw`
  const file = { url: attack, mimetype: 'image/png', size: 4 }
  const body = Buffer.from(JSON.stringify({ status: 'Finished', results: { a: file, b: { data: file } } }))
  const hosts = { cdn: url, api: url, upload: url }
  expect(selectOutputFiles(readFactsOf(body), { apiKey, hosts })).toEqual([])
  await harness.done(await thumbnails(harness, 1))
  await harness.until(allKept(harness))
  expect(ledger.runs()).toHaveLength(1)
})

// Would catch: files that get no request while a run takes them all. Before: 120 of 120 were lost beside such a run.
test('files have their share of the requests beside a run that would take them all', async () => {
  const limits = { concurrency: 32, perSecond: null as number | null, perRun: null, perDay: null }
  const harness = await keeping({ ports: { keepOutputFiles: () => true, limits: () => limits } })
  // The files wait until the other run takes every request.
  harness.sandbox.setFaults('500@file')
  await harness.done(await thumbnails(harness, 2))
  limits.perSecond = 1
  const busy = await harness.run(handles(100, 1000))
  harness.sandbox.setFaults('')
  const begun = harness.clock.now()
  const ofThumbnails = async (): Promise<readonly Job[]> =>
    (await harness.jobs()).filter(({ runId }) => runId !== busy.id)
  await harness.until(async () =>
    (await ofThumbnails()).every(
      ({ files }) => files !== null && files.total > 0 && files.kept === files.total,
    ),
  )
  const { ready = 0 } = await harness.states(busy)
  expect(ready).toBeGreaterThan(20)
  const files = (await ofThumbnails()).reduce((sum, job) => sum + (job.files?.total ?? 0), 0)
  // A third of the requests, and what the tries before have to wait.
  expect(harness.clock.now() - begun).toBeLessThanOrEqual(3000 * files + 120_000)
})

// Would catch: a file given up because its signature had ended on the way, or was made for another hour than the service's.
test('a refused file is asked for again with a fresh signature', async () => {
  const harness = await keeping({ faults: '403@file:1' })
  await harness.done(await thumbnails(harness, 1))
  await harness.until(allKept(harness))
  const [job] = await harness.jobs()
  expect(harness.sandbox.ledger.counts().file).toBe((job?.files?.total ?? 0) + 1)
})

// Would catch: the files of a large result, which nobody looks for. Before: none of a result over 4 MiB.
test('files are found in a result of any size, as in a small one', () => {
  const hosts = {
    cdn: 'https://cdn.example.com',
    api: 'https://a.example.com',
    upload: 'https://u.example.com',
  }
  const file = { url: 'https://cdn.example.com/key/wf://w/j/h', mimetype: 'image/png', size: 3 }
  const toBody = (text: string): Uint8Array =>
    Buffer.from(
      JSON.stringify({
        status: 'Finished',
        results: { first: file, ocr: { data: { text } }, 'b/"c"': file },
      }),
    )
  const connection = { apiKey: 'key', hosts }
  const ofSmall = selectOutputFiles(readFactsOf(toBody('x')), connection)
  expect(ofSmall).toHaveLength(2)
  expect(selectOutputFiles(readFactsOf(toBody('"x\\'.repeat(2_000_000))), connection)).toEqual(ofSmall)
})
