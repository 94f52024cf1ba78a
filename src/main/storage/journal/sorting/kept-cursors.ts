import type { SortCursor, SortedOrder } from './sorted-order.ts'

/** Places to go on from: as many as a list of two million jobs has pages. */
const MAX_CURSORS = 10_000

/** The places behind pages. Their values stay here: they may hold what no page may have. */
export class KeptCursors {
  readonly #kept = new Map<string, SortCursor>()
  #last = 0

  keep(place: SortCursor): string {
    const cursor = `${place.row} ${(this.#last += 1)}`
    this.#kept.set(cursor, place)
    for (const oldest of this.#kept.size > MAX_CURSORS ? this.#kept.keys().take(1) : [])
      this.#kept.delete(oldest)
    return cursor
  }

  /** One of a thread that ended is where its job stands now. */
  find(cursor: string, order: SortedOrder): SortCursor {
    const row = Number.parseInt(cursor, 10)
    return this.#kept.get(cursor) ?? order.cursorBehind(row)
  }
}
