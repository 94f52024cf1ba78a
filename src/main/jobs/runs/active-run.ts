import type { AppError } from '#shared/errors/app-error.ts'
import type { RunOptions, RunState } from '#shared/model/run.ts'
import type { JobFeed } from './job-feed.ts'
import type { RefusalGuard } from './refusal-guard.ts'
import type { Sequencer } from '#main/lib/sequencer.ts'

/** What a run has spent: requests that started a job or may have, and those that were refused. */
export interface Tally {
  starts: number
  refused: number
}

/** A run that is not done: its state here is ahead of the journal, never behind. */
export interface ActiveRun {
  readonly id: string
  readonly connectionId: string
  readonly isInteractive: boolean
  readonly feed: JobFeed
  readonly refusalGuard: RefusalGuard
  /** Commands of one run go one after another. */
  readonly sequencer: Sequencer
  readonly tally: Tally
  state: RunState
  pausedBy: AppError | null
  options: RunOptions
  /** Requests of the run that are being sent and not answered. */
  inFlight: number
  /** Answers in a row that left open whether a job has started. */
  unclearAnswers: number
  /** Jobs of it that are on their way back into the queue: it is not over. */
  openHolds: number
  /** Counts the changes of its state, so that older counts do not end it. */
  version: number
}
