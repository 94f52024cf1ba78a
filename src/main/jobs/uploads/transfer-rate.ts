/** The rate is that of the last so many ms. */
const WINDOW_MS = 5000
/** A shorter time gives no rate, ms. */
const MIN_MEASURED_MS = 500

/** Bytes a second over the last seconds. */
export class TransferRate {
  #total = 0
  #samples: { readonly at: number; readonly total: number }[] = []

  /** `at` in Unix ms. */
  add(bytes: number, at: number): void {
    if (this.#samples.length === 0) this.#samples.push({ at, total: 0 })
    this.#total += bytes
    const last = this.#samples.at(-1)
    // One sample a tenth of a second is enough.
    if (last !== undefined && at - last.at >= WINDOW_MS / 50) this.#samples.push({ at, total: this.#total })
  }

  /** Null while nothing is known. */
  perSecond(now: number): number | null {
    while (this.#samples.length > 1 && now - (this.#samples[1]?.at ?? now) >= WINDOW_MS) this.#samples.shift()
    const first = this.#samples[0]
    if (first === undefined || now - first.at < MIN_MEASURED_MS) return null
    return ((this.#total - first.total) * 1000) / (now - first.at)
  }

  /** The uploads were paused: what was measured before says nothing about what comes. */
  reset(): void {
    this.#samples = []
    this.#total = 0
  }
}
