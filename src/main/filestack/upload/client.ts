import type { Credentials, RateHint, WithRate } from '#main/filestack/client.ts'
import type { RequestPurpose } from '#main/filestack/gate/request-kind.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { StoreOptions, UploadTicket } from '#shared/model/upload.ts'

/** The outcome of one request of the upload protocol (docs/filestack-api.md §6). */
export type UploadOutcome<T> =
  | ({ readonly kind: 'ok'; readonly data: T } & WithRate)
  /** Network, timeout, 5xx, 429/503: may be tried again, not before `rate` says. */
  | { readonly kind: 'retry'; readonly error: AppError; readonly rate: RateHint }
  /** Signed for another time than the server's (403 RequestTimeTooSkewed, expired): to be signed anew at once. */
  | { readonly kind: 'stale'; readonly error: AppError }
  /** Any other 4xx, or an answer that cannot be used: never again by itself. */
  | { readonly kind: 'refused'; readonly error: AppError }

export interface UploadFile {
  readonly filename: string
  readonly mimetype: string
  /** Bytes of the whole file. */
  readonly size: number
}

/** Where one part goes: exactly these headers, and the bytes. */
export interface SignedPart {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Whose part it is: the gate looks where its bytes may go. */
  readonly connection: RequestPurpose['connection']
}

export interface StoredFile {
  readonly handle: string
  readonly url: string
}

/** The bytes of one part, which can be read again for every try. */
export interface PartBytes {
  readonly number: number
  readonly size: number
  /** Base64 of the raw MD5. */
  readonly md5: string
  /** A fresh stream of exactly `size` bytes; fails before its end when they are not there any more. */
  readonly open: () => AsyncIterable<Uint8Array>
}

/** The upload protocol, one request a call: no retry, no wait. Never throws for what a server can do. */
export interface UploadClient {
  start(
    credentials: Credentials,
    file: UploadFile,
    store: StoreOptions,
    signal: AbortSignal,
  ): Promise<UploadOutcome<UploadTicket>>
  signPart(
    credentials: Credentials,
    ticket: UploadTicket,
    part: Pick<PartBytes, 'number' | 'size' | 'md5'>,
    store: StoreOptions,
    signal: AbortSignal,
  ): Promise<UploadOutcome<SignedPart>>
  /** The ETag, verbatim. */
  put(signed: SignedPart, part: PartBytes, signal: AbortSignal): Promise<UploadOutcome<string>>
  /** Null: still merging (202), ask again. */
  complete(
    credentials: Credentials,
    ticket: UploadTicket,
    file: UploadFile,
    parts: readonly { readonly number: number; readonly etag: string }[],
    store: StoreOptions,
    signal: AbortSignal,
  ): Promise<UploadOutcome<StoredFile | null>>
}
