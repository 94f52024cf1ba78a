import { toBase64 } from '#main/storage/journal/rows/read-columns.ts'
import type { Job } from '#shared/model/job.ts'
import type { SelectRows } from './select-rows.ts'

/** Up to this many damaged rows are reported: more would not help a person. */
const MAX_TOLD_ROWS = 20

/** Passes jobs on. A damaged row is reported once, and its job gets the raw bytes, also those that are no text. */
export function createDamageReport(all: SelectRows, onUnreadable: (what: string) => void) {
  const told = new Set<string>()
  const readBytes = (id: string, column: string): string | null => {
    const sql = `SELECT CASE WHEN json_valid(${column}) THEN NULL ELSE CAST(${column} AS BLOB) END AS bytes
      FROM jobs WHERE id = ?`
    const bytes = all<{ bytes: Uint8Array | null }>(sql, id)[0]?.bytes ?? null
    return bytes === null ? null : toBase64(bytes)
  }
  return (job: Job): Job => {
    if (job.damage === undefined) return job
    if (!told.has(job.id) && told.size < MAX_TOLD_ROWS) {
      told.add(job.id)
      onUnreadable(`job ${job.id} (${Object.keys(job.damage).join(', ')})`)
    }
    const exact = Object.entries(job.damage).map(([column, text]) => [
      column,
      readBytes(job.id, column) ?? text,
    ])
    return { ...job, damage: Object.fromEntries(exact) }
  }
}
