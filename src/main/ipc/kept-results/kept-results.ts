import type { Worker } from 'node:worker_threads'
import { isIntactBody } from '#main/storage/bodies.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { BodyInfo } from '#shared/model/job.ts'
import { fail, type Result } from '#shared/model/result.ts'
import { selectBytes, type ResultSelection } from './select-bytes.ts'

/** The thread keeps the body that it read last, so it ends after this time without a request, ms. */
const IDLE_MS = 10_000

/** A request to the thread; the answer has the same id. */
export interface ResultQuestion {
  readonly id: number
  readonly path: string
  readonly info: BodyInfo
  readonly selection: ResultSelection
}

export interface ResultAnswer {
  readonly id: number
  readonly result: Result<Uint8Array>
}

/** Starts `result.worker.ts`. */
export type SpawnResultWorker = () => Worker

/** Reads parts of kept results. */
export interface KeptResults {
  /** The selected part of the kept body of a job, or why there is none. */
  readonly select: (jobId: string, selection: ResultSelection) => Promise<Result<Uint8Array>>
}

/**
 * Reads parts of kept results, those of a large one in a thread: reading 100 MB through takes seconds, and main's loop goes
 * on meanwhile. The questions are answered one after another, so that one large body is in memory at a time.
 */
export function createKeptResults(
  reader: Pick<JournalReader, 'body'>,
  spawn: SpawnResultWorker,
): KeptResults {
  const thread = new ResultThread(spawn)
  return {
    select: async (jobId, selection) => {
      const body = await reader.body(jobId)
      if (body === null) return fail(appError('job.noResult'))
      if (body.kind === 'file') return thread.ask(body.path, body.info, selection)
      return isIntactBody(body.info, body.bytes)
        ? selectBytes(body.bytes, selection)
        : fail(appError('job.resultDamaged'))
    },
  }
}

interface WaitingQuestion {
  readonly resolve: (result: Result<Uint8Array>) => void
  readonly reject: (cause: Error) => void
}

/** The one thread: it is started when it is needed, and ended when it is not. */
class ResultThread {
  readonly #spawn: SpawnResultWorker
  readonly #waiting = new Map<number, WaitingQuestion>()
  #worker: Worker | null = null
  #idle: NodeJS.Timeout | undefined
  #lastId = 0

  constructor(spawn: SpawnResultWorker) {
    this.#spawn = spawn
  }

  ask(path: string, info: BodyInfo, selection: ResultSelection): Promise<Result<Uint8Array>> {
    const worker = (this.#worker ??= this.#start())
    clearTimeout(this.#idle)
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.postMessage({ id, path, info, selection } satisfies ResultQuestion, [])
    })
  }

  #start(): Worker {
    const worker = this.#spawn()
    worker.unref()
    worker.on('message', ({ id, result }: ResultAnswer) => {
      this.#waiting.get(id)?.resolve(result)
      this.#waiting.delete(id)
      if (this.#waiting.size === 0) this.#idle = setTimeout(() => this.#end(worker), IDLE_MS).unref()
    })
    worker.on('error', (cause) => this.#fail(worker, cause))
    worker.on('exit', () => this.#fail(worker, new Error('the thread that reads results ended')))
    return worker
  }

  #end(worker: Worker): void {
    this.#worker = null
    void worker.terminate()
  }

  /** Rejects all waiting requests; the next request starts another thread. */
  #fail(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = null
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(cause instanceof Error ? cause : new Error(String(cause)))
  }
}
