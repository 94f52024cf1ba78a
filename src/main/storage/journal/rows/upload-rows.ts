import type { SQLInputValue } from 'node:sqlite'
import type { Upload, UploadState } from '#shared/model/upload.ts'
import { fromError, toError } from './job-rows.ts'
import { isStoreOptions, isTicket, readColumn } from './read-columns.ts'

/** A row of `uploads` as SQLite gives it. */
export interface UploadRow {
  readonly id: string
  readonly connection_id: string
  readonly path: string
  readonly filename: string
  readonly mimetype: string
  readonly size: number
  readonly mtime_ms: number
  readonly edges: string
  readonly sha256: string | null
  readonly state: UploadState
  readonly store: string
  readonly ticket: string | null
  readonly part_size: number
  readonly created_at: number
  readonly ended_at: number | null
  readonly handle: string | null
  readonly gone_at: number | null
  readonly error: string | null
}

/** The upload of a row; null for one that cannot be gone on with, since where it goes cannot be read. */
export function toUpload(row: UploadRow): Upload | null {
  const store = readColumn(row.store, isStoreOptions)
  const ticket = row.ticket === null ? null : readColumn(row.ticket, isTicket)
  if (store === undefined || ticket === undefined) return null
  return {
    id: row.id,
    connectionId: row.connection_id,
    path: row.path,
    filename: row.filename,
    mimetype: row.mimetype,
    fingerprint: { size: row.size, mtimeMs: row.mtime_ms, edgeHash: row.edges },
    sha256: row.sha256,
    state: row.state,
    store,
    ticket,
    partSize: row.part_size,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    handle: row.handle,
    goneAt: row.gone_at,
    error: toError(row.error),
  }
}

/** Every column, as the named parameters of an insert. */
export function fromUpload(upload: Upload): Record<keyof UploadRow, SQLInputValue> {
  return {
    id: upload.id,
    connection_id: upload.connectionId,
    path: upload.path,
    filename: upload.filename,
    mimetype: upload.mimetype,
    size: upload.fingerprint.size,
    mtime_ms: upload.fingerprint.mtimeMs,
    edges: upload.fingerprint.edgeHash,
    sha256: upload.sha256,
    state: upload.state,
    store: JSON.stringify(upload.store),
    ticket: upload.ticket === null ? null : JSON.stringify(upload.ticket),
    part_size: upload.partSize,
    created_at: upload.createdAt,
    ended_at: upload.endedAt,
    handle: upload.handle,
    gone_at: upload.goneAt,
    error: fromError(upload.error),
  }
}
