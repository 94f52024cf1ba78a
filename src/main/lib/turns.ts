import { setImmediate as yieldToEventLoop } from 'node:timers/promises'

/** A computation goes on for this time before the event loop gets its turn, ms. */
const TURN_MS = 8

/**
 * Divides a long computation into turns, so that main answers meanwhile: `if (turns.isOver()) await turns.next()` in its
 * loop.
 */
export class Turns {
  #begunAt = performance.now()

  isOver(): boolean {
    return performance.now() - this.#begunAt >= TURN_MS
  }

  async next(): Promise<void> {
    await yieldToEventLoop()
    this.#begunAt = performance.now()
  }
}
