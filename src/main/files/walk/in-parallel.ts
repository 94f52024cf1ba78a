/** Does the work for each item, at most `maxAtOnce` at once; the answers stand in the order of the items. */
export async function inParallel<Item, Answer>(
  items: readonly Item[],
  maxAtOnce: number,
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = []
  const queue = items.entries()
  const worker = async (): Promise<void> => {
    // All workers share one iterator: each takes the next item that no other has taken.
    for (const [index, item] of queue) answers[index] = await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(maxAtOnce, items.length) }, worker))
  return answers
}
