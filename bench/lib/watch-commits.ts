import { setTimeout as wait } from 'node:timers/promises'
import type { Journal } from '#main/storage/journal/journal.ts'
import { at, newRun } from '#main/storage/testing/journals.ts'
import { percentile, type Metrics } from './bench.ts'

const COMMIT_INTERVAL_MS = 5

/** Commits one change after another while `work` is done, and measures how long each one takes; the metrics begin with a name. */
export async function watchCommits(
  { writer }: Journal,
  work: () => Promise<unknown>,
): Promise<(name: string) => Metrics> {
  const probe = newRun(1)
  await writer.createRun(probe)
  const { id } = at(probe.jobs, 0)
  const took: number[] = []
  const done = new AbortController()
  const commit = async (): Promise<void> => {
    while (!done.signal.aborted) {
      const begun = performance.now()
      await writer.change({ id, from: 'ready', to: 'ready', patch: { polls: took.length } })
      took.push(performance.now() - begun)
      await wait(COMMIT_INTERVAL_MS)
    }
  }
  const committing = commit()
  try {
    await work()
  } finally {
    done.abort()
    await committing
  }
  return (name) => ({
    [`${name}CommitMsAtP99`]: percentile(took, 0.99),
    [`${name}CommitMsAtMost`]: Math.max(...took),
  })
}
