import type { Worker } from 'node:worker_threads'
import type { Clock } from '#main/lib/clock.ts'
import { IdleWorker, type WorkerMessage } from '#main/lib/idle-worker.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { FactsProgress } from '#shared/model/facts/index.ts'
import type { Result } from '#shared/model/result.ts'

/** Between two batches the thread rests for so long: runs and screens go first, ms. */
const REST_MS = 30
/** Results that come one by one are taken together after this time, ms. */
const GATHER_MS = 250
/** The thread ends after this time without work, ms. */
const IDLE_MS = 10_000

export interface FollowedSome {
  readonly hasMore: boolean
  readonly progress: FactsProgress
}
export type FactsQuestion = WorkerMessage<string>
export type FactsAnswer = WorkerMessage<Result<FollowedSome>>

interface FollowOptions {
  readonly folder: string
  /** Starts `facts.worker.ts`. */
  readonly spawn: () => Worker
  readonly clock: Pick<Clock, 'after'>
  readonly onProgress: (progress: FactsProgress) => void
  /** The files cannot be written or read now. It is tried again with the next result. */
  readonly onFailure: (error: AppError) => void
  readonly onBug: (cause: unknown) => void
}

/** Brings facts along with the journal, in a thread and in the background. */
export interface JournalFollowing {
  /** Something was archived, or may have been. */
  readonly follow: () => void
  /** Null before the first results were looked at. */
  readonly progress: () => FactsProgress | null
  /** Nothing more is read. What is being read is completed or undone by itself. */
  readonly close: () => void
}

export function followJournal({
  folder,
  spawn,
  clock,
  onProgress,
  onFailure,
  onBug,
}: FollowOptions): JournalFollowing {
  const worker = new IdleWorker<string, FactsAnswer['value']>(spawn, IDLE_MS)
  const wait = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve))
  let progress: FactsProgress | null = null
  const end = new AbortController()
  let isRunning = false
  let isWanted = false
  let lastFailure: string | null = null

  /** One batch after another; false when that failed. */
  async function readAll(): Promise<boolean> {
    for (let hasMore = true; hasMore && !end.signal.aborted;) {
      const answer = await worker.ask(folder)
      if (end.signal.aborted) return false
      if (!answer.ok) {
        // Once for each reason: it fails again with each result.
        if (answer.error.message !== lastFailure) onFailure(answer.error)
        lastFailure = answer.error.message
        return false
      }
      lastFailure = null
      ;({ hasMore, progress } = answer.data)
      onProgress(progress)
      if (hasMore) await wait(REST_MS)
    }
    return true
  }

  async function run(): Promise<void> {
    isRunning = true
    try {
      while (isWanted && !end.signal.aborted) {
        isWanted = false
        await readAll()
        await wait(GATHER_MS)
      }
    } finally {
      isRunning = false
    }
  }

  return {
    follow() {
      isWanted = true
      if (!isRunning && !end.signal.aborted) void run().catch(onBug)
    },
    progress: () => progress,
    close() {
      end.abort()
    },
  }
}
