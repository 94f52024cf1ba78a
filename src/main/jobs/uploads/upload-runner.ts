import type { ActiveRuns } from '#main/jobs/runs/active-runs.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import type { Transfer, TransferOutcome, UploadSlots } from '#main/filestack/upload/transfer-api.ts'
import { JournalError, type JournalReader } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Job } from '#shared/model/job.ts'
import type { Upload } from '#shared/model/upload.ts'
import { toUploadKey, type SharedUpload, type UploadingPatch } from './shared-upload.ts'
import { RecentUploads } from './recent-uploads.ts'
import type { RunUploads } from './run-uploads.ts'
import { resolveUpload, type UploadResolution } from './resolve-upload.ts'
import { createTransferJournal, UploadJournal } from './upload-journal.ts'

export interface UploadRunnerOptions {
  readonly reader: JournalReader
  readonly ports: EnginePorts
  readonly transitions: JobTransitions
  readonly runs: ActiveRuns
  readonly transfer: Transfer
  readonly slotsFor: (connectionId: string) => UploadSlots
  readonly onReady: (job: Job) => void
  readonly uploadsOf: (runId: string) => RunUploads | null
  readonly recountFiles: (runId: string) => Promise<void>
  /** All bytes of a file are there: another one may begin. */
  readonly onMerging: () => void
}

/** Brings one file to its handle, and its jobs with it: looked at, taken up, carried over, settled. */
export class UploadRunner {
  readonly #options: UploadRunnerOptions
  readonly #uploadJournal: UploadJournal
  readonly #recentUploads = new RecentUploads()

  constructor(options: UploadRunnerOptions) {
    this.#options = options
    this.#uploadJournal = new UploadJournal(options.transitions, options.ports.clock)
  }

  join(carried: SharedUpload, job: Job): void {
    const entry = this.#options.uploadsOf(job.runId)
    if (entry !== null) entry.inFlight += 1
    carried.join(job, (begun) => this.#markUploading(carried, job, begun))
  }

  /** To be called when it has ended, however it did. */
  release(carried: SharedUpload): void {
    carried.closeToJobs()
    for (const runId of carried.runIds) {
      const entry = this.#options.uploadsOf(runId)
      if (entry !== null) entry.inFlight -= 1
    }
    for (const { job } of carried.jobs.values())
      this.#options.uploadsOf(job.runId)?.progress.fileHalted(job.id)
  }

  /** Rejects with a `JournalError` when nothing can be written: then the jobs stay as they are. */
  async run(carried: SharedUpload): Promise<void> {
    const { reader, ports } = this.#options
    const { connectionId, path } = carried
    const [first] = carried.jobs.values()
    if (first === undefined) return
    const credentials = await ports.credentials(connectionId)
    if (!credentials.ok) {
      await carried.start(null)
      return this.#pauseRuns(carried, credentials.error)
    }
    const recent = this.#recentUploads.get(toUploadKey(connectionId, path))
    const taken = await resolveUpload(first.job, path, { reader, ports, recent })
    if (carried.signal.aborted) return void (await carried.start(null))
    switch (taken.kind) {
      case 'failed':
        await carried.start({ uploadId: null, note: null })
        return this.#failJobs(carried, taken.error)
      case 'stored':
        await carried.start({ uploadId: taken.upload.id, note: null })
        return this.#finishJobs(carried, taken.handle)
      case 'upload':
        return this.#upload(carried, taken)
      default:
        assertNever(taken)
    }
  }

  async #upload(
    carried: SharedUpload,
    { upload, parts, isNew, startsOver }: Extract<UploadResolution, { kind: 'upload' }>,
  ): Promise<void> {
    const { transfer, slotsFor, ports, transitions, recountFiles } = this.#options
    const { id, path, filename, mimetype, fingerprint, store, ticket, partSize } = upload
    carried.totalBytes = fingerprint.size
    carried.keptBytes = parts.reduce((sum, part) => sum + part.bytes, 0)
    carried.storedBytes = carried.keptBytes
    const note = startsOver ? appError('upload.startedOver') : null
    const [jobs] = await Promise.all([
      carried.start({ uploadId: id, note }),
      isNew ? this.#uploadJournal.create(upload) : this.#uploadJournal.reopen(upload),
    ])
    if (jobs === 0) return
    if (startsOver) await Promise.all([...new Set(carried.runIds)].map(recountFiles))
    const outcome = await transfer({
      credentials: () => ports.credentials(carried.connectionId),
      file: {
        path,
        filename,
        mimetype,
        size: fingerprint.size,
        fingerprint,
        store,
        state: { ticket, partSize, parts },
      },
      journal: createTransferJournal(transitions, id),
      slots: slotsFor(carried.connectionId),
      onStored: (bytes) => this.#onStoredBytes(carried, bytes),
      signal: carried.signal,
    })
    await this.#applyOutcome(carried, upload, outcome)
  }

