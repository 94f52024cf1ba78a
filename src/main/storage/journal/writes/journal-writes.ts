import { createHash } from 'node:crypto'
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { BodyInfo, JobPatch, JobState } from '#shared/model/job.ts'
import type { BodyFile } from '#main/lib/body-file.ts'
import { adoptBody, MAX_INLINE_BODY_BYTES, writeBody } from '#main/storage/bodies.ts'
import type { JobChange, RunChange, SealedRow } from '#main/storage/journal/journal.ts'
import type { JournalCommand } from '#main/storage/journal/journal-command.ts'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { OPEN_JOBS_OF_RUN } from '#main/storage/journal/reads/run-reads.ts'
import {
  updateSearchText,
  changesSearchText,
  fromError,
  toPatchColumns,
} from '#main/storage/journal/rows/job-rows.ts'
import { createBulkCommands } from './bulk-commands.ts'
import { createCommandWrites } from './command-writes.ts'
import { createRemovalForGood } from './removal-for-good.ts'
import { createRunCreation } from './run-creation.ts'
import { createUploadWrites } from './upload-writes.ts'

/** The writes of `JournalWriter`, synchronous. Each one runs inside the transaction of its group (`group-commit.ts`). */
export function createJournalWrites(db: DatabaseSync, folder: string) {
  const updateRun = db.prepare(
    'UPDATE runs SET state = ?, paused_by = ?, ended_at = ?, options = coalesce(?, options) WHERE id = ?',
  )
  const reads = createJournalReads(db, folder)
  const change = createJobUpdate(db)
  const commands = createCommandWrites({ db, reads, change })
  const markRemoteSourcesReady = db.prepare(
    `UPDATE jobs SET state = 'ready' WHERE run_id = ? AND state = 'queued' AND asked IS NOT NULL`,
  )
  const endRun = db.prepare(
    `UPDATE runs SET state = 'done', paused_by = NULL, ended_at = ? WHERE id = ? AND NOT EXISTS (${OPEN_JOBS_OF_RUN})`,
  )
  const reseal = db.prepare('UPDATE sealed SET ciphertext = ? WHERE rowid = ?')
  const keepBody = db.prepare('INSERT OR REPLACE INTO bodies VALUES (?, ?)')

  return {
    ...createUploadWrites(db),

    ...createRunCreation({ db, reads, commands }),
    ...createBulkCommands({ db, reads, commands }),
    removeForGood: createRemovalForGood(db, folder),
    executeCommand: (id: string, at: number, command: JournalCommand) =>
      commands.executeCommand(id, at, command),

    change,

    changeRun(change: RunChange): void {
      const options = change.options === undefined ? null : JSON.stringify(change.options)
      updateRun.run(change.state, fromError(change.pausedBy), change.endedAt, options, change.id)
    },

    endRun(runId: string, at: number): boolean {
      return endRun.run(at, runId).changes === 1
    },

    markRemoteSourcesReady(runId: string): number {
      return Number(markRemoteSourcesReady.run(runId).changes)
    },

    resealSources(rows: readonly SealedRow[]): void {
      for (const { row, ciphertext } of rows) reseal.run(ciphertext, row)
    },

    archive(jobChange: JobChange, bytes: Uint8Array): BodyInfo | null {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const body: BodyInfo = { bytes: bytes.length, sha256 }
      if (!change({ ...jobChange, patch: { ...jobChange.patch, body } })) return null
      const inline = bytes.length <= MAX_INLINE_BODY_BYTES
      // The file is durable before the row that speaks of it; one without a row is overwritten by the next try.
      if (!inline) writeBody(folder, jobChange.id, bytes)
      keepBody.run(jobChange.id, inline ? bytes : null)
      return body
    },

    /** Like `archive`, for a body that is on the disk already. */
    archiveFile(jobChange: JobChange, file: BodyFile): BodyInfo | null {
      const body: BodyInfo = { bytes: file.bytes, sha256: file.sha256 }
      if (!change({ ...jobChange, patch: { ...jobChange.patch, body } })) return null
      adoptBody(folder, jobChange.id, file)
      keepBody.run(jobChange.id, null)
      return body
    },
  }
}

export type JournalWrites = ReturnType<typeof createJournalWrites>

/**
 * Compare and set of one job; one statement for each set of columns. A job keeps its state, too, when another one of its
 * connection has the remote job id (`OR IGNORE`, and with it SQLite keeps no copies of pages for a statement that fails half-way).
 */
function createJobUpdate(db: DatabaseSync): (change: JobChange) => boolean {
  const selectText = db.prepare('SELECT text FROM jobs WHERE id = ? AND state = ?')
  const statements = new Map<string, StatementSync>()
  const updating = (names: readonly string[]): StatementSync => {
    const set = names.map((name) => `${name} = ?`).join()
    const statement =
      statements.get(set) ?? db.prepare(`UPDATE OR IGNORE jobs SET ${set} WHERE id = ? AND state = ?`)
    statements.set(set, statement)
    return statement
  }
  const toColumns = (id: string, from: JobState, patch: JobPatch): Record<string, SQLInputValue> | null => {
    const columns = toPatchColumns(patch)
    if (!changesSearchText(patch)) return columns
    const row = selectText.get(id, from)
    return row === undefined ? null : { ...columns, text: updateSearchText(String(row['text']), patch) }
  }
  return ({ id, from, to, patch }) => {
    const columns = toColumns(id, from, patch)
    if (columns === null) return false
    // A job that stays in its state is not counted anew.
    if (to !== from || Object.keys(columns).length === 0) columns['state'] = to
    return updating(Object.keys(columns)).run(...Object.values(columns), id, from).changes === 1
  }
}
