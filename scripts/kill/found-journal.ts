import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { readJournal } from './journal-file.ts'
import type { AcceptedRun } from './compare.ts'

/** A run as a killed process left it. */
export interface FoundRun {
  readonly id: string
  readonly state: string
  readonly counts: Readonly<Record<string, number>>
}

interface FoundJob {
  readonly id: string
  readonly state: string
}

/** What a killed process left, as far as a command can be about it. */
export interface FoundJournal {
  readonly runs: readonly FoundRun[]
  /** Some jobs of each state. */
  readonly jobs: readonly FoundJob[]
  /** Jobs that may have started, with an id that the service gave for their source and that no job has. */
  readonly lost: readonly {
    readonly jobId: string
    readonly runId: string
    readonly remoteJobId: string
  }[]
}

const JOBS_OF_A_STATE = 20
/** One started job in so many is made one that the service is said to have forgotten. */
const EXPIRED_EVERY = 3

/** Reads a journal as a killed process left it. Read here without the code under test. */
export function findJournal(folder: string, accepted: readonly AcceptedRun[]): FoundJournal {
  return readJournal<FoundJournal>(
    folder,
    (db) => {
      const counts = Map.groupBy(db.prepare('SELECT run_id, state, jobs FROM run_counts').all(), (row) =>
        String(row['run_id']),
      )
      const runs = db
        .prepare("SELECT id, state FROM runs WHERE state <> 'preparing'")
        .all()
        .map(({ id, state }) => ({
          id: String(id),
          state: String(state),
          counts: Object.fromEntries(
            (counts.get(String(id)) ?? []).map((row) => [String(row['state']), Number(row['jobs'])]),
          ),
        }))
      const visible = new Set(runs.map(({ id }) => id))
      const states = new Set(runs.flatMap((run) => Object.keys(run.counts)))
      const ofState = db.prepare(
        'SELECT id, state, run_id FROM jobs WHERE state = ? ORDER BY random() LIMIT ?',
      )
      const jobs = [...states]
        .flatMap((state) => ofState.all(state, JOBS_OF_A_STATE))
        .filter((row) => visible.has(String(row['run_id'])))
        .map(({ id, state }) => ({ id: String(id), state: String(state) }))
      return { runs, jobs, lost: findLost(db, accepted) }
    },
    { runs: [], jobs: [], lost: [] },
  )
}

function findLost(db: DatabaseSync, accepted: readonly AcceptedRun[]): FoundJournal['lost'] {
  const unknown = db.prepare("SELECT id, run_id, asked FROM jobs WHERE state = 'unknown'").all()
  const holder = db.prepare('SELECT 1 FROM jobs WHERE jobid = ?')
  const idsBySource = Map.groupBy(accepted, ({ source }) => source)
  return unknown.flatMap((row) => {
    const ids = idsBySource.get(String(row['asked'])) ?? []
    const free = ids.find(({ jobid }) => holder.get(jobid) === undefined)
    if (free === undefined) return []
    return [{ jobId: String(row['id']), runId: String(row['run_id']), remoteJobId: free.jobid }]
  })
}

/** What a start must have put in order: runs that are marked as done with open jobs, and commands that were begun. */
export function countStranded(folder: string): {
  readonly runs: number
  readonly commands: number
} {
  return readJournal(
    folder,
    (db) => {
      const count = (sql: string): number => Number(Object.values(db.prepare(sql).get() ?? {})[0])
      return {
        runs: count(`SELECT count(*) FROM runs WHERE state = 'done' AND EXISTS (SELECT 1 FROM jobs WHERE run_id = runs.id
          AND (state IN ('queued', 'uploading', 'ready', 'sending') OR (state = 'started' AND watching = 1)))`),
        commands: count('SELECT count(*) FROM pending_commands'),
      }
    },
    { runs: 0, commands: 0 },
  )
}

/** Some started jobs become expired, as ten minutes of wrong answers leave them. No process may have the journal open. */
export function expireSome(folder: string): void {
  const db = new DatabaseSync(join(folder, 'journal.db'), { timeout: 5000 })
  try {
    db.prepare(
      "UPDATE jobs SET state = 'expired', ended_at = created_at WHERE state = 'started' AND rowid % ? = 0",
    ).run(EXPIRED_EVERY)
  } finally {
    db.close()
  }
}
