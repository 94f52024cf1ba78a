/** The meter looks back over ten seconds, in slots of a quarter. */
const SPAN = 10_000
const SLOT = 250
const SLOTS = SPAN / SLOT

/** Counts events and tells how many there were a second, over the last ten seconds at most. */
export class ThroughputMeter {
  readonly #slots = Array.from({ length: SLOTS }, () => 0)
  /** Number of the newest slot since the beginning of time. */
  #newest = 0
  #first = 0
  #count = 0

  /** `now` in ms. */
  add(now: number): void {
    this.#forget(now)
    if (this.#count === 0) this.#first = now
    const slot = this.#newest % SLOTS
    this.#slots[slot] = (this.#slots[slot] ?? 0) + 1
    this.#count += 1
  }

  /** Since the first event counted, but no less than a second. */
  perSecond(now: number): number {
    this.#forget(now)
    const passed = Math.min(SPAN, Math.max(1000, now - this.#first))
    return (this.#count * 1000) / passed
  }

  #forget(now: number): void {
    const current = Math.floor(now / SLOT)
    for (let slot = Math.max(this.#newest, current - SLOTS) + 1; slot <= current; slot++) {
      this.#count -= this.#slots[slot % SLOTS] ?? 0
      this.#slots[slot % SLOTS] = 0
    }
    this.#newest = Math.max(this.#newest, current)
  }
}
