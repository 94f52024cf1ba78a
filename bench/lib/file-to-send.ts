import type { StoreOptions } from '#shared/model/upload.ts'

export interface FileToSend {
  readonly path: string
  readonly name: string
  /** Bytes. */
  readonly size: number
}

/** What a sender reports when it is done. */
export interface SendReport {
  readonly ms: number
  /** Memory before the upload, and the most during it, MiB. */
  readonly idleMib: number
  readonly peakMib: number
}

export const PARTS_AT_ONCE = 6
export const STORE: StoreOptions = { location: 's3', path: '', container: '', region: '', access: '' }
