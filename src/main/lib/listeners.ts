/** Callbacks for an event, called in the order in which they were added. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>()

  /** The returned function ends the subscription. */
  subscribe(listener: (value: T) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  notify(value: T): void {
    for (const listener of this.#listeners) listener(value)
  }
}
