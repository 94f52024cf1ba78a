import type { TransferJournal } from '#main/filestack/upload/transfer-api.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import type { Clock } from '#main/lib/clock.ts'
import type { UploadChange } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Upload } from '#shared/model/upload.ts'

/** The row of an upload in the journal, through its life. */
export class UploadJournal {
  readonly #transitions: JobTransitions
  readonly #clock: Clock

  constructor(commits: JobTransitions, clock: Clock) {
    this.#transitions = commits
    this.#clock = clock
  }

  create(upload: Upload): Promise<void> {
    return this.#transitions.write((writer) => writer.createUpload(upload))
  }

  /** An earlier try goes on. */
  async reopen({ id, state }: Upload): Promise<void> {
    if (state === 'open') return
    const change: UploadChange = { id, state: 'open', error: null, endedAt: null }
    await this.#transitions.write((writer) => writer.changeUpload(change))
  }

  /** What happened must not be lost: waits for as long as nothing can be written. */
  async markStored(upload: Upload, { handle, sha256 }: { handle: string; sha256: string }): Promise<Upload> {
    const end = { state: 'stored', handle, sha256, error: null, endedAt: this.#clock.now() } as const
    await this.#transitions.untilWritten(async (writer) => {
      await writer.changeUpload({ id: upload.id, ...end })
    })
    return { ...upload, ...end }
  }

  /** `startsOver`: the parts that arrived are worth nothing. */
  async markFailed({ id }: Upload, error: AppError, startsOver: boolean): Promise<void> {
    const endedAt = this.#clock.now()
    await this.#transitions.untilWritten(async (writer) => {
      await writer.changeUpload({ id, state: 'failed', error, endedAt })
      if (startsOver) await writer.dropParts(id)
    })
  }
}

/** Keeps ticket and parts of a transfer in the journal, each before the transfer goes on. */
export function createTransferJournal(commits: JobTransitions, uploadId: string): TransferJournal {
  return {
    async saveTicket(ticket) {
      await commits.write((writer) => writer.changeUpload({ id: uploadId, ticket }))
    },
    savePart: (part) => commits.write((writer) => writer.addPart(uploadId, part)),
    reset: () => commits.write((writer) => writer.dropParts(uploadId)),
  }
}
