import type { Credentials, RateHint } from '#main/filestack/client.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Result } from '#shared/model/result.ts'
import type { FileFingerprint, StoredPart, StoreOptions, UploadTicket } from '#shared/model/upload.ts'
import type { UploadFile, UploadOutcome } from './client.ts'

/** What an earlier try left: its ticket, and the parts the storage confirmed. */
export interface TransferState {
  readonly ticket: UploadTicket | null
  /** Bytes of every part but the last. */
  readonly partSize: number
  readonly parts: readonly StoredPart[]
}

/** A file to be uploaded. */
export interface TransferFile extends UploadFile {
  readonly path: string
  readonly fingerprint: FileFingerprint
  readonly store: StoreOptions
  readonly state: TransferState
}

/** Keeps what must outlive the process. Each call resolves when it is durable, and rejects with a `JournalError`. */
export interface TransferJournal {
  saveTicket(ticket: UploadTicket): Promise<void>
  savePart(part: StoredPart): Promise<void>
  /** The service does not know the upload any more: its ticket and parts are dropped. */
  reset(): Promise<void>
}

/** How many parts of a connection may be under way at once, and when its hosts may be asked. */
export interface UploadSlots {
  /** Resolves when one more part may be under way, or the signal aborts; the returned function gives the slot back. */
  acquire(signal: AbortSignal): Promise<() => void>
  /** Makes one request to the service (not to the storage) in its turn among the other requests of the connection. */
  request<T>(signal: AbortSignal, send: () => Promise<UploadOutcome<T>>): Promise<UploadOutcome<T>>
  /** The service refused for the rate: no transfer asks this connection's upload hosts before the time that it names. */
  refused(rate: RateHint): void
  /** The service answered; the headers may say that this was the last request of the window. */
  answered(rate?: RateHint): void
  /** Resolves when the connection's upload hosts may be asked, or the signal aborts. */
  waitUntilOpen(signal: AbortSignal): Promise<void>
}

export type TransferOutcome =
  | { readonly kind: 'stored'; readonly handle: string; readonly url: string; readonly sha256: string }
  /** Ended with a reason. A later try goes on with the parts that arrived, unless `startsOver`. */
  | { readonly kind: 'failed'; readonly error: AppError; readonly startsOver: boolean }
  /** Cancelled by the signal: nothing more of the file is sent. */
  | { readonly kind: 'cancelled' }

export interface TransferOptions {
  /** Read for every request: a policy may end, or a secret be changed, while a large file is uploaded. */
  readonly credentials: () => Promise<Result<Credentials>>
  readonly file: TransferFile
  readonly journal: TransferJournal
  readonly slots: UploadSlots
  /**
   * Called with the bytes of all parts that the storage has confirmed, as they grow; with 0 when the upload begins anew. At
   * the size of the file only the merging is left.
   */
  readonly onStored: (bytes: number) => void
  readonly signal: AbortSignal
}

/**
 * Uploads one file, whole or not at all. Never a wrong byte: a file that changes meanwhile is refused. Resolves when no
 * request is under way any more. Rejects only with what the journal rejected with.
 */
export type Transfer = (options: TransferOptions) => Promise<TransferOutcome>
