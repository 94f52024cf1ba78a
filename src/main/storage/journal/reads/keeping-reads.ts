import type { DatabaseSync } from 'node:sqlite'
import { measureFile } from '#main/storage/journal/compact-journal.ts'
import { FORGOTTEN_AT } from '#main/storage/journal/rows/job-rows.ts'
import type { SelectRows } from './select-rows.ts'

/** Results that are at the service only. */
export interface UnkeptResults {
  readonly jobs: number
  /** When the service may forget the first of them, Unix ms; null without any. */
  readonly forgottenAt: number | null
}

/** The reads about what the history takes of the disk, and what is not in it yet. */
export function createKeepingReads(db: DatabaseSync, all: SelectRows) {
  return {
    /** How large the file is, and how much of it holds nothing, in bytes. */
    fileSpace: () => measureFile(db),

    /** Of jobs that have started and whose result the service still has at `now` (Unix ms). */
    unkeptResults(now: number): UnkeptResults {
      const sql = `SELECT count(*) AS jobs, min(at) AS forgottenAt FROM (
        SELECT ${FORGOTTEN_AT} AS at FROM jobs WHERE state = 'started') WHERE at > ?`
      return all<UnkeptResults>(sql, now)[0] ?? { jobs: 0, forgottenAt: null }
    },
  }
}
