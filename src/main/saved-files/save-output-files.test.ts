import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startHarness } from '#main/ipc/testing/ipc-harness.ts'
import { createScratchFolder, newJob, newRun } from '#main/storage/testing/journals.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'
import type { FileSaving } from '#shared/model/file-saving.ts'

const THUMBNAILS = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1105'
const HANDLES = ['Q3pVxN7ySdGh2kLmT8Zw', 'R4pVxN7ySdGh2kLmT8Zx']

/** A person with finished jobs, whose files they save into a folder of their own. */
async function open() {
  const harness = await startHarness(onTestFinished)
  const jobs = await harness.run(
    THUMBNAILS,
    HANDLES.map((handle) => ({ kind: 'handle', handle })),
  )
  const parent = createScratchFolder(onTestFinished)
  const folder = join(parent, 'chosen')
  mkdirSync(folder)
  harness.saving.folder = folder
  const ended = async (id: string): Promise<FileSaving> => {
    const isEnd = (saving: FileSaving): boolean => saving.id === id && saving.state !== 'running'
    const end = (await harness.heard('outputFiles.saving', (all) => all.some(isEnd))).find(isEnd)
    if (end === undefined) throw new Error('it did not end')
    return end
  }
  const save = async (jobIds: readonly string[], pattern = '{source}-{task}.{ext}', sidecars = false) => {
    const from = { kind: 'jobs' as const, jobIds: [...jobIds] }
    const begun = await harness.must('outputFiles.save', { from, most: jobIds.length, pattern, sidecars })
    return ended(begun?.id ?? '')
  }
  const list = () => readdirSync(folder).toSorted()
  return { harness, jobIds: jobs.map(({ id }) => id), folder, parent, save, ended, list }
}

type Opened = Awaited<ReturnType<typeof open>>

/** A finished job whose result names files so; each of them lies with the Sandbox. */
async function jobNaming({ harness, jobIds }: Opened, filenames: readonly string[]): Promise<string> {
  const body = await harness.journal.reader.body(jobIds[0] ?? '')
  const text = body?.kind === 'inline' ? Buffer.from(body.bytes).toString() : ''
  const url = /"url":"([^"]+)"/.exec(text)?.[1] ?? ''
  const tasks = filenames.map((filename, at) => [
    `store_${at}`,
    { url, mimetype: 'image/png', size: 1, filename },
  ])
  const bytes = Buffer.from(JSON.stringify({ results: Object.fromEntries(tasks) }))
  const job = newJob(0, { state: 'started' })
  const { writer } = harness.journal
  await writer.createRun(newRun(0, { connectionId: SANDBOX_ID, jobs: [job] }))
  const info = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  await writer.archive({ id: job.id, from: 'started', to: 'finished', patch: { body: info } }, bytes)
  return job.id
}

// Would catch: files that are not all saved, cut, or with nothing that says which job they are from.
test('all files of several jobs are saved whole, each with a file that says what it is', async () => {
  const { jobIds, save, list, folder } = await open()
  const end = await save(jobIds, '{number}-{task}.{ext}', true)
  expect(end).toMatchObject({
    state: 'done',
    jobs: 2,
    jobsRead: 2,
    saved: 8,
    there: 0,
    missed: 0,
    error: null,
  })
  expect(list()).toContain('1-Small square.png')
  expect(list()).toHaveLength(8 * 2 + 1)
  const picture = readFileSync(join(folder, '2-Small square.png'))
  const sidecar: unknown = JSON.parse(readFileSync(join(folder, '2-Small square.png.json'), 'utf8'))
  expect(sidecar).toMatchObject({
    file: '2-Small square.png',
    task: 'Small square',
    source: HANDLES[1],
    job: jobIds[1],
    bytes: picture.length,
    sha256: createHash('sha256').update(picture).digest('hex'),
  })
})

// Would catch: ten thousand files that are fetched again because of one that failed.
test('a second saving into the folder fetches what is missing there, under the same names', async () => {
  const { harness, jobIds, save, list, folder, ended } = await open()
  const first = await save(jobIds)
  const names = list()
  rmSync(join(folder, names.find((name) => name.endsWith('.png')) ?? ''))
  // What a killed process leaves: a line of the index that is cut, and a file that is not complete.
  writeFileSync(join(folder, 'flowbench-files.ndjson'), '{"name":"x', { flag: 'a' })
  writeFileSync(join(folder, `${names[1] ?? ''}.flowbench-part`), 'half')
  const again = await harness.must('outputFiles.saveAgain', { id: first.id })
  expect(await ended(again.id)).toMatchObject({ state: 'done', saved: 1, there: 7, missed: 0 })
  expect(list().filter((name) => !name.endsWith('.flowbench-part'))).toEqual(names)
})

