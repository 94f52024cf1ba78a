import { writeFileSync } from 'node:fs'
import type { AppError } from '#shared/errors/app-error.ts'
import { isDamage, toStorageError } from './storage-failure.ts'
import {
  JournalError,
  type CreationCommand,
  type JobChange,
  type JournalNotice,
  type JournalProgress,
  type NewJob,
  type NewRun,
} from './journal.ts'
import type { CompactReport } from './compact-journal.ts'
import type { CommandAnswer, JournalCommand } from './journal-command.ts'
import type { JournalReads } from './reads/journal-reads.ts'
import { damageMarkerFile } from './journal-database.ts'
import type { JournalWrites } from './writes/journal-writes.ts'

/** What the writer found when it opened the journal. */
interface OpenResult {
  readonly readOnly: boolean
  readonly notices: readonly JournalNotice[]
}

/**
 * A run without the jobs that were staged before it. It has the number of portions, since a worker that died in between
 * knows nothing of them.
 */
export interface RunHandover {
  readonly run: Omit<NewRun, 'jobs'>
  readonly lastJobs: NewJob[]
  readonly portions: number
}

type Writes = Pick<
  JournalWrites,
  | 'change'
  | 'changeRun'
  | 'endRun'
  | 'markRemoteSourcesReady'
  | 'createUpload'
  | 'changeUpload'
  | 'addPart'
  | 'dropParts'
  | 'recordOutputFile'
  | 'resealSources'
  | 'archiveFile'
>

/** What the writer's worker answers. `stage` hands over the jobs of a coming `createRuns` in packed portions. */
export interface WriterApi extends Writes {
  open(folder: string, now: number): OpenResult
  stage(runId: string, portion: Uint8Array<ArrayBuffer>): void
  createRuns(command: CreationCommand, runs: readonly RunHandover[]): CommandAnswer
  execute(id: string, at: number, command: JournalCommand): CommandAnswer
  compact(): CompactReport
  archive(change: JobChange, body: Uint8Array): ReturnType<JournalWrites['archive']>
  close(): void
}

/** What the reader's worker answers. */
export interface ReaderApi extends JournalReads {
  open(folder: string): void
  close(): void
}

/** One call of the method `M` of an API, as it crosses to the worker. */
export type Call<Api, M extends keyof Api = keyof Api> = {
  [K in M]: {
    readonly id: number
    readonly method: K
    readonly args: Api[K] extends (...args: infer Args) => unknown ? Args : never
  }
}[M]

export type Reply =
  /** Not an answer to a call, but something that the person should know. */
  | { readonly kind: 'notice'; readonly error: AppError }
  | { readonly kind: 'progress'; readonly progress: JournalProgress }
  | { readonly id: number; readonly kind: 'value'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'failure'; readonly error: AppError }
  /** A bug, with its stack. */
  | { readonly id: number; readonly kind: 'bug'; readonly stack: string }

/** Sends all items of one task of the event loop as one message, since a message costs more than its content. */
export function batchPerTask<T>(send: (items: readonly T[]) => void): (item: T) => void {
  let waiting: T[] = []
  return (item) => {
    waiting.push(item)
    if (waiting.length > 1) return
    queueMicrotask(() => {
      const items = waiting
      waiting = []
      send(items)
    })
  }
}

/** So many calls are sent without waiting for more: about as many as the writer commits together. */
const MIN_POSTED_CALLS = 32
/** Calls that may wait are sent at most so often, ms. */
const POST_INTERVAL_MS = 1

/**
 * Sends all items of one turn of the event loop, in which many answers may arrive, as one message. Most of what a message
 * costs is to wake the other thread, so items that may wait go together with those of the next millisecond, in their order.
 */
export function batchPerTurn<T>(send: (items: readonly T[]) => void): (item: T, mayWait?: boolean) => void {
  let waiting: T[] = []
  let isScheduled = false
  let sentAt = -Infinity
  const flush = (): void => {
    isScheduled = false
    if (waiting.length === 0) return
    const items = waiting
    waiting = []
    sentAt = performance.now()
    send(items)
  }
  return (item, mayWait = false) => {
    waiting.push(item)
    if (isScheduled) return
    if (mayWait && waiting.length < MIN_POSTED_CALLS && performance.now() - sentAt < POST_INTERVAL_MS) {
      if (waiting.length === 1) setTimeout(flush, POST_INTERVAL_MS)
      return
    }
    isScheduled = true
    setImmediate(flush)
  }
}

/** Answers the calls to a worker. A damaged file is marked, so that the next start salvages it. */
export function createReplier(post: (reply: Reply) => void, folder: () => string | null) {
  return {
    value: (id: number, value: unknown): void => post({ id, kind: 'value', value }),
    failure: (id: number, cause: unknown): void => {
      const where = folder()
      if (where !== null && isDamage(cause)) writeDamageMarker(where)
      const error = cause instanceof JournalError ? cause.error : toStorageError(cause)
      if (error !== null) post({ id, kind: 'failure', error })
      else post({ id, kind: 'bug', stack: cause instanceof Error ? String(cause.stack) : String(cause) })
    },
  }
}

function writeDamageMarker(folder: string): void {
  try {
    writeFileSync(damageMarkerFile(folder), '')
  } catch {
    // Without the marker the next start checks the file all the same.
  }
}
