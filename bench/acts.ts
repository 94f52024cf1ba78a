import type { JournalCommand } from '#main/storage/journal/journal-command.ts'
import type { Journal } from '#main/storage/journal/journal.ts'
import { openJournal } from '#main/storage/journal/open-journal.ts'
import { journalWorkers } from '#main/storage/testing/journals.ts'
import type { JobPage } from '#shared/model/job-page.ts'
import { createOutcome, type Bench, type Metrics } from './lib/bench.ts'
import { withCopy } from './lib/made-results.ts'
import { watchCommits } from './lib/watch-commits.ts'
import { watchDelay } from './lib/watch-delay.ts'

/** Of them 96 in a hundred have ended, and are meant. */
const JOBS = 105_000
const PAGE = 5000
const MAX_COMMIT_MS = 100
const MAX_MAIN_MS = 50

export const bench: Bench = {
  what: `What is done with all jobs that match, at 100,000 of them: tags, a note, a deletion and its undo, one command each. How long another commit takes at most meanwhile, and how long main's event loop is held up, ms.`,
  run: () =>
    withCopy(JOBS, ['journal.db'], async (folder) => {
      const journal = await openJournal({ folder, spawn: journalWorkers() })
      try {
        return toOutcome(await measure(journal))
      } finally {
        await journal.close()
      }
    }),
}

async function measure(journal: Journal): Promise<Metrics> {
  const jobIds = await listIds(journal)
  const acts: Readonly<Record<string, JournalCommand>> = {
    tag: { kind: 'tagJobs', jobIds, add: ['seen', 'of the autumn'], remove: [] },
    note: { kind: 'noteJobs', jobIds, note: 'Looked at by both of us.' },
    delete: { kind: 'deleteJobs', jobIds },
    undo: { kind: 'restoreJobs', deletionId: 'delete' },
  }
  let metrics: Metrics = { jobs: jobIds.length }
  for (const [name, command] of Object.entries(acts))
    metrics = { ...metrics, ...(await watchAct(journal, name, command)) }
  const { length } = await listIds(journal)
  if (length !== jobIds.length) throw new Error(`${length} of ${jobIds.length} jobs came back`)
  return metrics
}

async function listIds({ reader }: Journal): Promise<readonly string[]> {
  const ids: string[] = []
  let before: string | null = null
  do {
    const page: JobPage = await reader.page({ states: ['finished', 'failed', 'rejected'] }, before, PAGE)
    ids.push(...page.jobs.map(({ id }) => id))
    before = page.next
  } while (before !== null)
  return ids
}

async function watchAct(journal: Journal, name: string, command: JournalCommand): Promise<Metrics> {
  let commits: (name: string) => Metrics = () => ({})
  const begun = performance.now()
  const main = await watchDelay(async () => {
    commits = await watchCommits(journal, async () => {
      const answer = await journal.writer.execute(name, Date.now(), command)
      if (answer.kind !== 'done') throw new Error(`${name} was refused`)
    })
  })
  return {
    [`${name}Seconds`]: (performance.now() - begun) / 1000,
    ...commits(name),
    [`${name}MainMsAtMost`]: main.most,
  }
}

const toOutcome = (metrics: Metrics) =>
  createOutcome(
    metrics,
    Object.fromEntries(
      ['tag', 'note', 'delete', 'undo'].flatMap((name) => [
        [`${name}CommitMsAtMost`, { most: MAX_COMMIT_MS }],
        [`${name}MainMsAtMost`, { most: MAX_MAIN_MS }],
      ]),
    ),
  )