// Would catch: a file of the person that is lost, since a produced one has its name.
test('what lies in the folder already stays as it is', async () => {
  const { jobIds, save, folder, parent } = await open()
  writeFileSync(join(folder, 'SAME.PNG'), 'mine')
  symlinkSync(join(parent, 'outside.png'), join(folder, 'same (2).png'))
  expect(await save([jobIds[0] ?? ''], 'same.{ext}')).toMatchObject({ state: 'done', saved: 4 })
  expect(readFileSync(join(folder, 'SAME.PNG'), 'utf8')).toBe('mine')
  expect(readdirSync(parent)).toEqual(['chosen'])
  expect(readdirSync(folder)).toContain('same (3).png')
})

// Would catch: a service, or a sheet, that writes to any place of the disk.
test('no name leads out of the folder', async () => {
  const opened = await open()
  const hostile = [
    '../x',
    '../../x.png',
    '/x.png',
    '..\\x.png',
    'con.png',
    'a\0b.png',
    '',
    '..',
    'X.png',
    'x.PNG',
  ]
  const jobId = await jobNaming(opened, hostile)
  const { folder, parent, save } = opened
  expect(await save([jobId], '../{name}.{ext}')).toMatchObject({
    state: 'done',
    saved: hostile.length,
    missed: 0,
  })
  expect(readdirSync(parent)).toEqual(['chosen'])
  expect(readdirSync(folder)).toHaveLength(hostile.length + 1)
  expect(readdirSync(folder, { withFileTypes: true }).every((entry) => entry.isFile())).toBe(true)
})

// Would catch: an index that somebody wrote, believed to name files elsewhere, or a link in its place followed.
test('an index with foreign names, or a link in its place, is not believed', async () => {
  const { jobIds, save, folder, parent } = await open()
  const [jobId = ''] = jobIds
  writeFileSync(join(parent, 'outside'), 'theirs')
  const foreign = { name: '../outside', jobId, pointer: '/results/Small square', bytes: 6, sha256: '' }
  writeFileSync(join(folder, 'flowbench-files.ndjson'), `${JSON.stringify(foreign)}\nnonsense\n`)
  expect(await save([jobId])).toMatchObject({ saved: 4, there: 0 })
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  symlinkSync(join(parent, 'outside'), join(folder, 'flowbench-files.ndjson'))
  expect(await save([jobId])).toMatchObject({ state: 'done', saved: 4 })
  expect(readFileSync(join(parent, 'outside'), 'utf8')).toBe('theirs')
})

// Would catch: an entry written onto the half line that a full disk left, so that its file is fetched again under another name.
test('what is noted after half a line is found again', async () => {
  const { jobIds, save, folder } = await open()
  const [jobId = ''] = jobIds
  writeFileSync(join(folder, 'flowbench-files.ndjson'), '{"name":"half')
  expect(await save([jobId])).toMatchObject({ saved: 4, there: 0 })
  expect(await save([jobId])).toMatchObject({ saved: 0, there: 4 })
})

// Would catch: a saving that goes on for ever, or says that it is done, although the service has deleted the files.
test('files that are gone are counted, with the reason, and the others are saved', async () => {
  const opened = await open()
  const { harness, save, jobIds } = opened
  harness.sandbox.setFaults('404@file:1')
  const end = await save([jobIds[0] ?? ''])
  expect(end).toMatchObject({ state: 'done', saved: 3, missed: 1, error: { code: 'file.refused' } })
})

// Would catch: a folder that went away, taken for ten thousand files that are gone.
test('a folder that cannot be written ends the saving', async () => {
  const { harness, jobIds, save, parent } = await open()
  harness.saving.folder = join(parent, 'not there')
  expect(await save(jobIds)).toMatchObject({ state: 'failed', saved: 0, error: { code: 'file.unwritable' } })
})

// Would catch: a press of Stop that is not heard before the last of ten thousand files.
test('a saving that is stopped leaves no half file, and goes on where it ended', async () => {
  const { harness, jobIds, folder, ended } = await open()
  harness.sandbox.setFaults('slow@file:300ms:1')
  const from = { kind: 'jobs' as const, jobIds: [...jobIds] }
  const begun = await harness.must('outputFiles.save', { from, pattern: '{task}', sidecars: false })
  await harness.must('outputFiles.cancelSaving', { id: begun?.id ?? '' })
  const end = await ended(begun?.id ?? '')
  expect(end.state).toBe('cancelled')
  expect(readdirSync(folder).filter((name) => name.endsWith('.flowbench-part'))).toEqual([])
  const again = await harness.must('outputFiles.saveAgain', { id: end.id })
  expect(await ended(again.id)).toMatchObject({ state: 'done', saved: 8 - end.saved, there: end.saved })
})
