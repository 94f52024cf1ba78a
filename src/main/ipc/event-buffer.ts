/** Collects what waits to be sent on a topic. */
export interface EventBuffer<Item, Payload> {
  add(item: Item): void
  /** Removes and returns the next message; null when nothing waits. */
  takeNext(): Payload | null
  /** True when nothing waits. */
  isEmpty(): boolean
}

/** Keeps only the newest item. */
export function latestOnly<T extends object>(): EventBuffer<T, T> {
  let waiting: T | null = null
  return {
    add: (item) => {
      waiting = item
    },
    takeNext: () => {
      const item = waiting
      waiting = null
      return item
    },
    isEmpty: () => waiting === null,
  }
}

/** Keeps every item, in order; one a message. */
export function everyInOrder<T extends object>(): EventBuffer<T, T> {
  const waiting: T[] = []
  return {
    add: (item) => void waiting.push(item),
    takeNext: () => waiting.shift() ?? null,
    isEmpty: () => waiting.length === 0,
  }
}

/** Keeps the newest item of each key, for the `most` keys that changed last; `more` says that there were others. */
export function latestByKey<T>(
  toKey: (item: T) => string,
  most: number,
): EventBuffer<T, { readonly items: readonly T[]; readonly more: boolean }> {
  const waiting = new Map<string, T>()
  let more = false
  return {
    add: (item) => {
      // The key is removed and added again, so that the order is that of the last change.
      const key = toKey(item)
      waiting.delete(key)
      waiting.set(key, item)
      const [oldest] = waiting.keys()
      if (waiting.size > most && oldest !== undefined) {
        waiting.delete(oldest)
        more = true
      }
    },
    takeNext: () => {
      if (waiting.size === 0) return null
      const message = { items: [...waiting.values()], more }
      waiting.clear()
      more = false
      return message
    },
    isEmpty: () => waiting.size === 0,
  }
}
