import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { RequestedJob, RunRequest } from '#main/jobs/engine.ts'
import {
  CONNECTION,
  MODERATION,
  createEngineHarness,
  type EngineHarness,
  type EngineHarnessOptions,
} from '#main/jobs/testing/engine-harness.ts'
import type { Job } from '#shared/model/job.ts'
import { DEFAULT_RUN_OPTIONS, type Run, type UploadProgress } from '#shared/model/run.ts'

type OnFinished = (clean: () => Promise<void>) => void

export interface LocalFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

export interface LocalFiles {
  readonly folder: string
  /** Writes a file of so many random bytes. */
  readonly file: (name: string, bytes: number) => LocalFile
}

/** A folder of its own for local files, gone after the test. */
export function createLocalFiles(onFinished: OnFinished): LocalFiles {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-files-'))
  onFinished(async () => rmSync(folder, { recursive: true, force: true }))
  return {
    folder,
    file: (name, length) => {
      const bytes = randomBytes(length)
      const path = join(folder, name)
      writeFileSync(path, bytes)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { path, bytes: bytes.length, sha256 }
    },
  }
}

export const toFileJob = ({ path, bytes }: LocalFile): RequestedJob => ({
  source: { kind: 'file', path, bytes },
  sealed: null,
})

export interface UploadsHarness extends EngineHarness {
  /** The published progress of the uploads, with its time (Unix ms). */
  readonly uploads: (UploadProgress & { readonly at: number })[]
  start(jobs: RunRequest['jobs'], options?: RunRequest['options']): Promise<Run>
  /** The jobs of a run in the order of its list. */
  inOrder(run: Run): Promise<readonly Job[]>
  /** How many parts arrived at the storage. */
  puts(): number
}

/** The harness of the engine, and the events of its uploads. */
export async function createUploadsHarness(
  onFinished: OnFinished,
  options: EngineHarnessOptions = {},
): Promise<UploadsHarness> {
  const uploads: UploadsHarness['uploads'] = []
  const made = await createEngineHarness(onFinished, {
    ...options,
    ports: {
      onUploads: (progress) => void uploads.push({ ...progress, at: made.clock.now() }),
      ...options.ports,
    },
  })
  return {
    ...made,
    uploads,
    async start(jobs, runOptions = DEFAULT_RUN_OPTIONS) {
      const about = { connectionId: CONNECTION, workflowId: MODERATION }
      const run = await made.engine.createRun({ ...about, jobs, options: runOptions })
      if (!run.ok) throw new Error(run.error.message)
      return run.data
    },
    inOrder: async (run) => (await made.jobs(run)).toSorted((a, b) => a.position - b.position),
    puts: () => made.sandbox.ledger.requests('upload-put').filter(({ accepted }) => accepted).length,
  }
}

/** One engine and one folder for all tests of a file that need no other. */
export function createSharedHarness() {
  const limits = { files: 4, parts: 6 }
  let shared: Promise<UploadsHarness> | null = null
  let files: LocalFiles | null = null
  return {
    /** The engine under these faults and limits and no others. */
    common: async ({ faults = '', ...given }: { faults?: string; files?: number; parts?: number } = {}) => {
      shared ??= createUploadsHarness(afterAll, { ports: { uploadLimits: () => limits } })
      const made = await shared
      made.sandbox.setFaults(faults)
      Object.assign(limits, { files: 4, parts: 6, ...given })
      return made
    },
    file: (name: string, bytes: number): LocalFile => {
      files ??= createLocalFiles(afterAll)
      return files.file(name, bytes)
    },
  }
}
