import { PackedList } from '#main/lib/packed-list.ts'
import type { Journal, NewJob } from '#main/storage/journal/journal.ts'
import { openJournal } from '#main/storage/journal/open-journal.ts'
import { receiveBody } from '#main/storage/testing/receive-body.ts'
import { at, journalWorkers, newJob, newRun } from '#main/storage/testing/journals.ts'
import { createOutcome, type Bench } from './lib/bench.ts'
import { withFolder } from './lib/scratch.ts'
import { watchCommits } from './lib/watch-commits.ts'

const JOBS = 1_000_000
const BULK_JOBS = 30_000
const BODY_BYTES = 500_000_000
const MAX_COMMIT_MS = 100

export const bench: Bench = {
  what: 'How long one commit takes at most, ms, while a run of 1,000,000 jobs is created (9,300 ms beside 100,000 jobs and 45,000 beside 300,000 when a run was one transaction; 2,174 on a busy machine when commits copied the log of the journal themselves), while a run of 30,000 jobs is stopped and continued, and while a body of 500 MB is kept.',
  async run() {
    return withFolder(async (folder) => {
      const journal = await openJournal({ folder, spawn: journalWorkers() })
      try {
        return await measure(journal, folder)
      } finally {
        await journal.close()
      }
    })
  },
}

async function measure(journal: Journal, folder: string) {
  const bulk = newRun(BULK_JOBS)
  await journal.writer.createRun(bulk)
  const stop = await watchCommits(journal, () =>
    journal.writer.execute('bench-stop', 1, { kind: 'stopRun', runId: bulk.id }),
  )
  const resume = await watchCommits(journal, () =>
    journal.writer.execute('bench-resume', 2, {
      kind: 'resumeRun',
      runId: bulk.id,
      states: ['stopped'],
      retriesUploads: false,
      options: bulk.options,
    }),
  )
  const { id } = at(bulk.jobs, 0)
  const bytes = new Uint8Array(BODY_BYTES)
  const archive = await watchCommits(journal, async () => {
    const body = await receiveBody(folder, bytes)
    await journal.writer.archive({ id, from: 'ready', to: 'finished', patch: {} }, body)
  })
  // Handed over packed, as the engine does it.
  const jobs = new PackedList<NewJob>()
  for (let position = 0; position < JOBS; position++) jobs.push(newJob(position))
  const begun = performance.now()
  const create = await watchCommits(journal, () => journal.writer.createRun({ ...newRun(0), jobs }))
  return createOutcome(
    {
      createSeconds: (performance.now() - begun) / 1000,
      ...create('create'),
      ...stop('stop'),
      ...resume('resume'),
      ...archive('body'),
    },
    Object.fromEntries(
      ['create', 'stop', 'resume', 'body'].map((name) => [`${name}CommitMsAtMost`, { most: MAX_COMMIT_MS }]),
    ),
  )
}
