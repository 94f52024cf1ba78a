import type { TransferJournal } from '#main/filestack/upload/transfer-api.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import type { Clock } from '#main/lib/clock.ts'
import type { UploadChange } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Upload } from '#shared/model/upload.ts'

/** Writes the row of an upload in the journal, from its creation to its end. */
export class UploadJournal {
  readonly #transitions: JobTransitions
  readonly #clock: Clock

  constructor(transitions: JobTransitions, clock: Clock) {
    this.#transitions = transitions
    this.#clock = clock
  }

  create(upload: Upload): Promise<void> {
    return this.#transitions.write((writer) => writer.createUpload(upload))
  }

  /** An earlier try goes on: its upload is open again. */
  async reopen({ id, state }: Upload): Promise<void> {
    if (state === 'open') return
    const change: UploadChange = { id, state: 'open', error: null, endedAt: null }
    await this.#transitions.write((writer) => writer.changeUpload(change))
  }

  /** The file is stored. That must not be lost: waits while nothing can be written. */
  async markStored(upload: Upload, { handle, sha256 }: { handle: string; sha256: string }): Promise<Upload> {
    const end = { state: 'stored', handle, sha256, error: null, endedAt: this.#clock.now() } as const
    await this.#transitions.untilWritten(async (writer) => {
      await writer.changeUpload({ id: upload.id, ...end })
    })
    return { ...upload, ...end }
  }

  /** `startsOver`: the parts that arrived are useless and are dropped. */
  async markFailed({ id }: Upload, error: AppError, startsOver: boolean): Promise<void> {
    const endedAt = this.#clock.now()
    await this.#transitions.untilWritten(async (writer) => {
      await writer.changeUpload({ id, state: 'failed', error, endedAt })
      if (startsOver) await writer.dropParts(id)
    })
  }
}

/** Keeps ticket and parts of a transfer in the journal, each before the transfer goes on. */
export function createTransferJournal(transitions: JobTransitions, uploadId: string): TransferJournal {
  return {
    async saveTicket(ticket) {
      await transitions.write((writer) => writer.changeUpload({ id: uploadId, ticket }))
    },
    savePart: (part) => transitions.write((writer) => writer.addPart(uploadId, part)),
    reset: () => transitions.write((writer) => writer.dropParts(uploadId)),
  }
}
