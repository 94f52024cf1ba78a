import type { DatabaseSync } from 'node:sqlite'

/** A write that waits for the commit of its group. */
export interface PendingWrite {
  readonly run: () => unknown
  /** Called after the commit, with what `run` returned. */
  readonly onCommit: (value: unknown) => void
  readonly onFailure: (cause: unknown) => void
  /** Nobody waits for it: it may be committed some groups later. */
  readonly mayWait?: boolean
}

/** Long work in slices. Each slice is a transaction of its own, in which `next` is called once. */
export interface PendingSlices {
  readonly slices: Iterator<void, unknown, void>
  /** Called after the last commit, with what the slices returned. */
  readonly onCommit: (value: unknown) => void
  readonly onFailure: (cause: unknown) => void
}

const MAX_GROUP_WRITES = 512
/**
 * Much of what a commit costs is the same however much is in it, so a group with fewer writes than this waits for more: as
 * many as a connection has requests at once.
 */
const MIN_GROUP_WRITES = 32
/** A smaller group waits until this time after the last commit. */
const COMMIT_INTERVAL_MS = 2
/**
 * Writes next to each other change the same pages, and each commit writes its pages anew. So those that may wait go with
 * the last of so many groups, or as soon as there are so many of them or nothing else waits.
 */
const MAX_GROUPS_WAITED = 6
const MAX_DEFERRED_WRITES = 64

/**
 * Group commit: what arrived while the last transaction was written, or within a few ms of it, becomes the next one. A group that fails is rolled
 * back and each of its writes tried by itself, so that only those fail that cannot be written.
 */
export class GroupCommit {
  readonly #db: DatabaseSync
  readonly #onCommit: () => void
  readonly #waiting: PendingWrite[] = []
  /** Those that may wait. */
  readonly #deferred: PendingWrite[] = []
  /** Groups that were committed without them. */
  #groupsWaited = 0
  readonly #sliced: PendingSlices[] = []
  #cancel: (() => void) | null = null
  #committedAt = -Infinity

  /** `onCommit`: called after each commit. */
  constructor(db: DatabaseSync, onCommit: () => void = () => undefined) {
    this.#db = db
    this.#onCommit = onCommit
  }

  add(write: PendingWrite): void {
    if (write.mayWait === true) {
      this.#deferred.push(write)
      if (this.#cancel === null) this.#schedule()
      return
    }
    this.#waiting.push(write)
    if (this.#waiting.length === MIN_GROUP_WRITES) this.#cancel?.()
    if (this.#waiting.length === MIN_GROUP_WRITES || this.#cancel === null) this.#schedule()
  }

  /** Between two slices everything that waits meanwhile is written. Several of these go in turn, slice by slice. */
  addSlices(pending: PendingSlices): void {
    this.#sliced.push(pending)
    if (this.#sliced.length === 1) setImmediate(this.#commitSlice)
  }

  /** Commits all waiting writes, and gives up the work in slices. */
  flush(cause: unknown): void {
    while (this.#hasWrites) this.#commitNext()
    for (const { slices, onFailure } of this.#sliced.splice(0)) {
      slices.return?.()
      onFailure(cause)
    }
  }

  readonly #commitSlice = (): void => {
    while (this.#hasWrites) this.#commitNext()
    const pending = this.#sliced.shift()
    if (pending === undefined) return
    const result = this.#commitNextSlice(pending)
    if (result !== null && result.done !== true) this.#sliced.push(pending)
    else if (result !== null) pending.onCommit(result.value)
    // Messages that came during the slice are received before the next one.
    if (this.#sliced.length > 0) setImmediate(this.#commitSlice)
  }

  /** Null when it failed: nothing more of it is written. */
  #commitNextSlice({ slices, onFailure }: PendingSlices): IteratorResult<void, unknown> | null {
    try {
      this.#db.exec('BEGIN IMMEDIATE')
      const result = slices.next()
      this.#db.exec('COMMIT')
      this.#onCommit()
      return result
    } catch (cause) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      onFailure(cause)
      return null
    }
  }

  #schedule(): void {
    const wait =
      this.#waiting.length < MIN_GROUP_WRITES ? this.#committedAt + COMMIT_INTERVAL_MS - performance.now() : 0
    if (wait < 1) {
      const immediate = setImmediate(this.#commitScheduled)
      this.#cancel = () => clearImmediate(immediate)
    } else {
      const timer = setTimeout(this.#commitScheduled, wait)
      this.#cancel = () => clearTimeout(timer)
    }
  }

  readonly #commitScheduled = (): void => {
    this.#cancel = null
    this.#commitNext()
    this.#committedAt = performance.now()
    if (this.#hasWrites) this.#schedule()
  }

  get #hasWrites(): boolean {
    return this.#waiting.length + this.#deferred.length > 0
  }

  #commitNext(): void {
    const group = this.#waiting.splice(0, MAX_GROUP_WRITES)
    this.#groupsWaited += 1
    const isTurn = this.#groupsWaited >= MAX_GROUPS_WAITED || this.#deferred.length >= MAX_DEFERRED_WRITES
    if (group.length === 0 || isTurn) {
      group.push(...this.#deferred.splice(0, MAX_GROUP_WRITES))
      this.#groupsWaited = 0
    }
    this.#commit(group)
  }

  #commit(group: readonly PendingWrite[]): void {
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
      if (group.length === 1) first.onFailure(cause)
      else for (const write of group) this.#commit([write])
      return
    }
    for (const [index, write] of group.entries()) write.onCommit(values[index])
    this.#onCommit()
  }
}

/** Writes all slices at once, one transaction each. Throws what SQLite says; what was committed before stays. */
export function commitAll(db: DatabaseSync, slices: Iterator<void, unknown, void>): void {
  for (let isDone = false; !isDone;) {
    db.exec('BEGIN IMMEDIATE')
    try {
      isDone = slices.next().done === true
      db.exec('COMMIT')
    } catch (cause) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw cause
    }
  }
}
