import type { Credentials, RateHint } from '#main/filestack/client.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Result } from '#shared/model/result.ts'
import type { FileFingerprint, StoredPart, StoreOptions, UploadTicket } from '#shared/model/upload.ts'
import type { UploadFile } from './client.ts'

/** What an earlier try left: its ticket, and the parts the storage confirmed. */
export interface TransferState {
  readonly ticket: UploadTicket | null
  /** Bytes of every part but the last. */
  readonly partSize: number
  readonly parts: readonly StoredPart[]
}

/** One file to be carried over. */
export interface TransferFile extends UploadFile {
  readonly path: string
  readonly fingerprint: FileFingerprint
  readonly store: StoreOptions
  readonly state: TransferState
}

/** Keeps what must outlive the process. Each resolves when it is durable; rejects with a `JournalError`. */
export interface TransferJournal {
  saveTicket(ticket: UploadTicket): Promise<void>
  savePart(part: StoredPart): Promise<void>
  /** Parts and ticket are worth nothing any more (the service forgot the upload): begins anew. */
  reset(): Promise<void>
}

/** Room shared by all transfers. */
export interface UploadSlots {
  /** Resolves when one more part may be under way, or the signal ends; the returned function gives the room back. */
  acquire(signal: AbortSignal): Promise<() => void>
  /** Told of refusals of the rate: nobody asks this connection's upload hosts before then. */
  refused(rate: RateHint): void
  /** An answer that says nothing against the rate; its headers may tell that the window is spent. */
  answered(rate?: RateHint): void
  /** Resolves when the connection's upload hosts may be asked, or the signal ends. */
  waitUntilOpen(signal: AbortSignal): Promise<void>
}

export type TransferOutcome =
  | { readonly kind: 'stored'; readonly handle: string; readonly url: string; readonly sha256: string }
  /** Ended with a reason; the parts that arrived stay worth something unless `startsOver`. */
  | { readonly kind: 'failed'; readonly error: AppError; readonly startsOver: boolean }
  /** Called off by the signal: nothing more of it travels. */
  | { readonly kind: 'halted' }

export interface TransferOptions {
  /** Asked for every request: a policy may end, a secret be changed, while a large file is under way. */
  readonly credentials: () => Promise<Result<Credentials>>
  readonly file: TransferFile
  readonly journal: TransferJournal
  readonly slots: UploadSlots
  /**
   * Bytes of all parts that the storage has confirmed, told as they grow; back to 0 when it begins anew. At the size
   * of the file only the merging is waited for.
   */
  readonly onStored: (bytes: number) => void
  readonly signal: AbortSignal
}

/**
 * Carries one file over, whole or not at all. Never a wrong byte: a file that changes meanwhile is refused.
 * Resolves when nothing of it is under way any more. Rejects only with what the keeper rejected with.
 */
export type Transfer = (options: TransferOptions) => Promise<TransferOutcome>
