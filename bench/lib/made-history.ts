import type { DatabaseSync } from 'node:sqlite'
import { openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import { newJob, newRun } from '#main/storage/testing/journals.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { createIdGenerator } from '#main/storage/ids.ts'
import type { JobState } from '#shared/model/job.ts'

/** Jobs of one run. */
const RUN = 1000
/** When the first run was made, and from one to the next, Unix ms. */
const BEGUN = Date.UTC(2026, 0, 1)
const APART = 60_000
/** Of a hundred jobs. */
const STATES: readonly (readonly [JobState, number])[] = [
  ['finished', 90],
  ['failed', 94],
  ['rejected', 96],
  ['unknown', 98],
  ['stopped', 100],
]
export const CONNECTIONS = ['shop', 'newsroom']
export const WORKFLOWS = ['moderation', 'tagging', 'thumbnails', 'text', 'virus']

/** A history of so many jobs in runs of 1,000, a minute apart; every run another workflow. */
export function makeHistory(folder: string, jobs: number): DatabaseSync {
  const { db } = openJournalDatabase(folder, 0)
  db.exec('PRAGMA synchronous = OFF')
  const writes = createJournalWrites(db, folder)
  for (let first = 0; first < jobs; first += RUN) {
    const at = first / RUN
    const createdAt = BEGUN + at * APART
    const newId = createIdGenerator({ now: () => createdAt })
    db.exec('BEGIN')
    const { jobs: _, ...run } = newRun(0, {
      id: newId(),
      createdAt,
      connectionId: CONNECTIONS[at % CONNECTIONS.length] ?? '',
      workflowId: WORKFLOWS[at % WORKFLOWS.length] ?? '',
    })
    const made = Array.from({ length: RUN }, (_, position) =>
      newJob(position, {
        id: newId(),
        source: { kind: 'url', url: `https://example.com/shoes/${first + position}/front.jpg` },
        labels: { sku: `SKU-${first + position}` },
        state: stateOf(first + position),
      }),
    )
    writes.createRun(run, made)
    db.exec('COMMIT')
  }
  db.exec(`UPDATE jobs SET duration_ms = 500 + (position * 7919) % 4000 WHERE state = 'finished'`)
  return db
}

function stateOf(job: number): JobState {
  const place = (job * 31) % 100
  return STATES.find(([, to]) => place < to)?.[0] ?? 'finished'
}
