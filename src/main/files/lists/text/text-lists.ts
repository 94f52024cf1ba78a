import { MAX_LIST_READ_MS } from '#shared/model/bounds.ts'
import { Worker } from 'node:worker_threads'
import type { TextForm } from '#main/files/lists/list-form.ts'
import { createUnreadable, ListFailure, toDeathReason } from '#main/files/lists/list-error.ts'
import type { SheetRow } from '#main/files/lists/sheet.ts'
import type { FoundList } from '#main/files/lists/look.ts'
import type { ListInput } from '#main/files/lists/table.ts'
import type { RecognitionContext } from '#shared/model/recognition.ts'
import { fail, type Result } from '#shared/model/result.ts'
import {
  TEXT_LIST_LIMITS,
  type SpawnTextListWorker,
  type TextListAnswer,
  type TextListQuestion,
} from './text-list-task.ts'

/** A thread waits so long for the next text, ms: starting one takes longer than most texts do. */
const KEPT_MS = 60_000
/** In a variable, so that the bundler leaves it alone: a build names its own threads. */
const THREAD = './text-list.worker.ts'

/** The thread as it lies in the source. */
export const spawnTextListWorker: SpawnTextListWorker = () =>
  new Worker(new URL(THREAD, import.meta.url), { resourceLimits: TEXT_LIST_LIMITS })

/**
 * Reads lists of text, each in a thread that it has for itself: one that never comes to an end holds up no other. A thread
 * that has finished waits for the next list.
 */
export class TextLists {
  readonly #spawn: SpawnTextListWorker
  #idle: { readonly thread: Worker; readonly timer: NodeJS.Timeout } | null = null

  constructor(spawn: SpawnTextListWorker = spawnTextListWorker) {
    this.#spawn = spawn
  }

  /** The form of the list and its first rows. */
  async look(input: ListInput, name: string, context: RecognitionContext): Promise<Result<FoundList>> {
    const thread = this.#take()
    const answer = await ask(thread, { kind: 'look', input, name, context })
    if (answer.kind === 'look') {
      this.#keep(thread)
      return answer.found
    }
    await thread.terminate()
    return fail(answer.kind === 'failed' ? answer.error : createUnreadable('damaged'))
  }

  /** Its rows, some at a time. Throws a `ListFailure`. */
  async *rows(input: ListInput, form: TextForm): AsyncGenerator<readonly SheetRow[]> {
    const thread = this.#take()
    let isFinished = false
    try {
      for (let asked = ask(thread, { kind: 'rows', input, form }); ;) {
        const answer = await asked
        if (answer.kind !== 'rows')
          throw new ListFailure(answer.kind === 'failed' ? answer.error : createUnreadable('damaged'))
        isFinished = answer.isLast
        // The next rows are made ready while these are worked on.
        if (!isFinished) asked = ask(thread, { kind: 'next' })
        yield JSON.parse(answer.packed) as readonly SheetRow[]
        if (isFinished) return
      }
    } finally {
      if (isFinished) this.#keep(thread)
      else await thread.terminate()
    }
  }

  #take(): Worker {
    const idle = this.#idle
    if (idle === null) return this.#start()
    this.#forget()
    idle.thread.ref()
    return idle.thread
  }

  #start(): Worker {
    const thread = this.#spawn()
    // One that dies while it waits for the next list.
    thread.on('error', () => {
      if (this.#idle?.thread === thread) this.#forget()
    })
    return thread
  }

  #keep(thread: Worker): void {
    if (this.#idle !== null) {
      void thread.terminate()
      return
    }
    // A program that has nothing else to do ends.
    thread.unref()
    const timer = setTimeout(() => {
      this.#forget()
      void thread.terminate()
    }, KEPT_MS).unref()
    this.#idle = { thread, timer }
  }

  #forget(): void {
    clearTimeout(this.#idle?.timer)
    this.#idle = null
  }
}

/** The answer of the thread. It never rejects: a thread that dies, or takes too long, has failed. */
function ask(thread: Worker, question: TextListQuestion): Promise<TextListAnswer> {
  return new Promise((resolve) => {
    const settle = (answer: TextListAnswer): void => {
      clearTimeout(timer)
      thread.off('message', settle)
      thread.off('error', onError)
      resolve(answer)
    }
    const onError = (cause: unknown): void =>
      settle({ kind: 'failed', error: createUnreadable(toDeathReason(cause)) })
    const timer = setTimeout(
      () => settle({ kind: 'failed', error: createUnreadable('tooSlow') }),
      MAX_LIST_READ_MS,
    )
    thread.on('message', settle)
    thread.on('error', onError)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin to name
    thread.postMessage(question)
  })
}
