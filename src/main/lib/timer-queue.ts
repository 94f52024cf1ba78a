import TinyQueue from 'tinyqueue'
import type { Clock } from './clock.ts'

export interface TimedItem<T> {
  /** Unix ms. */
  readonly at: number
  readonly item: T
}

/** Items with a time: any number of them with one heap and one timer. */
export class TimerQueue<T> {
  readonly #clock: Clock
  readonly #onDue: (due: readonly TimedItem<T>[]) => void
  readonly #heap = new TinyQueue<TimedItem<T>>([], (a, b) => a.at - b.at)
  #timer: { readonly at: number; readonly cancel: () => void } | null = null
  #isPaused = false

  /** `onDue` gets what is due, the longest overdue first. */
  constructor(clock: Clock, onDue: (due: readonly TimedItem<T>[]) => void) {
    this.#clock = clock
    this.#onDue = onDue
  }

  get size(): number {
    return this.#heap.length
  }

  /** `at` in Unix ms. */
  add(at: number, item: T): void {
    this.#heap.push({ at, item })
    this.#arm()
  }

  /** Nothing is due any more until `resume`. */
  pause(): void {
    this.#isPaused = true
    this.#timer?.cancel()
    this.#timer = null
  }

  /** What fell due meanwhile is due now. */
  resume(): void {
    this.#isPaused = false
    this.#arm()
  }

  #arm(): void {
    const first = this.#heap.peek()
    if (first === undefined || this.#isPaused) return
    if (this.#timer !== null) {
      if (this.#timer.at <= first.at) return
      this.#timer.cancel()
    }
    // Whole milliseconds: a fraction may be lost beside the size of a Unix time, and would never pass.
    const waitMs = Math.ceil(Math.max(0, first.at - this.#clock.now()))
    this.#timer = { at: first.at, cancel: this.#clock.after(waitMs, () => this.#ring()) }
  }

  #ring(): void {
    this.#timer = null
    const now = this.#clock.now()
    const due: TimedItem<T>[] = []
    for (let first = this.#heap.peek(); first !== undefined && first.at <= now; first = this.#heap.peek()) {
      this.#heap.pop()
      due.push(first)
    }
    this.#arm()
    if (due.length > 0) this.#onDue(due)
  }
}
