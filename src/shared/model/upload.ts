import { z } from 'zod'
import type { AppError } from '#shared/errors/app-error.ts'

/** Where a connection stores what is uploaded (`store` of docs/filestack-api.md §6). Empty texts are left out. */
export const storeOptionsSchema = z.object({
  location: z.enum(['s3', 'gcs', 'azure', 'dropbox', 'rackspace']),
  path: z.string().trim().max(1024),
  container: z.string().trim().max(256),
  region: z.string().trim().max(64),
  access: z.enum(['', 'public', 'private']),
})
export type StoreOptions = z.infer<typeof storeOptionsSchema>

export type UploadState = 'open' | 'stored' | 'failed'

/** What makes a file the same file at the next start: nothing of it is read whole for that. */
export interface FileFingerprint {
  readonly size: number
  /** Unix ms, as the file system tells it. */
  readonly mtimeMs: number
  /** Lowercase hex SHA-256 over the first and the last 64 kB. */
  readonly edgeHash: string
}

/** The upload as the service knows it: the start answer. */
export interface UploadTicket {
  readonly uri: string
  readonly region: string
  readonly uploadId: string
  /** Base URL of every later call, without a trailing slash. */
  readonly locationUrl: string
  readonly locationRegion: string | null
}

/** One part that the storage has confirmed. */
export interface StoredPart {
  /** From 1. */
  readonly number: number
  readonly bytes: number
  /** Verbatim, quotes included. */
  readonly etag: string
}

/** The sending of one local file: own id and journaled parts; outlives a job. Times in Unix ms, sizes in bytes. */
export interface Upload {
  readonly id: string
  readonly connectionId: string
  readonly path: string
  readonly filename: string
  readonly mimetype: string
  readonly fingerprint: FileFingerprint
  /** Lowercase hex SHA-256 of the whole file, once it was read to its end. */
  readonly sha256: string | null
  readonly state: UploadState
  readonly store: StoreOptions
  readonly ticket: UploadTicket | null
  /** Bytes of every part but the last. */
  readonly partSize: number
  readonly createdAt: number
  readonly endedAt: number | null
  readonly handle: string | null
  /** When the service said that the handle is gone (404); null while it is good. */
  readonly goneAt: number | null
  readonly error: AppError | null
}
