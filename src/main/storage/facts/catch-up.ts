import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FactsProgress } from '#shared/model/facts/index.ts'
import { JournalFollower } from './journal-follower.ts'

/** Between two reports of how far it is, ms. */
const TELL_INTERVAL_MS = 1000

/**
 * Reads all results that are not read yet, in this thread, for a command that asks once; `paths` are JSON paths that it asks for. Throws what SQLite or the disk says; what
 * was read until then is kept.
 */
export async function catchUp(
  folder: string,
  paths: readonly string[],
  onProgress: (progress: FactsProgress) => void,
  isStopped: () => boolean,
): Promise<void> {
  const follower = new JournalFollower(folder)
  try {
    follower.want(paths)
    let told = performance.now()
    while (follower.followSome() && !isStopped()) {
      if (performance.now() - told > TELL_INTERVAL_MS) {
        told = performance.now()
        onProgress(follower.progress())
      }
      await nextTurn()
    }
  } finally {
    follower.close()
  }
}
