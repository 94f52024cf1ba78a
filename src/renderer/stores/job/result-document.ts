import { openWorker } from '#renderer/lib/open-worker.ts'
// oxlint-disable-next-line import/default -- the bundler makes the module of this name
import workerUrl from '#renderer/workers/json.worker.ts?worker&url'
import type { DocumentSummary } from '#renderer/workers/json/document.ts'
import type {
  DocumentInput,
  DocumentMethod,
  DocumentOutput,
  FromWorker,
  ToWorker,
} from '#renderer/workers/json/protocol.ts'

interface Waiting {
  readonly resolve: (data: unknown) => void
  readonly reject: (error: Error) => void
}

/** The body of a result, held by a worker. The window holds only what is on screen. */
export class ResultDocument {
  readonly #worker = openWorker(workerUrl)
  readonly #waiting = new Map<number, Waiting>()
  #last = 0

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      const waiting = this.#waiting.get(data.id)
      this.#waiting.delete(data.id)
      if (data.ok) waiting?.resolve(data.data)
      else waiting?.reject(new Error(data.message))
    })
    this.#worker.addEventListener('error', ({ message }) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(message))
      this.#waiting.clear()
    })
  }

  /** Reads the result of a job; `bytes` is its expected length. Rejects when it cannot be fetched. */
  open(jobId: string, bytes: number): Promise<DocumentSummary> {
    const url = `/results/${encodeURIComponent(jobId)}`
    return this.#send((id) => ({ id, kind: 'open', url, bytes })) as Promise<DocumentSummary>
  }

  ask<K extends DocumentMethod>(method: K, ...args: DocumentInput<K>): Promise<DocumentOutput<K>> {
    return this.#send((id) => ({ id, kind: 'ask', method, args })) as Promise<DocumentOutput<K>>
  }

  close(): void {
    this.#worker.terminate()
  }

  #send(message: (id: number) => ToWorker): Promise<unknown> {
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
      this.#worker.postMessage(message(id))
    })
  }
}
