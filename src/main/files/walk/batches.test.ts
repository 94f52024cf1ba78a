import { expect, test } from 'vitest'
import { createBatches } from './batches.ts'

/** A way out on which each batch waits until it is let go. */
function gate() {
  const sent: (readonly number[])[] = []
  let open = Promise.withResolvers<void>()
  return {
    sent,
    send: async (items: readonly number[]): Promise<void> => {
      sent.push(items)
      await open.promise
    },
    letGo: async (): Promise<void> => {
      open.resolve()
      open = Promise.withResolvers()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

// Would catch: one message an item, a last item that never leaves, or memory that grows while nothing leaves.
test('what comes meanwhile goes together, and whoever brings more than fits has to wait', async () => {
  const { sent, send, letGo } = gate()
  const batches = createBatches({ maxWeight: 3, send })
  expect(batches.add(1)).toBeNull()
  await turn()
  expect([batches.add(2), batches.add(3)]).toEqual([null, null])
  const full = batches.add(4)
  let hasRoom = false
  void full?.then(() => (hasRoom = true))
  await turn()
  expect([sent, hasRoom]).toEqual([[[1]], false])
  await letGo()
  expect([sent, hasRoom]).toEqual([[[1], [2, 3, 4]], true])
  expect(batches.add(5)).toBeNull()
  const ended = batches.end()
  await letGo()
  await letGo()
  await ended
  expect(sent).toEqual([[1], [2, 3, 4], [5]])
})

// Would catch: a few huge items in one message because they are few.
test('items are weighed', async () => {
  const { sent, send, letGo } = gate()
  const batches = createBatches({ maxWeight: 10, weigh: (item: number) => item, send })
  expect(batches.add(4)).toBeNull()
  expect(batches.add(9)).not.toBeNull()
  await turn()
  expect(sent).toEqual([[4, 9]])
  await letGo()
})
