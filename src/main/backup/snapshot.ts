import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import { readVersion } from '#main/storage/journal/migrations/migrate.ts'
import { JOURNAL_NAME } from './contents.ts'

/** All pages in one step: a copy in several would begin anew with every commit of the engine. It runs in a thread of SQLite's. */
const ALL_PAGES = 2 ** 31 - 1

/**
 * The journal as it is at this moment, as a file of its own in `target`, without the ciphertext of signed links: they are secrets, and
 * no other computer could read them. Returns the version of its tables. Throws the error of SQLite or the file system.
 */
export async function copyJournal(folder: string, target: string): Promise<number> {
  const path = join(target, JOURNAL_NAME)
  rmSync(path, { force: true })
  const live = new DatabaseSync(journalFile(folder), { readOnly: true, timeout: 5000 })
  try {
    await backup(live, path, { rate: ALL_PAGES })
  } finally {
    live.close()
  }
  const copy = new DatabaseSync(path)
  try {
    copy.exec('PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON')
    copy.exec('DELETE FROM sealed')
    return readVersion(copy)
  } finally {
    copy.close()
  }
}

/** No keyring opens it, so that the connection asks for its secret again. */
const NO_SECRET = 'AA=='

/** `connections.json` without its ciphertext; null where there is none that can be read. */
export function readConnectionsWithoutSecrets(folder: string): string | null {
  try {
    const content: unknown = JSON.parse(readFileSync(join(folder, 'connections.json'), 'utf8'))
    return JSON.stringify(content, (key, value: unknown) => (key === 'sealed' ? NO_SECRET : value), 2)
  } catch {
    return null
  }
}
