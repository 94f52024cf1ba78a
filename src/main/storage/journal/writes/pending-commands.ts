import type { DatabaseSync } from 'node:sqlite'
import type { JournalCommand, SteppedCommand } from '#main/storage/journal/journal-command.ts'

/** A command that may move very many jobs. */
export type BulkCommand = Extract<JournalCommand, { readonly kind: 'stopRun' | 'resumeRun' }> | SteppedCommand

/** A command with the id and time that its caller gave. */
export interface PendingCommand {
  readonly id: string
  readonly at: number
  readonly command: BulkCommand
}

/** The commands whose first slice is written, and whose last is not. */
export function createPendingCommands(db: DatabaseSync) {
  const select = db.prepare('SELECT 1 FROM pending_commands WHERE id = ?')
  const insert = db.prepare('INSERT INTO pending_commands VALUES (?, ?, ?)')
  const remove = db.prepare('DELETE FROM pending_commands WHERE id = ?')
  const selectAll = db.prepare('SELECT id, at, command FROM pending_commands ORDER BY rowid')

  return {
    has: (id: string): boolean => select.get(id) !== undefined,
    add: ({ id, at, command }: PendingCommand): void => void insert.run(id, at, JSON.stringify(command)),
    remove: (id: string): void => void remove.run(id),
    list: (): readonly PendingCommand[] =>
      selectAll.all().map((row) => ({
        id: String(row['id']),
        at: Number(row['at']),
        command: JSON.parse(String(row['command'])) as BulkCommand,
      })),
  }
}
