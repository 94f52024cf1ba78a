import { toBodyPath } from '#main/storage/bodies.ts'
import type { SealedRow, StoredBody } from '#main/storage/journal/journal.ts'
import type { SelectRows } from './select-rows.ts'

/** Reads of what stands beside the rows of jobs: kept results, and sources that are kept as ciphertext. */
export function createBodyReads(all: SelectRows, folder: string) {
  return {
    sealed(jobId: string): Uint8Array | null {
      const sql = 'SELECT ciphertext FROM sealed WHERE job_id = ?'
      return all<{ ciphertext: Uint8Array }>(sql, jobId)[0]?.ciphertext ?? null
    },

    sealedRows(first: 'newest' | 'oldest', after: number | null, limit: number): readonly SealedRow[] {
      const [beyond, order] = first === 'newest' ? ['<', 'DESC'] : ['>', 'ASC']
      const start = after ?? (first === 'newest' ? Number.MAX_SAFE_INTEGER : 0)
      const sql = `SELECT rowid AS row, ciphertext FROM sealed WHERE rowid ${beyond} ? ORDER BY rowid ${order} LIMIT ?`
      return all<SealedRow>(sql, start, limit)
    },

    body(jobId: string): StoredBody | null {
      const sql = `SELECT inline, body_bytes AS bytes, body_sha256 AS sha256
        FROM bodies JOIN jobs ON jobs.id = bodies.job_id WHERE job_id = ?`
      const row = all<{ inline: Uint8Array | null; bytes: number; sha256: string }>(sql, jobId)[0]
      if (row === undefined) return null
      const info = { bytes: row.bytes, sha256: row.sha256 }
      return row.inline === null
        ? { kind: 'file', info, path: toBodyPath(folder, jobId) }
        : { kind: 'inline', info, bytes: row.inline }
    },
  }
}
