import type { Clock } from '#main/lib/clock.ts'

interface Alarm {
  readonly at: number
  readonly order: number
  readonly callback: () => void
}

/** Time that stands still until it is moved. */
export class FakeClock implements Clock {
  #now: number
  #set = 0
  #order = 0
  readonly #alarms = new Set<Alarm>()

  constructor(now = Date.UTC(2026, 10, 24, 9)) {
    this.#now = now
  }

  readonly now = (): number => this.#now + this.#set
  readonly steady = (): number => this.#now

  readonly after = (ms: number, callback: () => void): (() => void) => {
    const alarm = { at: this.#now + Math.max(0, ms), order: this.#order++, callback }
    this.#alarms.add(alarm)
    return () => this.#alarms.delete(alarm)
  }

  /** When the next alarm rings; null without one. */
  get next(): number | null {
    const first = this.#first()
    return first === null ? null : first.at + this.#set
  }

  get pending(): number {
    return this.#alarms.size
  }

  /** Moves on by `ms`, ringing what falls into it in order. */
  advance(ms: number): void {
    const until = this.#now + ms
    for (let first = this.#first(); first !== null && first.at <= until; first = this.#first()) {
      this.#now = Math.max(this.#now, first.at)
      this.#alarms.delete(first)
      first.callback()
    }
    this.#now = until
  }

  /** Somebody sets the clock by `ms`: no time passes. */
  set(ms: number): void {
    this.#set += ms
  }

  /** A sleep of the computer: time passes, nothing rings until afterwards. */
  sleep(ms: number): void {
    this.#now += ms
    this.advance(0)
  }

  #first(): Alarm | null {
    let first: Alarm | null = null
    for (const alarm of this.#alarms) {
      if (first === null || alarm.at < first.at || (alarm.at === first.at && alarm.order < first.order))
        first = alarm
    }
    return first
  }
}
