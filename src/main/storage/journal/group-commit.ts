import type { DatabaseSync } from 'node:sqlite'

/** One write that waits for its group's commit. */
export interface Write {
  readonly run: () => unknown
  /** Called after the commit, with what `run` returned. */
  readonly committed: (value: unknown) => void
  readonly failed: (cause: unknown) => void
}

const LARGEST_GROUP = 512
/** Each commit costs the disk the same, however much is in it: fewer than so many writes wait for more of them, */
const ENOUGH = 16
/** until so long after the last commit, ms. */
const PACE = 2

/**
 * Group commit: what arrived while the last transaction was written, or within a few ms of it, becomes the next one. A group that fails is rolled
 * back and each of its writes tried by itself, so that only those fail that cannot be written.
 */
export class GroupCommit {
  readonly #db: DatabaseSync
  readonly #waiting: Write[] = []
  #cancel: (() => void) | null = null
  #committedAt = -Infinity

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  add(write: Write): void {
    this.#waiting.push(write)
    if (this.#waiting.length === ENOUGH) this.#cancel?.()
    if (this.#waiting.length === ENOUGH || this.#cancel === null) this.#schedule()
  }

  /** Writes everything that waits. */
  flush(): void {
    while (this.#waiting.length > 0) this.#next()
  }

  #schedule(): void {
    const wait = this.#waiting.length < ENOUGH ? this.#committedAt + PACE - performance.now() : 0
    if (wait < 1) {
      const immediate = setImmediate(this.#go)
      this.#cancel = () => clearImmediate(immediate)
    } else {
      const timer = setTimeout(this.#go, wait)
      this.#cancel = () => clearTimeout(timer)
    }
  }

  readonly #go = (): void => {
    this.#cancel = null
    this.#next()
    this.#committedAt = performance.now()
    if (this.#waiting.length > 0) this.#schedule()
  }

  #next(): void {
    this.#commit(this.#waiting.splice(0, LARGEST_GROUP))
  }

  #commit(group: readonly Write[]): void {
    const [first] = group
    if (first === undefined) return
    let values: readonly unknown[]
    try {
      this.#db.exec('BEGIN IMMEDIATE')
      values = group.map((write) => write.run())
      this.#db.exec('COMMIT')
    } catch (cause) {
      // A full disk makes SQLite roll back by itself.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      if (group.length === 1) first.failed(cause)
      else for (const write of group) this.#commit([write])
      return
    }
    for (const [index, write] of group.entries()) write.committed(values[index])
  }
}
