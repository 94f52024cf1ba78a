import type { DatabaseSync } from 'node:sqlite'
import type { ReadFacts } from '#shared/model/facts/index.ts'
import { readFollowed, readFollowedChange, type Followed } from './derived-database.ts'

/** A result as the files take it in. */
export interface FollowedResult extends Followed {
  /** The row of its job in the journal: the number by which the files know it. */
  readonly job: number
  /** When the service forgets it, Unix ms. */
  readonly deadline: number | null
  /** Null where it cannot be read. */
  readonly read: ReadFacts | null
}

/** How a file takes results in. */
export interface TakesResults {
  readonly add: (result: FollowedResult) => void
  /** Writes what was gathered, before the transaction is committed. */
  readonly flush?: () => void
  readonly onRollback?: () => void
}

/** Takes results into one file, each once and in order, together with how far it is: a kill loses nothing and repeats nothing. */
export class DerivedWriter {
  readonly db: DatabaseSync
  readonly #file: TakesResults
  #followed: Followed
  #change: number

  constructor(db: DatabaseSync, file: TakesResults) {
    this.db = db
    this.#file = file
    this.#followed = readFollowed(db)
    this.#change = readFollowedChange(db)
  }

  get followed(): Followed {
    return this.#followed
  }

  /** The last change of a job that it has taken in. */
  get change(): number {
    return this.#change
  }

  /** Begins a transaction, and looks how far the file is: another process may have brought it along. */
  begin(): Followed {
    this.db.exec('BEGIN IMMEDIATE')
    this.#followed = readFollowed(this.db)
    this.#change = readFollowedChange(this.db)
    return this.#followed
  }

  take(result: FollowedResult): void {
    if (result.body <= this.#followed.body) return
    this.#file.add(result)
    this.#followed = { body: result.body, jobId: result.jobId }
  }

  /** Passes over a body that has no job. */
  skip({ body, jobId }: Followed): void {
    if (body > this.#followed.body) this.#followed = { body, jobId }
  }

  /** A job went, and what is known of it goes, too; or it came back under another number. */
  takeChange(change: number, job: number, restored: FollowedResult | null): void {
    if (change <= this.#change) return
    this.#file.add(restored ?? { body: 0, jobId: '', job, deadline: null, read: null })
    this.#change = change
  }

  commit(): void {
    this.#file.flush?.()
    const { body, jobId } = this.#followed
    this.db.prepare('INSERT OR REPLACE INTO followed VALUES (1, ?, ?)').run(body, jobId)
    this.db.prepare('INSERT OR REPLACE INTO followed_changes VALUES (1, ?)').run(this.#change)
    this.db.exec('COMMIT')
  }

  rollback(): void {
    if (this.db.isTransaction) this.db.exec('ROLLBACK')
    this.#file.onRollback?.()
  }

  close(): void {
    this.db.close()
  }
}
