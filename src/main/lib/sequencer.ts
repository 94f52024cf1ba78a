/** Runs tasks one after another, whatever became of the earlier ones. */
export class Sequencer {
  #last: Promise<unknown> = Promise.resolve()

  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task)
    this.#last = result.catch(() => undefined)
    return result
  }
}

/** A sequencer for each key: tasks of one key run one after another, those of different keys beside each other. */
export class KeyedSequencer {
  readonly #byKey = new Map<string, { readonly sequencer: Sequencer; tasks: number }>()

  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const entry = this.#byKey.get(key) ?? { sequencer: new Sequencer(), tasks: 0 }
    this.#byKey.set(key, entry)
    entry.tasks += 1
    try {
      return await entry.sequencer.run(task)
    } finally {
      entry.tasks -= 1
      if (entry.tasks === 0) this.#byKey.delete(key)
    }
  }
}
