import type { DatabaseSync } from 'node:sqlite'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { newJob, newRun } from '#main/storage/testing/journals.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import type { JobState } from '#shared/model/job.ts'

const JOBS_PER_RUN = 1000
const FIRST_RUN_MS = Date.UTC(2026, 0, 1)
const RUN_INTERVAL_MS = 60_000
/** The states of a hundred jobs, each with the number up to which it counts. */
const STATES: readonly (readonly [JobState, number])[] = [
  ['finished', 90],
  ['failed', 94],
  ['rejected', 96],
  ['unknown', 98],
  ['stopped', 100],
]
export const CONNECTIONS = ['shop', 'newsroom']
export const WORKFLOWS = ['moderation', 'tagging', 'thumbnails', 'text', 'virus']

/** Writes a history of so many jobs, in runs of 1,000 that are a minute apart, with different workflows. */
export function makeHistory(folder: string, jobs: number): DatabaseSync {
  const { db } = openJournalDatabase(folder, 0)
  db.exec('PRAGMA synchronous = OFF')
  const writes = createJournalWrites(db, folder)
  for (let first = 0; first < jobs; first += JOBS_PER_RUN) {
    const at = first / JOBS_PER_RUN
    const createdAt = FIRST_RUN_MS + at * RUN_INTERVAL_MS
    const newId = createIdGenerator({ now: () => createdAt })
    db.exec('BEGIN')
    const { jobs: _, ...run } = newRun(0, {
      id: newId(),
      createdAt,
      connectionId: CONNECTIONS[at % CONNECTIONS.length] ?? '',
      workflowId: WORKFLOWS[at % WORKFLOWS.length] ?? '',
    })
    const made = Array.from({ length: JOBS_PER_RUN }, (_, position) =>
      newJob(position, {
        id: newId(),
        source: { kind: 'url', url: `https://example.com/shoes/${first + position}/front.jpg` },
        labels: { sku: `SKU-${first + position}` },
        state: chooseState(first + position),
      }),
    )
    writes.createRun(run, made)
    db.exec('COMMIT')
  }
  db.exec(`UPDATE jobs SET duration_ms = 500 + (position * 7919) % 4000 WHERE state = 'finished'`)
  return db
}

function chooseState(job: number): JobState {
  const percentile = (job * 31) % 100
  return STATES.find(([, to]) => percentile < to)?.[0] ?? 'finished'
}
