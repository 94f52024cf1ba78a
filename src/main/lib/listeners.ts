/** Who wants to hear of something, in the order in which they came. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>()

  /** The function that it gives ends the subscription. */
  subscribe(listener: (value: T) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  notify(value: T): void {
    for (const listener of this.#listeners) listener(value)
  }
}
