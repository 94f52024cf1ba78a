import { Lru } from '#main/lib/lru.ts'
import type { Transfer, TransferOutcome, UploadSlots } from '#main/filestack/upload/transfer-api.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Job } from '#shared/model/job.ts'
import type { Upload } from '#shared/model/upload.ts'
import { Participants, type ParticipantsOptions } from './participants.ts'
import { resolveUpload, type UploadResolution } from './resolve-upload.ts'
import { toUploadKey, type SharedUpload } from './shared-upload.ts'
import { createTransferJournal, UploadJournal } from './upload-journal.ts'

/** So many files that this process stored last are remembered: a list that names a file twice uploads it once. */
const MAX_RECENT_UPLOADS = 1000

export interface UploadRunnerOptions extends ParticipantsOptions {
  readonly transfer: Transfer
  readonly slotsFor: (connectionId: string) => UploadSlots
  /** All bytes of a file are at the storage: another one may begin. */
  readonly onMerging: () => void
}

/** Brings one file from the first look at it to its handle, and its jobs with it. */
export class UploadRunner {
  readonly #options: UploadRunnerOptions
  readonly #participants: Participants
  readonly #uploadJournal: UploadJournal
  /** By `toUploadKey`. */
  readonly #recentUploads = new Lru<string, Upload>(MAX_RECENT_UPLOADS)

  constructor(options: UploadRunnerOptions) {
    this.#options = options
    this.#participants = new Participants(options)
    this.#uploadJournal = new UploadJournal(options.transitions, options.ports.clock)
  }

  /** The job wants the file of the upload. */
  join(shared: SharedUpload, job: Job): void {
    this.#participants.join(shared, job)
  }

  /** To be called when `run` has ended, whatever its end. */
  release(shared: SharedUpload): void {
    this.#participants.release(shared)
  }

  /** Rejects with a `JournalError` when nothing can be written: then the jobs stay as they are. */
  async run(shared: SharedUpload): Promise<void> {
    const { reader, ports } = this.#options
    const { connectionId, path } = shared
    const [first] = shared.jobs.values()
    if (first === undefined) return
    const credentials = await ports.credentials(connectionId)
    if (!credentials.ok) {
      await shared.start(null)
      return this.#participants.pauseRuns(shared, credentials.error)
    }
    const recent = this.#recentUploads.get(toUploadKey(connectionId, path)) ?? null
    const resolution = await resolveUpload(first.job, path, { reader, ports, recent })
    if (shared.signal.aborted) return void (await shared.start(null))
    switch (resolution.kind) {
      case 'failed':
        await shared.start({ uploadId: null, note: null })
        return this.#participants.fail(shared, resolution.error)
      case 'stored':
        await shared.start({ uploadId: resolution.upload.id, note: null })
        return this.#participants.finish(shared, resolution.handle)
      case 'upload':
        return this.#upload(shared, resolution)
      default:
        assertNever(resolution)
    }
  }

  async #upload(
    shared: SharedUpload,
    { upload, parts, isNew, startsOver }: Extract<UploadResolution, { kind: 'upload' }>,
  ): Promise<void> {
    const { transfer, slotsFor, ports, transitions, queue } = this.#options
    const { id, path, filename, mimetype, fingerprint, store, ticket, partSize } = upload
    const { size } = fingerprint
    shared.totalBytes = size
    shared.keptBytes = parts.reduce((sum, part) => sum + part.bytes, 0)
    shared.storedBytes = shared.keptBytes
    const note = startsOver ? appError('upload.startedOver') : null
    const [jobs] = await Promise.all([
      shared.start({ uploadId: id, note }),
      isNew ? this.#uploadJournal.create(upload) : this.#uploadJournal.reopen(upload),
    ])
    if (jobs === 0) return
    if (startsOver) await Promise.all([...new Set(shared.runIds)].map((runId) => queue.recount(runId)))
    const outcome = await transfer({
      credentials: () => ports.credentials(shared.connectionId),
      file: { path, filename, mimetype, size, fingerprint, store, state: { ticket, partSize, parts } },
      journal: createTransferJournal(transitions, id),
      slots: slotsFor(shared.connectionId),
      onStored: (bytes) => this.#setStoredBytes(shared, bytes),
      signal: shared.signal,
    })
    await this.#applyOutcome(shared, upload, outcome)
  }

  #setStoredBytes(shared: SharedUpload, bytes: number): void {
    shared.storedBytes = bytes
    this.#participants.setStoredBytes(shared, bytes)
    if (shared.isMerging) this.#options.onMerging()
  }

  async #applyOutcome(shared: SharedUpload, upload: Upload, outcome: TransferOutcome): Promise<void> {
    switch (outcome.kind) {
      case 'stored': {
        const written = this.#uploadJournal.markStored(upload, outcome)
        await Promise.all([written, this.#participants.finish(shared, outcome.handle)])
        this.#recentUploads.set(toUploadKey(upload.connectionId, upload.path), await written)
        return
      }
      case 'failed': {
        const { error, startsOver } = outcome
        // What is wrong with the connection is no failure of the file: the upload goes on once that is mended.
        if (isConnectionError(error)) return this.#participants.pauseRuns(shared, error)
        const written = this.#uploadJournal.markFailed(upload, error, startsOver)
        await Promise.all([written, this.#participants.fail(shared, error)])
        return
      }
      case 'cancelled':
        return
      default:
        assertNever(outcome)
    }
  }
}

/** The error holds for every file of the connection, and nothing was sent. */
const isConnectionError = ({ code, status }: AppError): boolean =>
  status === undefined &&
  /^(?:policy\.|signature\.|connection\.|network\.(?:badAddress|proxyKind)$)/.test(code)
