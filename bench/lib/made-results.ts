import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { Follower } from '#main/storage/facts/follower.ts'
import { journalFile } from '#main/storage/journal/journal-database.ts'
import { makeHistory } from './made-history.ts'
import { withFolder } from './scratch.ts'

export const LABELS_PER_JOB = 20
const LABELS = 500

/**
 * Runs `use` with a journal of so many jobs whose results are read into facts and words, and how long that took, µs of
 * processor time for a job. Where `FACTS_FOLDER` names a folder, what is made is kept there for the next time.
 */
export async function withResults<T>(
  jobs: number,
  use: (folder: string, followUs: number) => Promise<T>,
): Promise<T> {
  const kept = process.env['FACTS_FOLDER']
  if (kept === undefined) return withFolder((folder) => use(folder, makeResults(folder, jobs)))
  const folder = join(kept, String(jobs))
  mkdirSync(folder, { recursive: true })
  return use(folder, makeResults(folder, jobs))
}

function makeResults(folder: string, jobs: number): number {
  if (!existsSync(journalFile(folder))) {
    const written = makeHistory(folder, jobs)
    fillResults(written)
    written.close()
  }
  const begun = process.cpuUsage()
  const follower = new Follower(folder)
  while (follower.followSome());
  follower.close()
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / jobs
}

/** A result for every job: a label that all have, and others that each some jobs in a hundred have. */
function fillResults(db: DatabaseSync): void {
  db.function('answer', { deterministic: true }, (job) => Buffer.from(toAnswer(Number(job))))
  db.exec(`BEGIN;
    INSERT INTO bodies SELECT id, answer(rowid) FROM jobs;
    UPDATE jobs SET forgotten_at = created_at + 172800000;
    COMMIT`)
}

function toAnswer(job: number): string {
  const labels = Array.from({ length: LABELS_PER_JOB - 1 }, (_, at): readonly [string, number] => [
    `label ${(job * 7 + at * at * 31) % LABELS}`,
    (job * 13 + at * 29) % 101,
  ])
  const auto = Object.fromEntries([...labels, ['everywhere', (job * 17) % 101]])
  const results = {
    tags_1571950225779: { data: { tags: { auto, user: null } } },
    caption_1571950225780: { data: { caption: `a picture of number ${job} on a table` } },
  }
  return JSON.stringify({ status: 'Finished', results, ttl: 172_800 })
}
