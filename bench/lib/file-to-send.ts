import type { StoreOptions } from '#shared/model/upload.ts'

export interface FileToSend {
  readonly path: string
  readonly name: string
  /** Bytes. */
  readonly size: number
}

/** What a sender says of itself when it is done. */
export interface Sent {
  readonly ms: number
  /** Memory before the file, and at most while it was under way, MiB. */
  readonly idleMib: number
  readonly peakMib: number
}

export const PARTS_AT_ONCE = 6
export const STORE: StoreOptions = { location: 's3', path: '', container: '', region: '', access: '' }
