import { readTasks } from '#main/filestack/results/read-body.ts'
import { toBodyPath } from '#main/storage/bodies.ts'
import { isDamage } from '#main/storage/journal/storage-failure.ts'
import { readFacts, type FactsProgress, type ReadFacts } from '#shared/model/facts/index.ts'
import { isMissingModule, isOfJournal } from './derived-database.ts'
import type { DerivedWriter } from './derived-writer.ts'
import { openFactsWriter } from './facts-database.ts'
import {
  FOLLOWED_NAMES,
  identifyDerivedFile,
  isMarkedDamaged,
  markDamaged,
  removeDerivedFile,
  type FollowedName,
} from './facts-files.ts'
import { openResultLog, type BodyRow, type ResultLog } from './result-log.ts'
import { openWordsWriter } from './words-database.ts'

/** When a transaction ends: after so many results, or so many bytes of them, or this time, ms. */
interface FollowBatch {
  readonly results: number
  readonly bytes: number
  readonly ms: number
}

/** So long another process may wait for it. */
const DEFAULT_BATCH: FollowBatch = { results: 200, bytes: 4 * 1024 * 1024, ms: 50 }

const OPEN = { facts: openFactsWriter, words: openWordsWriter } as const

interface OpenedFile {
  readonly writer: DerivedWriter
  readonly identity: string | null
}

/**
 * Brings the files of facts and words along with the journal: each result that was archived is read once. The bodies of the
 * journal are the log: their rows are numbered as they come, a body that is replaced gets a new number, and no number is used
 * again. So an archive costs what it did before, and journals of every age are brought along in the same way. Jobs that were deleted
 * or restored have a log of their own.
 */
export class Follower {
  readonly #folder: string
  readonly #batch: FollowBatch
  readonly #log: ResultLog
  readonly #files = new Map<FollowedName, OpenedFile>()
  #hasWords = true

  constructor(folder: string, batch = DEFAULT_BATCH) {
    this.#folder = folder
    this.#batch = batch
    this.#log = openResultLog(folder)
  }

  /** Takes in some results. False when there are no more. A damaged file is made anew. Throws what SQLite or the disk says. */
  followSome(): boolean {
    for (const name of FOLLOWED_NAMES) this.#open(name)
    const writers = [...this.#files.values()].map(({ writer }) => writer)
    try {
      const followed = writers.map((writer) => writer.begin().body)
      const hasMoreChanges = this.#takeChanges(writers)
      const hasMore = this.#takeBatch(Math.min(...followed), writers) || hasMoreChanges
      for (const writer of writers) writer.commit()
      return hasMore
    } catch (cause) {
      for (const writer of writers) writer.rollback()
      if (!isDamage(cause) || !this.#dropDamaged()) throw cause
      return true
    }
  }

  progress(): Omit<FactsProgress, 'paths'> {
    const total = this.#log.last()
    const read = FOLLOWED_NAMES.map((name) => this.#files.get(name)?.writer.followed.body ?? total)
    return { read: Math.min(total, ...read), total, hasWords: this.#hasWords }
  }

  close(): void {
    for (const name of FOLLOWED_NAMES) this.#close(name)
    this.#log.close()
  }

  #takeBatch(after: number, writers: readonly DerivedWriter[]): boolean {
    const until = performance.now() + this.#batch.ms
    let bytes = 0
    let results = 0
    for (const row of this.#log.read(after, this.#batch.results)) {
      const { body, job_id: jobId, job, deadline } = row
      results += 1
      bytes += row.bytes ?? 0
      // A body whose job is lost says nothing that could be found.
      if (job !== null) {
        const result = { body, jobId, job, deadline, read: this.#read(row) }
        for (const writer of writers) writer.take(result)
      } else for (const writer of writers) writer.skip({ body, jobId })
      if (bytes > this.#batch.bytes || performance.now() > until) return true
    }
    return results === this.#batch.results
  }

  /** What is known of deleted jobs is removed, and restored ones are read again. True when there are more. */
  #takeChanges(writers: readonly DerivedWriter[]): boolean {
    const until = performance.now() + this.#batch.ms
    const after = Math.min(...writers.map(({ change }) => change))
    const changes = this.#log.changes(after, this.#batch.results)
    for (const { number, job } of changes) {
      const row = this.#log.ofJob(job)
      const restored =
        row === undefined
          ? null
          : { body: 0, jobId: row.job_id, job, deadline: row.deadline, read: this.#read(row) }
      for (const writer of writers) writer.takeChange(number, job, restored)
      if (performance.now() > until) return true
    }
    return changes.length === this.#batch.results
  }

  /** Null where the body is gone or cannot be read, whatever it is: it must not keep those after it from being read. */
  #read({ job_id: jobId, inline, bytes }: BodyRow): ReadFacts | null {
    try {
      return readFacts(
        readTasks(inline ?? { path: toBodyPath(this.#folder, jobId), bytes: bytes ?? 0, sha256: '' }),
      )
    } catch {
      return null
    }
  }

  /** Opens a file unless it is open. One that was replaced, or that is of another journal, is made anew. */
  #open(name: FollowedName): void {
    if (name === 'words' && !this.#hasWords) return
    const known = this.#files.get(name)
    if (known !== undefined && !isMarkedDamaged(this.#folder, name)) {
      if (known.identity === identifyDerivedFile(this.#folder, name)) return
    }
    this.#close(name)
    try {
      let writer = OPEN[name](this.#folder)
      if (!isOfJournal(this.#log.db, writer.followed)) {
        writer.close()
        removeDerivedFile(this.#folder, name)
        writer = OPEN[name](this.#folder)
      }
      this.#files.set(name, { writer, identity: identifyDerivedFile(this.#folder, name) })
    } catch (cause) {
      if (name === 'facts' || !isMissingModule(cause)) throw cause
      this.#hasWords = false
    }
  }

  /** SQLite does not say which file it found damaged, so both are looked at. False when neither is: then it is the journal. */
  #dropDamaged(): boolean {
    const damaged = FOLLOWED_NAMES.filter((name) => this.#isDamaged(name))
    for (const name of damaged) {
      this.#close(name)
      markDamaged(this.#folder, name)
    }
    return damaged.length > 0
  }

  #isDamaged(name: FollowedName): boolean {
    const db = this.#files.get(name)?.writer.db
    if (db === undefined) return false
    try {
      return Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0] !== 'ok'
    } catch (cause) {
      return isDamage(cause)
    }
  }

  #close(name: FollowedName): void {
    this.#files.get(name)?.writer.close()
    this.#files.delete(name)
  }
}