  async #applyOutcome(carried: SharedUpload, upload: Upload, outcome: TransferOutcome): Promise<void> {
    switch (outcome.kind) {
      case 'stored': {
        const written = this.#uploadJournal.markStored(upload, outcome)
        await Promise.all([written, this.#finishJobs(carried, outcome.handle)])
        this.#recentUploads.add(toUploadKey(upload.connectionId, upload.path), await written)
        return
      }
      case 'failed': {
        const { error, startsOver } = outcome
        // What is wrong with the connection is no failure of the file: it goes on once that is mended.
        if (isConnectionError(error)) return this.#pauseRuns(carried, error)
        await Promise.all([
          this.#uploadJournal.markFailed(upload, error, startsOver),
          this.#failJobs(carried, error),
        ])
        return
      }
      case 'halted':
        return
      default:
        assertNever(outcome)
    }
  }

  /** Null when the job was taken out meanwhile, or nothing can be written. */
  async #markUploading(
    carried: SharedUpload,
    job: Job,
    { uploadId, note }: UploadingPatch,
  ): Promise<Job | null> {
    const { transitions, uploadsOf } = this.#options
    const patch = { ...(uploadId === null ? {} : { uploadId }), error: note }
    try {
      const entered =
        job.state === 'queued'
          ? await transitions.transition(job, 'uploading', patch)
          : await transitions.patch(job, patch)
      if (entered !== null && uploadId !== null && carried.jobs.has(job.id)) {
        const bytes = job.source.kind === 'file' ? job.source.bytes : undefined
        const before = bytes ?? (job.uploadId === null ? 0 : carried.totalBytes)
        const kept = job.uploadId === null ? 0 : carried.keptBytes
        uploadsOf(job.runId)?.progress.fileStarted(job.id, carried.storedBytes, bytes ?? carried.totalBytes, {
          before,
          kept,
        })
      }
      return entered
    } catch (cause) {
      if (cause instanceof JournalError) return null
      throw cause
    }
  }

  #onStoredBytes(carried: SharedUpload, bytes: number): void {
    carried.storedBytes = bytes
    for (const { job } of carried.jobs.values())
      this.#options.uploadsOf(job.runId)?.progress.fileGrew(job.id, bytes)
    if (carried.isMerging) this.#options.onMerging()
  }

  async #finishJobs(carried: SharedUpload, handle: string): Promise<void> {
    const { uploadsOf, onReady } = this.#options
    carried.closeToJobs()
    await this.#forEachUploadingJob(carried, async (job) => {
      uploadsOf(job.runId)?.refusals.note(null)
      const ready = await this.#options.transitions.transitionDurably(job, 'ready', { handle, error: null })
      if (ready === null) return
      uploadsOf(job.runId)?.progress.fileStored(job.id)
      onReady(ready)
    })
  }

  async #failJobs(carried: SharedUpload, error: AppError): Promise<void> {
    const { uploadsOf, transitions, ports } = this.#options
    carried.closeToJobs()
    await this.#forEachUploadingJob(carried, async (job) => {
      const failed = await transitions.transitionDurably(job, 'failed', { error, endedAt: ports.clock.now() })
      if (failed !== null) uploadsOf(job.runId)?.progress.fileFailed(job.id)
    })
    for (const runId of new Set(carried.runIds)) {
      const alike = error.status === undefined ? null : (uploadsOf(runId)?.refusals.note(error) ?? null)
      if (alike !== null) await this.#pauseRun(runId, alike)
    }
  }

  async #forEachUploadingJob(carried: SharedUpload, settle: (job: Job) => Promise<void>): Promise<void> {
    await Promise.all(
      [...carried.jobs.values()].map(async ({ uploadingJob }) => {
        const job = await uploadingJob
        if (job !== null) await settle(job)
      }),
    )
  }

  async #pauseRuns(carried: SharedUpload, error: AppError): Promise<void> {
    for (const runId of new Set(carried.runIds)) await this.#pauseRun(runId, error)
  }

  async #pauseRun(runId: string, error: AppError): Promise<void> {
    const run = this.#options.runs.get(runId)
    if (run?.state !== 'running') return
    try {
      await this.#options.runs.halt(run, 'paused', error)
    } catch (cause) {
      if (!(cause instanceof JournalError)) throw cause
    }
  }
}

/** It speaks for every file of the connection, and nothing was sent. */
const isConnectionError = ({ code, status }: AppError): boolean =>
  status === undefined && /^(?:policy|signature|connection)\./.test(code)
