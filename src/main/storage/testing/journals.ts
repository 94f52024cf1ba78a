import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { findThread } from '#main/lib/testing/bundled-thread.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import type { Journal, NewJob, NewRun } from '#main/storage/journal/journal.ts'
import { openJournal } from '#main/storage/journal/open-journal.ts'
import { DEFAULT_RUN_OPTIONS } from '#shared/model/run.ts'
import type { Upload } from '#shared/model/upload.ts'

/** The journal's real workers; `spawned` collects them. */
export const journalWorkers = (spawned: { writers: Worker[] } = { writers: [] }) => ({
  writer: () => {
    const worker = new Worker(findThread(import.meta.resolve('#main/storage/journal/writer.worker.ts')))
    spawned.writers.push(worker)
    return worker
  },
  reader: () => new Worker(findThread(import.meta.resolve('#main/storage/journal/reader.worker.ts'))),
})

export const newId = createIdGenerator(Date)

/** A fresh folder, removed when the test is over. */
export function createScratchFolder(onFinished: (clean: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-journal-'))
  onFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A journal in `folder`, closed when the test is over. */
export async function openTestJournal(
  folder: string,
  onFinished: (clean: () => Promise<void>) => void,
  now = Date.UTC(2026, 10, 23, 15),
): Promise<Journal> {
  const journal = await openJournal({ folder, spawn: journalWorkers(), clock: { now: () => now } })
  onFinished(() => journal.close())
  return journal
}

export function newJob(position: number, more: Partial<NewJob> = {}): NewJob {
  return {
    id: newId(),
    position,
    source: { kind: 'handle', handle: `handle${position}` },
    labels: {},
    state: 'ready',
    retryOf: null,
    attached: false,
    remoteJobId: null,
    handle: null,
    sealed: null,
    ...more,
  }
}

interface NewRunWithJobs extends NewRun {
  readonly jobs: readonly NewJob[]
}

export function newRun(jobs: number, more: Partial<NewRunWithJobs> = {}): NewRunWithJobs {
  return {
    id: newId(),
    connectionId: 'connection',
    workflowId: 'workflow',
    createdAt: 1_000,
    options: DEFAULT_RUN_OPTIONS,
    retryOf: null,
    name: null,
    jobs: Array.from({ length: jobs }, (_, position) => newJob(position)),
    ...more,
  }
}

export function newUpload(more: Partial<Upload> = {}): Upload {
  return {
    id: newId(),
    connectionId: 'connection',
    path: '/pictures/cat.jpg',
    filename: 'cat.jpg',
    mimetype: 'image/jpeg',
    fingerprint: { size: 12_345, mtimeMs: 1_700_000_000_000.25, edgeHash: 'edge' },
    sha256: null,
    state: 'open',
    store: { location: 's3', path: '', container: '', region: '', access: '' },
    ticket: null,
    partSize: 6 * 1024 * 1024,
    createdAt: 1_000,
    endedAt: null,
    handle: null,
    goneAt: null,
    error: null,
    ...more,
  }
}

/** The job at a place that the test knows to be there. */
export function at<T>(list: readonly T[], index: number): T {
  const item = list.at(index)
  if (item === undefined) throw new Error(`Nothing at ${index} of ${list.length}`)
  return item
}
