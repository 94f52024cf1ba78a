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
import { keyOf, type SharedUpload, type Entry } from './shared-upload.ts'
import { RecentUploads } from './recent-uploads.ts'
import type { RunUploads } from './run-uploads.ts'
import { resolveUpload, type UploadResolution } from './resolve-upload.ts'
import { keeperOf, UploadJournal } from './upload-journal.ts'

export interface UploadRunnerOptions {
  readonly reader: JournalReader
  readonly ports: EnginePorts
  readonly commits: JobTransitions
  readonly runs: ActiveRuns
  readonly transfer: Transfer
  readonly room: (connectionId: string) => UploadSlots
  readonly onReady: (job: Job) => void
  readonly entry: (runId: string) => RunUploads | null
  readonly recount: (runId: string) => Promise<void>
  /** All bytes of a file are there: another one may begin. */
  readonly onMerging: () => void
}

/** Brings one file to its handle, and its jobs with it: looked at, taken up, carried over, settled. */
export class UploadRunner {
  readonly #options: UploadRunnerOptions
  readonly #rows: UploadJournal
  readonly #lately = new RecentUploads()

  constructor(options: UploadRunnerOptions) {
    this.#options = options
    this.#rows = new UploadJournal(options.commits, options.ports.clock)
  }

  share(carried: SharedUpload, job: Job): void {
    const entry = this.#options.entry(job.runId)
    if (entry !== null) entry.inFlight += 1
    carried.share(job, (begun) => this.#enter(carried, job, begun))
  }

  /** To be called when it has ended, however it did. */
  release(carried: SharedUpload): void {
    carried.close()
    for (const runId of carried.runIds) {
      const entry = this.#options.entry(runId)
      if (entry !== null) entry.inFlight -= 1
    }
    for (const { job } of carried.jobs.values()) this.#options.entry(job.runId)?.progress.halted(job.id)
  }

  /** Rejects with a `JournalError` when nothing can be written: then the jobs stay as they are. */
  async carry(carried: SharedUpload): Promise<void> {
    const { reader, ports } = this.#options
    const { connectionId, path } = carried
    const [first] = carried.jobs.values()
    if (first === undefined) return
    const credentials = await ports.credentials(connectionId)
    if (!credentials.ok) {
      await carried.begin(null)
      return this.#pause(carried, credentials.error)
    }
    const lately = this.#lately.get(keyOf(connectionId, path))
    const taken = await resolveUpload(first.job, path, { reader, ports, lately })
    if (carried.signal.aborted) return void (await carried.begin(null))
    switch (taken.kind) {
      case 'failed':
        await carried.begin({ uploadId: null, note: null })
        return this.#failed(carried, taken.error)
      case 'stored':
        await carried.begin({ uploadId: taken.upload.id, note: null })
        return this.#stored(carried, taken.handle)
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
    const { transfer, room, ports, commits, recount } = this.#options
    const { id, path, filename, mimetype, fingerprint, store, ticket, partSize } = upload
    carried.size = fingerprint.size
    carried.kept = parts.reduce((sum, part) => sum + part.bytes, 0)
    carried.stored = carried.kept
    const note = startsOver ? appError('upload.startedOver') : null
    const [jobs] = await Promise.all([
      carried.begin({ uploadId: id, note }),
      isNew ? this.#rows.create(upload) : this.#rows.reopen(upload),
    ])
    if (jobs === 0) return
    if (startsOver) await Promise.all([...new Set(carried.runIds)].map(recount))
    const outcome = await transfer({
      credentials: () => ports.credentials(carried.connectionId),
      file: { path, filename, mimetype, size: fingerprint.size, mark, store, state: { ticket, partSize, parts } },
      keeper: keeperOf(commits, id),
      room: room(carried.connectionId),
      onStored: (bytes) => this.#grew(carried, bytes),
      signal: carried.signal,
    })
    await this.#outcome(carried, upload, outcome)
  }

  async #outcome(carried: SharedUpload, upload: Upload, outcome: TransferOutcome): Promise<void> {
    switch (outcome.kind) {
      case 'stored': {
        const written = this.#rows.stored(upload, outcome)
        await Promise.all([written, this.#stored(carried, outcome.handle)])
        this.#lately.add(keyOf(upload.connectionId, upload.path), await written)
        return
      }
      case 'failed': {
        const { error, startsOver } = outcome
        // What is wrong with the connection is no failure of the file: it goes on once that is mended.
        if (isOfConnection(error)) return this.#pause(carried, error)
        await Promise.all([this.#rows.failed(upload, error, startsOver), this.#failed(carried, error)])
        return
      }
      case 'halted':
        return
      default:
        assertNever(outcome)
    }
  }

  /** Null when the job was taken out meanwhile, or nothing can be written. */
  async #enter(carried: SharedUpload, job: Job, { uploadId, note }: Entry): Promise<Job | null> {
    const { commits, entry } = this.#options
    const patch = { ...(uploadId === null ? {} : { uploadId }), error: note }
    try {
      const entered =
        job.state === 'queued'
          ? await commits.transition(job, 'uploading', patch)
          : await commits.patch(job, patch)
      if (entered !== null && uploadId !== null && carried.jobs.has(job.id)) {
        const bytes = job.source.kind === 'file' ? job.source.bytes : undefined
        const before = bytes ?? (job.uploadId === null ? 0 : carried.size)
        const kept = job.uploadId === null ? 0 : carried.kept
        entry(job.runId)?.progress.begun(job.id, carried.stored, bytes ?? carried.size, { before, kept })
      }
      return entered
    } catch (cause) {
      if (cause instanceof JournalError) return null
      throw cause
    }
  }

  #grew(carried: SharedUpload, bytes: number): void {
    carried.stored = bytes
    for (const { job } of carried.jobs.values()) this.#options.entry(job.runId)?.progress.grew(job.id, bytes)
    if (carried.merging) this.#options.onMerging()
  }

  async #stored(carried: SharedUpload, handle: string): Promise<void> {
    const { entry, onReady } = this.#options
    carried.close()
    await this.#settle(carried, async (job) => {
      entry(job.runId)?.refusals.note(null)
      const ready = await this.#options.commits.transitionDurably(job, 'ready', { handle, error: null })
      if (ready === null) return
      entry(job.runId)?.progress.stored(job.id)
      onReady(ready)
    })
  }

  async #failed(carried: SharedUpload, error: AppError): Promise<void> {
    const { entry, commits, ports } = this.#options
    carried.close()
    await this.#settle(carried, async (job) => {
      const failed = await commits.transitionDurably(job, 'failed', { error, endedAt: ports.clock.now() })
      if (failed !== null) entry(job.runId)?.progress.failed(job.id)
    })
    for (const runId of new Set(carried.runIds)) {
      const alike = error.status === undefined ? null : (entry(runId)?.refusals.note(error) ?? null)
      if (alike !== null) await this.#pauseRun(runId, alike)
    }
  }

  async #settle(carried: SharedUpload, settle: (job: Job) => Promise<void>): Promise<void> {
    await Promise.all(
      [...carried.jobs.values()].map(async ({ entered }) => {
        const job = await entered
        if (job !== null) await settle(job)
      }),
    )
  }

  async #pause(carried: SharedUpload, error: AppError): Promise<void> {
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
const isOfConnection = ({ code, status }: AppError): boolean =>
  status === undefined && /^(?:policy|signature|connection)\./.test(code)
