import { appError } from '#shared/errors/catalogue.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Result } from '#shared/model/result.ts'

/** What a request is about. The parts are compared with `Object.is`, as React compares the dependencies of an effect. */
export type RequestKey = readonly unknown[]

/**
 * Asks once. The signal is aborted when the key changes or the component is gone: code that opened something for this
 * request closes it then.
 */
export type SendRequest<Data> = (signal: AbortSignal) => Promise<Result<Data>>

/** When a request is sent, and sent again. */
export interface RequestTiming {
  /** The request leaves when the key has not changed for so long. A function is given the key of the last answer. */
  readonly debounceMs?: number | ((lastKey: RequestKey | null) => number)
  /** The request is repeated so long after each answer. A function is given how long the answer took. */
  readonly pollMs?: number | ((tookMs: number) => number) | null
  /** A window that nobody sees does not poll. */
  readonly pausesWhenHidden?: boolean
}

/** The last answer, with the key that it belongs to. */
export interface Answer<Key extends RequestKey, Data> {
  readonly key: Key
  /** Null before the first good answer of this key. It stays when a later poll fails. */
  readonly data: Data | null
  /** Null after a good answer. */
  readonly error: AppError | null
}

interface Asked<Key extends RequestKey, Data> {
  readonly key: Key
  readonly send: () => SendRequest<Data>
  readonly timing: () => RequestTiming
  readonly abort: AbortController
}

/** Keeps the newest answer to a changing request: what `useRequest` is made of, without React. */
export class RequestRunner<Key extends RequestKey, Data> {
  #answer: Answer<Key, Data> | null = null
  #asked: Asked<Key, Data> | null = null
  /** Answers of an earlier number are dropped. */
  #attempt = 0
  #isWaiting = false
  #shouldRefresh = false
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #callbacks = new Set<() => void>()

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.#callbacks.add(onChange)
    return () => void this.#callbacks.delete(onChange)
  }

  readonly getAnswer = (): Answer<Key, Data> | null => this.#answer

  /** Asks for a key until it is stopped. `send` and `timing` are read anew at every attempt. */
  start(key: Key, send: () => SendRequest<Data>, timing: () => RequestTiming): () => void {
    const asked: Asked<Key, Data> = { key, send, timing, abort: new AbortController() }
    this.#asked = asked
    const { debounceMs = 0 } = timing()
    const waitMs = typeof debounceMs === 'function' ? debounceMs(this.#answer?.key ?? null) : debounceMs
    if (waitMs > 0) this.#schedule(asked, waitMs)
    else void this.#request(asked)
    return () => {
      asked.abort.abort()
      this.#cancelAttempt()
      this.#asked = null
    }
  }

  /** Asks again: now, or as soon as the answer on its way is here. */
  readonly refresh = (): void => {
    if (this.#asked === null) return
    if (this.#isWaiting) {
      this.#shouldRefresh = true
      return
    }
    this.#cancelAttempt()
    void this.#request(this.#asked)
  }

  /** Takes newer data that came by another way; the answer on its way is older and is dropped. */
  readonly replace = (data: Data): void => {
    if (this.#asked === null) return
    this.#cancelAttempt()
    this.#set({ key: this.#asked.key, data, error: null })
    this.#poll(this.#asked, 0)
  }

  #cancelAttempt(): void {
    this.#attempt += 1
    this.#isWaiting = false
    this.#shouldRefresh = false
    clearTimeout(this.#timer)
  }

  #schedule(asked: Asked<Key, Data>, ms: number): void {
    this.#timer = setTimeout(() => void this.#request(asked), ms)
  }

  async #request(asked: Asked<Key, Data>): Promise<void> {
    this.#attempt += 1
    this.#isWaiting = true
    const attempt = this.#attempt
    const sentAt = performance.now()
    const result = await settle(asked.send()(asked.abort.signal))
    if (attempt !== this.#attempt) return
    const before = this.#answer?.key === asked.key ? this.#answer.data : null
    this.#set({
      key: asked.key,
      data: result.ok ? result.data : before,
      error: result.ok ? null : result.error,
    })
    this.#isWaiting = false
    if (this.#shouldRefresh) {
      this.#shouldRefresh = false
      void this.#request(asked)
    } else this.#poll(asked, performance.now() - sentAt)
  }

  #poll(asked: Asked<Key, Data>, tookMs: number): void {
    const { pollMs = null, pausesWhenHidden = false } = asked.timing()
    if (pollMs === null) return
    const waitMs = typeof pollMs === 'function' ? pollMs(tookMs) : pollMs
    this.#timer = setTimeout(() => {
      if (pausesWhenHidden && document.hidden) this.#poll(asked, tookMs)
      else void this.#request(asked)
    }, waitMs)
  }

  #set(answer: Answer<Key, Data>): void {
    this.#answer = answer
    for (const onChange of this.#callbacks) onChange()
  }
}

/** A request that rejects is a bug; the window shows it as an error instead of loading for ever. */
async function settle<Data>(request: Promise<Result<Data>>): Promise<Result<Data>> {
  try {
    return await request
  } catch (error) {
    return { ok: false, error: appError('app.unexpected', {}, { detail: String(error) }) }
  }
}
