import { existsSync } from 'node:fs'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { derivedFile, FOLLOWED_NAMES } from '#main/storage/facts/facts-files.ts'
import { decodePostings, readNumber } from '#main/storage/facts/postings.ts'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import type { JournalCommand } from '#main/storage/journal/journal-command.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { newJob, newRun } from '#main/storage/testing/journals.ts'

interface ArchivedHistory {
  readonly db: DatabaseSync
  /** Archives a result and returns its job. */
  readonly archive: (body: string | Uint8Array, forgottenAt?: number) => string
  /** Archives another result for a job. */
  readonly replace: (jobId: string, body: string) => void
  readonly execute: (id: string, command: JournalCommand) => void
}

/** A journal in `folder` into which a test archives results. */
export function openArchivedHistory(
  folder: string,
  onFinished: (close: () => void) => void,
): ArchivedHistory {
  const { db } = openJournalDatabase(folder, 0)
  onFinished(() => db.isOpen && db.close())
  db.exec('PRAGMA synchronous = OFF')
  const writes = createJournalWrites(db, folder)
  const keep = (id: string, from: 'started' | 'finished', body: string | Uint8Array, forgottenAt?: number) =>
    writes.archive(
      { id, from, to: 'finished', patch: forgottenAt === undefined ? {} : { forgottenAt } },
      typeof body === 'string' ? Buffer.from(body) : body,
    )
  return {
    db,
    archive(body, forgottenAt) {
      const job = newJob(0, { state: 'started' })
      writes.createRun(newRun(0), [job])
      keep(job.id, 'started', body, forgottenAt)
      return job.id
    },
    execute: (id, command) => void writes.executeCommand(id, 1, command),
    replace: (jobId, body) => keep(jobId, 'finished', body),
  }
}

export const toAnswer = (results: unknown): string => JSON.stringify({ status: 'Finished', results })

/** All that the files say, in words: facts as `job kind name=number`, the lists of jobs, and the jobs in which a word is found. */
export function readDerived(folder: string, words: readonly string[] = []): readonly string[] {
  const [facts, index] = FOLLOWED_NAMES.map((name) =>
    existsSync(derivedFile(folder, name))
      ? new DatabaseSync(derivedFile(folder, name), { readOnly: true })
      : null,
  )
  const rows = facts
    ?.prepare(
      `SELECT job, kind, n.shown AS name, t.shown AS task, facts.number FROM facts
        JOIN names n ON n.number = name JOIN names t ON t.number = task ORDER BY job, kind, n.folded, t.folded`,
    )
    .all()
    .map(
      ({ job, kind, name, task, number }) =>
        `${String(job)} ${String(kind)} ${String(name)}=${String(number)} of ${String(task)}`,
    )
  const found = words.map(
    (word) =>
      `${word}: ${index
        ?.prepare('SELECT rowid AS job FROM words WHERE words MATCH ? ORDER BY rowid')
        .all(word)
        .map(({ job }) => job)
        .join()}`,
  )
  const lists = facts?.prepare('SELECT block, kind, name, list FROM postings').all().map(describeList)
  facts?.close()
  index?.close()
  return [...(rows ?? []), ...(lists ?? []), ...found]
}

function describeList({ block, kind, name, list }: Record<string, SQLOutputValue>): string {
  const postings = decodePostings(list instanceof Uint8Array ? list : new Uint8Array())
  const entries = Array.from(postings.places, (place, at) => `${place}=${readNumber(postings, at)}`)
  return `list ${String(block)}/${String(kind)}/${String(name)}: ${entries.join(' ')}`
}
