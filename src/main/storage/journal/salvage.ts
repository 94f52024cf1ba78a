import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { wrapUnreadableSource } from './rows/read-columns.ts'
import { isConstraint, isSchemaMismatch } from './storage-failure.ts'

// Counts are not copied: the insert of each job makes them again.
const TABLES = [
  'runs',
  'jobs',
  'sealed',
  'bodies',
  'uploads',
  'upload_parts',
  'kept_files',
  'starts',
  'known_rows',
  'commands',
  'pending_commands',
  'deletions',
  'deleted_jobs',
  'unwatched_jobs',
  'deleted_tallies',
] as const
const MAX_ROWID_STEP = 2 ** 32

type Row = Readonly<Record<string, SQLInputValue>>

/** The share of the work is told once in so many rows. */
const ROWS_PER_REPORT = 2000

/**
 * Copies every row that can still be read from a damaged database file into a fresh one. Never fails because of the old file.
 * `onShare`: how much of it is copied, from 0 to 1.
 */
export function salvage(
  damaged: string,
  fresh: DatabaseSync,
  onShare: (share: number) => void = () => undefined,
): void {
  const old = openDamaged(damaged)
  if (old === null) return
  const total = TABLES.reduce((sum, table) => sum + estimateRows(old, table), 0)
  let copied = 0
  const onRow = (): void => {
    if (copied % ROWS_PER_REPORT === 0) onShare(Math.min(1, copied / Math.max(1, total)))
    copied += 1
  }
  fresh.exec('BEGIN IMMEDIATE')
  for (const table of TABLES) copyTable(old, fresh, table, onRow)
  restoreLostRuns(fresh)
  restoreRequested(fresh)
  fresh.exec('COMMIT')
  old.close()
}

function openDamaged(file: string): DatabaseSync | null {
  try {
    const old = new DatabaseSync(file, { readOnly: true, defensive: false })
    // SQLite refuses a file that is shorter than it says, except in this mode meant for repairs.
    old.exec('PRAGMA writable_schema = ON')
    return old
  } catch {
    return null
  }
}

/** By the last rowid; 0 where that cannot be read. */
function estimateRows(old: DatabaseSync, table: string): number {
  try {
    return Number(old.prepare(`SELECT max(rowid) AS last FROM ${table}`).get()?.['last'] ?? 0)
  } catch {
    return 0
  }
}

function copyTable(
  old: DatabaseSync,
  fresh: DatabaseSync,
  table: (typeof TABLES)[number],
  onRow: () => void,
): void {
  const columns = fresh
    .prepare(`PRAGMA table_info(${table})`)
    .all()
    .map((column) => String(column['name']))
  for (const row of readRows(old, table)) {
    onRow()
    if (!tryInsert(fresh, table, columns, row)) tryInsert(fresh, table, columns, quarantineRow(row))
  }
}

/** False when the row does not fit: one row that cannot be kept must not lose the others. */
function tryInsert(fresh: DatabaseSync, table: string, columns: readonly string[], row: Row): boolean {
  const kept = columns.filter((column) => column in row)
  try {
    fresh
      .prepare(
        `INSERT OR IGNORE INTO ${table} (${kept.join()}) VALUES (${kept.map((column) => `:${column}`).join()})`,
      )
      .run(Object.fromEntries(kept.map((column) => [column, row[column] ?? null])))
    return true
  } catch (cause) {
    // A full disk is not the fault of the row: the whole salvage fails, and the next start begins it again.
    if (isSchemaMismatch(cause) || isConstraint(cause)) return false
    throw cause
  }
}

/** Changes a row of `jobs` with broken JSON so that the indexes and triggers of the table accept it. Its bytes are kept. */
function quarantineRow(row: Row): Row {
  const { source, label_text: labelText } = row
  return {
    ...row,
    ...(source === undefined || isJson(source) ? {} : { source: wrapUnreadableSource(source) }),
    ...(labelText === undefined || isJson(labelText) ? {} : { label_text: null }),
  }
}

function isJson(text: unknown): boolean {
  if (typeof text !== 'string') return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Rows in the order of rowid. A page that cannot be read is skipped in growing steps until rows can be read again. */
function* readRows(old: DatabaseSync, table: string): Generator<Row> {
  let after = 0
  for (let step = 1; step <= MAX_ROWID_STEP; step *= 2) {
    try {
      const rows = old.prepare(`SELECT rowid AS _rowid, * FROM ${table} WHERE rowid > ? ORDER BY rowid`)
      rows.setReadBigInts(true)
      for (const row of rows.iterate(after)) {
        after = Number(row['_rowid'])
        step = 1
        yield row
      }
      return
    } catch {
      after += step
    }
  }
}

/** Makes runs for jobs whose run was lost. A run with waiting jobs is paused, so that nothing is sent without a question. */
function restoreLostRuns(fresh: DatabaseSync): void {
  fresh.exec(`INSERT INTO runs (id, connection_id, workflow_id, created_at, ended_at, state)
    SELECT run_id, connection_id, workflow_id, min(created_at), NULL,
      CASE WHEN max(state NOT IN ('finished', 'failed', 'rejected', 'stopped', 'expired')) THEN 'paused' ELSE 'done' END
    FROM jobs WHERE run_id NOT IN (SELECT id FROM runs) GROUP BY run_id`)
}

/** Journals of the first version do not have what a job asks for; without it, the job would wait for ever. */
function restoreRequested(fresh: DatabaseSync): void {
  fresh.exec(`UPDATE jobs SET asked = CASE source ->> '$.kind'
      WHEN 'handle' THEN source ->> '$.handle'
      WHEN 'url' THEN source ->> '$.url'
      WHEN 'alias' THEN 'src://' || (source ->> '$.alias') || '/' || (source ->> '$.path') END
    WHERE asked IS NULL`)
}
