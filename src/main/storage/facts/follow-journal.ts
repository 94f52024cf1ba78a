import type { Worker } from 'node:worker_threads'
import type { Clock } from '#main/lib/clock.ts'
import { IdleWorker, type WorkerMessage } from '#main/lib/idle-worker.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { FactsProgress } from '#shared/model/facts/index.ts'
import type { Result } from '#shared/model/result.ts'

/** Between two batches the thread rests for so long: runs and screens go first, ms. */
const REST_MS = 30
/** While somebody waits for the values of a path, ms. */
const PATHS_REST_MS = 5
/** Results that come one by one are taken together after this time, ms. */
const GATHER_MS = 250
/** Paths that are wanted at once; of more, those that were wanted last. */
const MAX_WANTED_PATHS = 64
/** The thread ends after this time without work, ms. */
const IDLE_MS = 10_000

export interface FollowedSome {
  readonly hasMore: boolean
  readonly progress: FactsProgress
}
interface FollowRequest {
  readonly folder: string
  /** JSON paths whose values are wanted. */
  readonly paths: readonly string[]
}
export type FactsQuestion = WorkerMessage<FollowRequest>
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
  /**
   * Has the values of JSON paths kept from now on. Resolves when they are being read, or when that failed: a search by
   * them is possible from then on, or says what it lacks.
   */
  readonly want: (paths: readonly string[]) => Promise<void>
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
  const worker = new IdleWorker<FollowRequest, FactsAnswer['value']>(spawn, IDLE_MS)
  const wait = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve))
  let progress: FactsProgress | null = null
  const end = new AbortController()
  let isRunning = false
  let isWanted = false
  let lastFailure: string | null = null
  /** The last one wanted stands last. */
  const wanted = new Set<string>()

  /** One batch; null when that failed, or is not wanted any more. */
  async function readSome(): Promise<FollowedSome | null> {
    const answer = await worker.ask({ folder, paths: [...wanted] })
    if (end.signal.aborted) return null
    if (!answer.ok) {
      // Once for each reason: it fails again with each result.
      if (answer.error.message !== lastFailure) onFailure(answer.error)
      lastFailure = answer.error.message
      return null
    }
    lastFailure = null
    progress = answer.data.progress
    onProgress(progress)
    return answer.data
  }

  /** One batch after another, until there are no more, or one fails. */
  async function readAll(): Promise<void> {
    while (!end.signal.aborted) {
      const read = await readSome()
      if (read === null || !read.hasMore) return
      await wait(isReadingPaths(read.progress) ? PATHS_REST_MS : REST_MS)
    }
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

  function follow(): void {
    isWanted = true
    if (!isRunning && !end.signal.aborted) void run().catch(onBug)
  }

  return {
    follow,
    async want(paths) {
      for (const path of paths) {
        wanted.delete(path)
        wanted.add(path)
      }
      for (const path of wanted) if (wanted.size > MAX_WANTED_PATHS) wanted.delete(path)
      if (end.signal.aborted || paths.every((path) => progress?.paths.some((known) => known.path === path)))
        return
      try {
        await readSome()
      } catch (cause) {
        onBug(cause)
      }
      follow()
    },
    progress: () => progress,
    close() {
      end.abort()
    },
  }
}

const isReadingPaths = ({ paths }: FactsProgress): boolean => paths.some(({ read, total }) => read < total)
