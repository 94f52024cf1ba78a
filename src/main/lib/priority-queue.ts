/** A binary heap: `pop` gives the item that comes `before` all others. */
export class PriorityQueue<T> {
  readonly #items: T[] = []
  readonly #before: (a: T, b: T) => boolean

  constructor(before: (a: T, b: T) => boolean) {
    this.#before = before
  }

  get size(): number {
    return this.#items.length
  }

  peek(): T | null {
    return this.#items[0] ?? null
  }

  push(item: T): void {
    const items = this.#items
    let at = items.push(item) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!this.#swapIfBefore(at, above)) return
      at = above
    }
  }

  pop(): T | null {
    const items = this.#items
    const [first] = items
    const last = items.pop()
    if (first === undefined || last === undefined) return null
    if (items.length === 0) return first
    items[0] = last
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      const right = left + 1
      const smaller = right < items.length && this.#isBefore(right, left) ? right : left
      if (smaller >= items.length || !this.#swapIfBefore(smaller, at)) return first
      at = smaller
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [x, y] = [this.#items[a], this.#items[b]]
    return x !== undefined && y !== undefined && this.#before(x, y)
  }

  #swapIfBefore(a: number, b: number): boolean {
    const [x, y] = [this.#items[a], this.#items[b]]
    if (x === undefined || y === undefined || !this.#before(x, y)) return false
    this.#items[a] = y
    this.#items[b] = x
    return true
  }
}
