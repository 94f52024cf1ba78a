import { openWorker } from '#renderer/lib/open-worker.ts'
// oxlint-disable-next-line import/default -- the bundler makes the module of this name
import workerUrl from '#renderer/workers/pictures.worker.ts?worker&url'
import type { FromPictures, ToPictures } from '#renderer/workers/pictures/protocol.ts'

/** Pictures shrunk at once: each is decoded whole, which takes a core and the memory of its pixels. */
const MAX_AT_ONCE = 2

interface ShrinkTask {
  readonly id: number
  readonly kind: FromPictures['kind']
  readonly url: string
  readonly px: number
  readonly done: (answer: FromPictures | null) => void
}

/** Makes pictures small in a worker. The newest request comes first, since its picture is on screen. */
class PictureShrinker {
  #worker: Worker | null = null
  readonly #waiting: ShrinkTask[] = []
  readonly #underWay = new Map<number, ShrinkTask>()
  #lastId = 0

  /** The middle square, `px` wide; null when there is no picture, or after `signal` was aborted. */
  async thumbnail(url: string, px: number, signal: AbortSignal): Promise<ImageBitmap | null> {
    const answer = await this.#ask('thumbnail', url, px, signal)
    return answer?.kind === 'thumbnail' ? answer.bitmap : null
  }

  /** The whole picture as WebP, at most `px` long; null when there is none. */
  async copy(url: string, px: number, signal: AbortSignal): Promise<Uint8Array | null> {
    const answer = await this.#ask('copy', url, px, signal)
    return answer?.kind === 'copy' ? answer.bytes : null
  }

  #ask(kind: ShrinkTask['kind'], url: string, px: number, signal: AbortSignal): Promise<FromPictures | null> {
    return new Promise((done) => {
      const task: ShrinkTask = { id: ++this.#lastId, kind, url, px, done }
      this.#waiting.push(task)
      signal.addEventListener('abort', () => this.#cancel(task), { once: true })
      this.#next()
    })
  }

  #next(): void {
    while (this.#underWay.size < MAX_AT_ONCE) {
      const task = this.#waiting.pop()
      if (task === undefined) return
      this.#underWay.set(task.id, task)
      const { id, kind, url, px } = task
      this.#send({ id, kind, url, px })
    }
  }

  #cancel(task: ShrinkTask): void {
    const index = this.#waiting.indexOf(task)
    if (index >= 0) {
      this.#waiting.splice(index, 1)
      task.done(null)
    } else if (this.#underWay.has(task.id)) this.#send({ id: task.id, kind: 'cancel' })
  }

  #send(message: ToPictures): void {
    this.#worker ??= this.#open()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    this.#worker.postMessage(message)
  }

  #open(): Worker {
    const worker = openWorker(workerUrl)
    worker.addEventListener('message', ({ data }: MessageEvent<FromPictures>) => {
      this.#underWay.get(data.id)?.done(data)
      this.#underWay.delete(data.id)
      this.#next()
    })
    // When a picture crashes the worker, only the pictures under way are lost.
    worker.addEventListener('error', () => {
      worker.terminate()
      this.#worker = null
      for (const task of this.#underWay.values()) task.done(null)
      this.#underWay.clear()
      this.#next()
    })
    return worker
  }
}

/** The address at which main serves the bytes of a file. */
export const toLocalUrl = (fileId: string): string => `/local/${encodeURIComponent(fileId)}`

export const pictureShrinker = new PictureShrinker()
