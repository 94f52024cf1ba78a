import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Run, RunOptions, RunState } from '#shared/model/run.ts'
import type { JobFeed } from './job-feed.ts'
import type { RefusalGuard } from './refusal-guard.ts'

/** The requests of a run: how many started a job or may have, and how many were refused. */
export interface Tally {
  starts: number
  refused: number
}

/** A run that is not done. Its state here may be newer than in the journal, but never older. */
export interface ActiveRun {
  readonly id: string
  readonly connectionId: string
  /** True for a small run, for which a person waits at the screen: it goes first. */
  readonly isInteractive: boolean
  readonly feed: JobFeed
  readonly refusalGuard: RefusalGuard
  readonly tally: Tally
  state: RunState
  pausedBy: AppError | null
  options: RunOptions
  /** Requests of the run that are being sent and not answered. */
  inFlight: number
  /** Answers in a row that left open whether a job has started. */
  unclearAnswers: number
  /** Jobs that are being put back in the queue: while there is one, the run does not end. */
  pendingRequeues: number
  /** Counts the times that jobs were put back: job counts that were read before the last one cannot end the run. */
  requeues: number
  /** Counts the changes of its state here: what was begun in an earlier state (a count, a write) has no effect any more. */
  version: number
}

/** What a run has spent by the journal. Rejects with a `JournalError`. */
export async function readTally(reader: JournalReader, { id, counts }: Run): Promise<Tally> {
  // A file whose upload failed was never sent.
  const deleted = await reader.deletedTally(id)
  const failedUploads = counts.failed > 0 ? ((await reader.runFiles(id))?.failed ?? 0) : 0
  return {
    starts:
      counts.started +
      counts.finished +
      counts.failed +
      counts.expired +
      counts.unknown -
      failedUploads +
      deleted.starts,
    refused: counts.rejected + deleted.refused,
  }
}
