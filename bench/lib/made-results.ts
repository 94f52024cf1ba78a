import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { Follower } from '#main/storage/facts/follower.ts'
import { makeHistory } from './made-history.ts'
import { withFolder } from './scratch.ts'

export const LABELS_PER_JOB = 20
const LABELS = 500

/** Results of one transaction while a journal is made: nobody waits for it. */
const MAKING_BATCH = { results: 20_000, bytes: 64 * 1024 * 1024, ms: 5000 }

/**
 * Runs `use` with a journal of so many jobs whose results are read into facts and words. Where `JOURNALS_FOLDER` names a folder, it is
 * kept there for the next time and for other benchmarks: who changes it takes a copy.
 */
export async function withResults<T>(jobs: number, use: (folder: string) => Promise<T>): Promise<T> {
  const kept = process.env['JOURNALS_FOLDER']
  if (kept === undefined)
    return withFolder((folder) => {
      makeResults(folder, jobs)
      return use(folder)
    })
  const folder = join(kept, String(jobs))
  if (!existsSync(folder)) {
    const unfinished = `${folder}-unfinished`
    rmSync(unfinished, { recursive: true, force: true })
    mkdirSync(unfinished, { recursive: true })
    makeResults(unfinished, jobs)
    renameSync(unfinished, folder)
  }
  return use(folder)
}

/** Runs `use` with a journal of its own; `files` are those of the folder that it needs. */
export const withCopy = <T>(
  jobs: number,
  files: readonly string[],
  use: (folder: string) => Promise<T>,
): Promise<T> =>
  withResults(jobs, (made) =>
    withFolder((folder) => {
      for (const file of files) copyFileSync(join(made, file), join(folder, file))
      return use(folder)
    }),
  )

function makeResults(folder: string, jobs: number): void {
  const written = makeHistory(folder, jobs)
  fillResults(written)
  written.close()
  const follower = new Follower(folder, MAKING_BATCH)
  while (follower.followSome());
  follower.close()
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
