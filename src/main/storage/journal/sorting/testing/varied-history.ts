import { DatabaseSync } from 'node:sqlite'
import { onTestFinished } from 'vitest'
import { journalFile, openJournalDatabase } from '#main/storage/journal/journal-database.ts'
import type { JobFilter, JobSort } from '#main/storage/journal/journal.ts'
import { createJournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { createJournalWrites } from '#main/storage/journal/writes/journal-writes.ts'
import { createScratchFolder, newJob, newRun } from '#main/storage/testing/journals.ts'
import { JOB_STATES } from '#shared/model/job.ts'
import { readQuery } from '#shared/model/query/index.ts'

/** Numbers that look random and are the same in each run of the test. */
export function createDice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** A journal without jobs, for writing and for reading. */
export function openHistory() {
  const folder = createScratchFolder(onTestFinished)
  const { db } = openJournalDatabase(folder, 0)
  db.exec('PRAGMA synchronous = OFF')
  const reading = new DatabaseSync(journalFile(folder), { readOnly: true })
  onTestFinished(() => {
    reading.close()
    db.close()
  })
  return { folder, db, writes: createJournalWrites(db, folder), reads: createJournalReads(reading, folder) }
}

export type History = ReturnType<typeof openHistory>

const SOURCES = ['b.jpg', 'B.jpg', 'ä.png', 'z.gif', 'a b.png', '😀.png', '\u{fffd}.png']
const TAGS = ['urgent', 'Äpfel', 'b']
const SKUS = ['10', '9', 'SKU-1', 'sku-1', '', '-3.5', 'x']

/** Jobs with many ties, gaps and mixed types. */
export function fill({ db, writes }: History, roll: (sides: number) => number, runs: number): void {
  const set = db.prepare(
    `UPDATE jobs SET duration_ms = ?, started_at = ?, ended_at = ?, verdict = ?, summary = ?, polls = ?,
      body_bytes = ?, body_sha256 = 'x', files_of = ?, files_kept = 0, forgotten_at = ?, jobid = ? WHERE id = ?`,
  )
  const mark = createDice(runs)
  const maybe = (value: number): number | null => (roll(3) === 0 ? null : value)
  for (let run = 0; run < runs; run += 1) {
    const jobs = Array.from({ length: 1 + roll(30) }, (_, position) =>
      newJob(position, {
        state: JOB_STATES[roll(JOB_STATES.length)] ?? 'ready',
        source:
          roll(2) === 0
            ? { kind: 'url', url: `https://example.com/${SOURCES[roll(SOURCES.length)]}` }
            : { kind: 'file', path: `/p/${SOURCES[roll(SOURCES.length)]}`, bytes: roll(4) },
        labels: roll(2) === 0 ? {} : { 'sku "no"': SKUS[roll(SKUS.length)] ?? '' },
      }),
    )
    const created = 1_000_000 + run * 1000
    const { jobs: _, ...made } = newRun(0, {
      createdAt: created,
      connectionId: `c${roll(2)}`,
      workflowId: `w${roll(3)}`,
      name: roll(2) === 0 ? null : `Name ${roll(3)}`,
    })
    writes.createRun(made, jobs)
    for (const { id } of jobs) {
      const jobIds = [id]
      const add = TAGS.slice(mark(4), 3)
      if (add.length > 0) writes.executeCommand(`t${id}`, 1, { kind: 'tagJobs', jobIds, add, remove: [] })
      const note = [null, 'Zoo', 'a note', '12'][mark(4)] ?? null
      writes.executeCommand(`n${id}`, 1, { kind: 'noteJobs', jobIds, note })
      const verdict = ['flagged', 'clear', 'none'][roll(3)] ?? 'none'
      const summary = ['', 'A cat', 'a cat', 'Zebra', '7'][roll(5)] ?? ''
      set.run(
        maybe(roll(5)),
        maybe(roll(5)),
        maybe(roll(9)),
        verdict,
        summary,
        roll(3),
        maybe(roll(2)),
        maybe(roll(3)),
        maybe(roll(6)),
        roll(2) === 0 ? null : `job-${roll(9)}-${id}`,
        id,
      )
    }
  }
}

/** The ids of a whole list, read page by page. */
export function readPages(
  { reads }: Pick<History, 'reads'>,
  filter: JobFilter,
  sort: JobSort,
  limit: number,
): string[] {
  const ids: string[] = []
  let before: string | null = null
  do {
    const page = reads.page({ ...filter, sort }, before, limit)
    ids.push(...page.jobs.map(({ id }) => id))
    before = page.next
  } while (before !== null && ids.length < 10_000)
  return ids
}

export function query(text: string): JobFilter {
  const read = readQuery(text, { workflows: [], connections: [] }, { now: 2_000_000 })
  if (!read.ok) throw new Error(read.error.message)
  return { query: read.data }
}
