import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunRequest } from '#main/jobs/engine-api.ts'
import { CONNECTION, MODERATION, rig, type Rig, type RigOptions } from '#main/jobs/testing/rig.ts'
import type { Job } from '#shared/model/job.ts'
import type { Run, UploadProgress } from '#shared/model/run.ts'

type OnFinished = (clean: () => Promise<void>) => void

export const MIB = 1024 * 1024

export interface LocalFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** A folder of its own for local files, gone after the test. */
export function localFiles(onFinished: OnFinished) {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-files-'))
  onFinished(async () => rmSync(folder, { recursive: true, force: true }))
  return {
    folder,
    /** Writes a file of so many random bytes, or of these. */
    file(name: string, content: number | Buffer): LocalFile {
      const bytes = typeof content === 'number' ? randomBytes(content) : content
      const path = join(folder, name)
      writeFileSync(path, bytes)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { path, bytes: bytes.length, sha256 }
    },
  }
}

export const jobOf = ({ path, bytes }: LocalFile): RunRequest['jobs'][number] => ({
  source: { kind: 'file', path, bytes },
  sealed: null,
})

export interface UploadsRig extends Rig {
  readonly uploads: UploadProgress[]
  start(jobs: RunRequest['jobs']): Promise<Run>
  /** The job of a run at its place in the list. */
  jobAt(run: Run, position: number): Promise<Job>
  /** The parts that arrived at the storage. */
  puts(): number
}

/** The engine's rig, and what its uploads told. */
export async function uploadsRig(onFinished: OnFinished, options: RigOptions = {}): Promise<UploadsRig> {
  const uploads: UploadProgress[] = []
  const onUploads = (progress: UploadProgress): void => void uploads.push(progress)
  const made = await rig(onFinished, { ...options, ports: { onUploads, ...options.ports } })
  return {
    ...made,
    uploads,
    async start(jobs) {
      const run = await made.engine.createRun({ connectionId: CONNECTION, workflowId: MODERATION, jobs })
      if (!run.ok) throw new Error(run.error.message)
      return run.data
    },
    async jobAt(run, position) {
      const job = (await made.jobs(run)).find((one) => one.position === position)
      if (job === undefined) throw new Error('no such job')
      return job
    },
    puts: () => made.sandbox.ledger.requests('upload-put').filter(({ accepted }) => accepted).length,
  }
}
