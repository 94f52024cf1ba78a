import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { up as journal } from './0001-journal.ts'
import { up as uploads } from './0002-uploads.ts'
import { up as unwatched } from './0003-unwatched.ts'
import { up as runs } from './0004-runs.ts'
import { up as commands } from './0005-commands.ts'
import { up as foldedSearch } from './0006-folded-search.ts'
import { up as pendingCommands } from './0007-pending-commands.ts'
import { up as heldUploads } from './0008-held-uploads.ts'
import { up as tagsAndDeletions } from './0009-tags-and-deletions.ts'
import { up as endedOrder } from './0010-ended-order.ts'
import { up as sourceKinds } from './0011-source-kinds.ts'

export type Migration = (db: DatabaseSync) => void

/** The step at index n takes a database from version n to n + 1. Published steps never change. */
export const MIGRATIONS: readonly Migration[] = [
  journal,
  uploads,
  unwatched,
  runs,
  commands,
  foldedSearch,
  pendingCommands,
  heldUploads,
  tagsAndDeletions,
  endedOrder,
  sourceKinds,
]

/** The version this app writes. */
export const LATEST_VERSION = MIGRATIONS.length

/** `PRAGMA user_version`: 0 for a new file. */
export function readVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)
}

/**
 * Brings a database to the newest version, one transaction a step. Before the first step an existing one is copied
 * aside as `journal-v<version>.db` in `folder` (bodies that are files are not part of it). `onShare`: how much of that is done, from 0 to 1.
 */
export function migrate(
  db: DatabaseSync,
  folder: string,
  steps: readonly Migration[] = MIGRATIONS,
  onShare: (share: number) => void = () => undefined,
): void {
  const from = readVersion(db)
  if (from > 0 && from < steps.length) onShare(0)
  if (from > 0 && from < steps.length) {
    const copy = join(folder, `journal-v${from}.db`)
    rmSync(copy, { force: true })
    db.prepare('VACUUM INTO ?').run(copy)
  }
  for (const [index, step] of steps.entries()) {
    if (index < from) continue
    if (from > 0) onShare((index - from + 1) / (steps.length - from + 1))
    db.exec('BEGIN IMMEDIATE')
    try {
      step(db)
      db.exec(`PRAGMA user_version = ${index + 1}`)
      db.exec('COMMIT')
    } catch (cause) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw cause
    }
  }
}
