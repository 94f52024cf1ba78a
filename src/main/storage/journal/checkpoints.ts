import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { MessagePort, Worker } from 'node:worker_threads'

/** A checkpoint is asked for after so many changed rows and new pages: at most some 8 MB, so that no sync of it takes long. */
const CHECKPOINT_WEIGHT = 2000
/** From so many pages on the log is completed by the writer itself, so that it begins again at its start. */
const LONG_LOG_PAGES = 8000
const CHECKPOINT = 'PRAGMA wal_checkpoint(PASSIVE)'

/** What a thread for checkpoints is started with. */
export interface CheckpointThreadData {
  readonly checkpointsOf: string
}

export const isCheckpointThreadData = (data: unknown): data is CheckpointThreadData =>
  typeof data === 'object' && data !== null && 'checkpointsOf' in data

/**
 * Copies the journal's log into its file in a thread of its own, since a commit that does it syncs up to 32 MB, and all
 * others wait. Where the thread does not keep up, or fails, SQLite does it within a commit (`wal_autocheckpoint`).
 */
export class Checkpoints {
  readonly #spawn: () => Worker
  readonly #changes: StatementSync
  readonly #pages: StatementSync
  readonly #checkpoint: StatementSync
  #worker: Worker | null = null
  #isUnderWay = false
  #isClosed = false
  /** What was written when the last checkpoint was asked for. */
  #askedAt = 0

  constructor(db: DatabaseSync, spawn: () => Worker) {
    this.#spawn = spawn
    this.#changes = db.prepare('SELECT total_changes() AS n')
    this.#pages = db.prepare('PRAGMA page_count')
    this.#checkpoint = db.prepare(CHECKPOINT)
    this.#askedAt = this.#measureWritten()
  }

  /** To be called after each commit. */
  readonly noteCommit = (): void => {
    if (this.#isUnderWay || this.#isClosed) return
    const written = this.#measureWritten()
    if (written - this.#askedAt < CHECKPOINT_WEIGHT) return
    this.#askedAt = written
    this.#isUnderWay = true
    this.#worker ??= this.#start()
    this.#worker.postMessage('checkpoint', [])
  }

  /** Resolves when the thread has let go of the file. */
  async close(): Promise<void> {
    this.#isClosed = true
    const worker = this.#worker
    if (worker === null) return
    const { promise, resolve } = Promise.withResolvers<void>()
    worker.once('exit', () => resolve())
    worker.postMessage('close', [])
    await promise
  }

  #start(): Worker {
    const worker = this.#spawn()
    worker.on('message', (logPages: number) => {
      this.#isUnderWay = false
      if (this.#isClosed) return
      // Only what was written in the meantime is left to copy.
      if (logPages >= LONG_LOG_PAGES && this.#measureWritten() - this.#askedAt < CHECKPOINT_WEIGHT)
        this.#checkpoint.get()
      this.noteCommit()
    })
    // The writer does without a thread that died.
    worker.on('error', () => undefined)
    worker.on('exit', () => (this.#worker = null))
    return worker
  }

  #measureWritten(): number {
    return Number(this.#changes.get()?.['n']) + Number(this.#pages.get()?.['page_count'])
  }
}

/** The thread: answers each request with the pages that are in the log. */
export function serveCheckpoints(port: MessagePort, { checkpointsOf: file }: CheckpointThreadData): void {
  const db = new DatabaseSync(file, { timeout: 5000 })
  db.exec('PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0')
  if (process.platform === 'darwin') db.exec('PRAGMA checkpoint_fullfsync = 1')
  const checkpoint = db.prepare(CHECKPOINT)
  port.on('message', (request: 'checkpoint' | 'close') => {
    if (request === 'checkpoint') return port.postMessage(runCheckpoint(checkpoint))
    db.close()
    port.close()
  })
}

function runCheckpoint(checkpoint: StatementSync): number {
  try {
    return Number(checkpoint.get()?.['log'])
  } catch {
    // A full or broken disk: the commits of the writer say so.
    return 0
  }
}
