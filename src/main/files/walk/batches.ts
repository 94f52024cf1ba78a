/** Collects what is found one by one into batches, and sends them one after the other. */
export interface Batches<Item> {
  /** Null while there is room. Otherwise it resolves when a batch has been sent, so that the batches do not grow. */
  add(item: Item): Promise<void> | null
  /** Resolves when everything was sent. */
  end(): Promise<void>
}

interface Limits<Item> {
  /** The largest weight of a batch, as `weigh` measures it. */
  readonly maxWeight: number
  /** The weight of an item; 1 by default. */
  readonly weigh?: (item: Item) => number
  /** Resolves when the batch was sent. */
  readonly send: (items: readonly Item[]) => Promise<void>
}

export function createBatches<Item>({ maxWeight, weigh = () => 1, send }: Limits<Item>): Batches<Item> {
  let waiting: Item[] = []
  let weight = 0
  let sending: Promise<void> | null = null
  let room = Promise.withResolvers<void>()

  const sendAll = async (): Promise<void> => {
    // Items that are added in the same turn of the event loop are sent together with the first one.
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
