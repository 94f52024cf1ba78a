import type { Worker } from 'node:worker_threads'

/** A question to a thread; its answer has the same id. */
export interface WorkerMessage<T> {
  readonly id: number
  readonly value: T
}

interface PendingQuestion<A> {
  readonly resolve: (answer: A) => void
  readonly reject: (cause: Error) => void
}

/** A thread that answers questions: it is started when it is needed, and ended when nobody asked for a while. */
export class IdleWorker<Q, A> {
  readonly #spawn: () => Worker
  readonly #idleMs: number
  readonly #pending = new Map<number, PendingQuestion<A>>()
  #worker: Worker | null = null
  #idle: NodeJS.Timeout | undefined
  #lastId = 0

  constructor(spawn: () => Worker, idleMs: number) {
    this.#spawn = spawn
    this.#idleMs = idleMs
  }

  /** Rejects when the thread died. */
  ask(value: Q): Promise<A> {
    const worker = (this.#worker ??= this.#start())
    clearTimeout(this.#idle)
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      worker.postMessage({ id, value } satisfies WorkerMessage<Q>, [])
    })
  }

  #start(): Worker {
    const worker = this.#spawn()
    worker.unref()
    worker.on('message', ({ id, value }: WorkerMessage<A>) => {
      this.#pending.get(id)?.resolve(value)
      this.#pending.delete(id)
      if (this.#pending.size === 0) this.#idle = setTimeout(() => this.#end(worker), this.#idleMs).unref()
    })
    worker.on('error', (cause) => this.#fail(worker, cause))
    worker.on('exit', () => this.#fail(worker, new Error('the thread ended')))
    return worker
  }

  #end(worker: Worker): void {
    this.#worker = null
    void worker.terminate()
  }

  /** Rejects all waiting questions; the next question starts another thread. */
  #fail(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = null
    const pending = [...this.#pending.values()]
    this.#pending.clear()
    for (const { reject } of pending) reject(cause instanceof Error ? cause : new Error(String(cause)))
  }
}
