/** The meter looks back over ten seconds, in slots of a quarter of a second. */
const SPAN_MS = 10_000
const SLOT_MS = 250
const SLOT_COUNT = SPAN_MS / SLOT_MS

/** Counts events: how many there were a second, over the last ten seconds at most. */
export class ThroughputMeter {
  readonly #slots = Array.from({ length: SLOT_COUNT }, () => 0)
  /** Number of the newest slot, counted from Unix time 0. */
  #newest = 0
  #firstAt = 0
  #count = 0

  /** `now` in ms. */
  add(now: number): void {
    this.#forget(now)
    if (this.#count === 0) this.#firstAt = now
    const slot = this.#newest % SLOT_COUNT
    this.#slots[slot] = (this.#slots[slot] ?? 0) + 1
    this.#count += 1
  }

  /** Since the first event counted, but no less than a second. */
  perSecond(now: number): number {
    this.#forget(now)
    const passed = Math.min(SPAN_MS, Math.max(1000, now - this.#firstAt))
    return (this.#count * 1000) / passed
  }

  #forget(now: number): void {
    const current = Math.floor(now / SLOT_MS)
    for (let slot = Math.max(this.#newest, current - SLOT_COUNT) + 1; slot <= current; slot++) {
      this.#count -= this.#slots[slot % SLOT_COUNT] ?? 0
      this.#slots[slot % SLOT_COUNT] = 0
    }
    this.#newest = Math.max(this.#newest, current)
  }
}
