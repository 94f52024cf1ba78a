import type { DatabaseSync } from 'node:sqlite'
import type { StoredPart, Upload } from '#shared/model/upload.ts'
import type { StoredOutputFile, UploadChange } from '#main/storage/journal/journal.ts'
import { fromUpload, toUpload, type UploadRow } from '#main/storage/journal/rows/upload-rows.ts'

const UPLOAD_COLUMNS = [
  'id',
  'connection_id',
  'path',
  'filename',
  'mimetype',
  'size',
  'mtime_ms',
  'edges',
  'sha256',
  'state',
  'store',
  'ticket',
  'part_size',
  'created_at',
  'ended_at',
  'handle',
  'gone_at',
  'error',
] as const satisfies readonly (keyof UploadRow)[]

/** The writes about local files; like those of `journal-writes.ts` each runs inside the transaction of its group. */
export function createUploadWrites(db: DatabaseSync) {
  const insert = db.prepare(
    `INSERT INTO uploads (${UPLOAD_COLUMNS.join()}) VALUES (${UPLOAD_COLUMNS.map((column) => `:${column}`).join()})`,
  )
  const find = db.prepare('SELECT * FROM uploads WHERE id = ?')
  const update = db.prepare(
    `UPDATE uploads SET ${UPLOAD_COLUMNS.map((column) => `${column} = :${column}`).join()} WHERE id = :id`,
  )
  const addPart = db.prepare('INSERT OR REPLACE INTO upload_parts VALUES (?, ?, ?, ?)')
  const removeParts = db.prepare('DELETE FROM upload_parts WHERE upload_id = ?')
  const removeTicket = db.prepare('UPDATE uploads SET ticket = NULL WHERE id = ?')
  const recordOutputFile = db.prepare('INSERT OR REPLACE INTO kept_files VALUES (?, ?, ?, ?, ?)')
  return {
    createUpload(upload: Upload): void {
      insert.run(fromUpload(upload))
    },

    changeUpload(change: UploadChange): Upload | null {
      const row = find.get(change.id) as unknown as UploadRow | undefined
      const before = row === undefined ? null : toUpload(row)
      if (before === null) return null
      const upload: Upload = { ...before, ...change }
      update.run(fromUpload(upload))
      return upload
    },

    addPart(uploadId: string, part: StoredPart): void {
      addPart.run(uploadId, part.number, part.bytes, part.etag)
    },

    dropParts(uploadId: string): void {
      removeParts.run(uploadId)
      removeTicket.run(uploadId)
    },

    recordOutputFile(file: StoredOutputFile): void {
      recordOutputFile.run(file.jobId, file.pointer, file.bytes, file.sha256, file.mimetype)
    },
  }
}
