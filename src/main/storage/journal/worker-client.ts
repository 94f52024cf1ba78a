import type { Worker } from 'node:worker_threads'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { JournalError, type JournalProgress } from './journal.ts'
import { batchPerTurn, type Call, type Reply } from './rpc.ts'

type Method = (...args: never[]) => unknown
type Args<M> = M extends (...args: infer A) => unknown ? A : never
type Value<M> = M extends (...args: never[]) => infer V ? V : never

interface PostedCall<Api> {
  readonly call: Call<Api>
  readonly transfer: readonly ArrayBuffer[]
}

interface CallOptions {
  /** Buffers handed over instead of copied. */
  readonly transfer?: readonly ArrayBuffer[]
  /** It may be sent a moment later, together with others. */
  readonly mayWait?: boolean
}

interface PendingCall {
  readonly resolve: (value: never) => void
  readonly reject: (cause: Error) => void
}

/**
 * Calls a worker from the main thread. When the worker dies, the waiting calls are rejected with a `JournalError`, and it is started and
 * opened once more; after a second death every call is rejected.
 */
export class WorkerClient<Api extends { [K in keyof Api]: Method } & { open: Method; close: Method }> {
  readonly #spawn: () => Worker
  readonly #openArgs: Args<Api['open']>
  readonly #waiting = new Map<number, PendingCall>()
  readonly #post = batchPerTurn<PostedCall<Api>>((posted) =>
    this.#worker?.postMessage(
      posted.map(({ call }) => call),
      posted.flatMap(({ transfer }) => transfer),
    ),
  )
  /** Called with the notices of the worker. */
  onNotice: (error: AppError) => void = () => undefined
  /** Called while the worker opens a journal that has to be made anew first. */
  onProgress: (progress: JournalProgress) => void = () => undefined
  #worker: Worker | null = null
  #nextId = 1
  #restarts = 1
  #closing = false
  #lastError = 'its worker stopped'

  constructor(spawn: () => Worker, ...openArgs: Args<Api['open']>) {
    this.#spawn = spawn
    this.#openArgs = openArgs
  }

  /** Opens the database in the worker, which is started first unless it has been. */
  open(): Promise<Value<Api['open']>> {
    if (this.#worker === null) this.start()
    return this.call('open', this.#openArgs)
  }

  /** Starts the worker. */
  start(): void {
    const worker = this.#spawn()
    this.#worker = worker
    worker.on('message', (replies: readonly Reply[]) => {
      for (const reply of replies) this.#settle(reply)
    })
    worker.on('error', (cause) => {
      this.#lastError = cause instanceof Error ? cause.message : String(cause)
    })
    worker.on('exit', () => this.#handleExit())
  }

  call<M extends keyof Api>(
    method: M,
    args: Args<Api[M]>,
    { transfer = [], mayWait = false }: CallOptions = {},
  ): Promise<Value<Api[M]>> {
    if (this.#worker === null) return Promise.reject(this.#toClosedError())
    const id = this.#nextId
    this.#nextId += 1
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#post({ call: { id, method, args }, transfer }, mayWait)
    })
  }

  /** Waits for the answers to earlier calls, closes the database, ends the worker. */
  async close(): Promise<void> {
    if (this.#closing) return
    this.#closing = true
    const worker = this.#worker
    if (worker === null) return
    try {
      await this.call('close', [] as unknown as Args<Api['close']>)
    } finally {
      this.#worker = null
      await worker.terminate()
    }
  }

  /** Ends the worker, whatever it is at; earlier calls reject at once. */
  abandon(): void {
    this.#closing = true
    const worker = this.#worker
    this.#handleExit()
    void worker?.terminate()
  }

  #settle(reply: Reply): void {
    if (reply.kind === 'notice') return this.onNotice(reply.error)
    if (reply.kind === 'progress') return this.onProgress(reply.progress)
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (reply.kind === 'value') waiting?.resolve(reply.value as never)
    else if (reply.kind === 'failure') waiting?.reject(new JournalError(reply.error))
    else waiting?.reject(new Error(reply.stack))
  }

  #handleExit(): void {
    this.#worker = null
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(this.#toClosedError())
    if (this.#closing || this.#restarts === 0) return
    this.#restarts -= 1
    // When it cannot be opened again, every later call rejects with the reason.
    this.open().catch((cause: unknown) => {
      this.#lastError = cause instanceof Error ? cause.message : String(cause)
    })
  }

  #toClosedError(): JournalError {
    return new JournalError(appError('journal.unwritable', { reason: this.#lastError }))
  }
}
