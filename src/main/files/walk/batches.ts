/** Collects what is found one by one into batches, and sends them one after the other. */
export interface Batches<Item> {
  /** Null while there is room; else resolves once a batch was taken, so that nothing piles up. */
  add(item: Item): Promise<void> | null
  /** Resolves when all is gone. */
  end(): Promise<void>
}

interface Limits<Item> {
  /** Most that is sent together, in the measure of `weigh`. */
  readonly maxWeight: number
  /** 1 for each unless told. */
  readonly weigh?: (item: Item) => number
  /** Resolves when it is gone. */
  readonly send: (items: readonly Item[]) => Promise<void>
}

export function createBatches<Item>({ maxWeight, weigh = () => 1, send }: Limits<Item>): Batches<Item> {
  let waiting: Item[] = []
  let weight = 0
  let sending: Promise<void> | null = null
  let room = Promise.withResolvers<void>()

  const sendAll = async (): Promise<void> => {
    // What is found in the same moment goes with the first one.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const items = waiting
      waiting = []
      weight = 0
      room.resolve()
      room = Promise.withResolvers()
      await send(items)
    }
    sending = null
  }
  return {
    add(item) {
      waiting.push(item)
      weight += weigh(item)
      sending ??= sendAll()
      return weight < maxWeight ? null : room.promise
    },
    async end() {
      await sending
    },
  }
}
