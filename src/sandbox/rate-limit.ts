/** Allows so many requests in each second of the clock. The answer to the rest says when the next second begins. */
export class RateLimit {
  #window = -1
  #used = 0

  /** Counts one request at `now` (ms). The headers describe its window. */
  count(
    now: number,
    perSecond: number,
  ): { readonly allowed: boolean; readonly headers: Record<string, string> } {
    const window = Math.floor(now / 1000)
    if (window !== this.#window) {
      this.#window = window
      this.#used = 0
    }
    this.#used++
    return {
      allowed: this.#used <= perSecond,
      headers: rateHeaders(perSecond, Math.max(0, perSecond - this.#used), window + 1),
    }
  }
}

/** Remembers which window the answers called closed. A request inside it is a violation. */
export class ClosedWindow {
  #until = 0

  /** Reads the headers of an answer that was sent at `now` (ms). */
  announce(headers: Readonly<Record<string, string>>, now: number): void {
    const resetAt = headers['Filestack-Remaining'] === '0' ? Number(headers['Filestack-Reset']) * 1000 : 0
    const retryAt = headers['Retry-After'] === undefined ? 0 : now + Number(headers['Retry-After']) * 1000
    this.#until = Math.max(this.#until, resetAt, retryAt)
  }

  contains(now: number): boolean {
    return now < this.#until
  }
}

/** The rate headers of the service; `reset` in Unix seconds. */
export function rateHeaders(limit: number, remaining: number, reset: number): Record<string, string> {
  return {
    'Filestack-Limit': String(limit),
    'Filestack-Remaining': String(remaining),
    'Filestack-Reset': String(reset),
  }
}
