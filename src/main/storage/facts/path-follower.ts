import { readFileSync } from 'node:fs'
import { toBodyPath } from '#main/storage/bodies.ts'
import { isDamage } from '#main/storage/journal/storage-failure.ts'
import type { PathProgress } from '#shared/model/facts/index.ts'
import { buildTape } from '#shared/model/json/index.ts'
import {
  parsePath,
  readPathValues,
  UNREAD,
  type JsonPath,
  type PathValues,
} from '#shared/model/json-path/index.ts'
import { isOfJournal } from './derived-database.ts'
import { identifyDerivedFile, isMarkedDamaged, markDamaged, removeDerivedFile } from './facts-files.ts'
import { openResultLog, type BodyRow, type ResultLog } from './result-log.ts'
import { openPathsWriter, type KeptPath, type PathsWriter } from './paths-database.ts'

/** Results of one transaction. */
const MAX_BATCH_RESULTS = 2000
/** A transaction ends after this time: so long another process may wait for it, ms. */
const MAX_BATCH_MS = 50
/** Larger results are not read for paths: their tape takes several times their size, and seconds. */
const MAX_PATH_BODY_BYTES = 16 * 1024 * 1024

/** A path that is behind, ready to be evaluated. Null: it is none, and finds nothing. */
interface OpenPath {
  readonly kept: KeptPath
  readonly path: JsonPath | null
  followed: { body: number; jobId: string }
}

/**
 * Brings the values of paths along with the journal, as `Follower` does for facts. Each path has its own place in the journal: one
 * that is new begins with the first result, while the others wait at the last.
 */
export class PathFollower {
  readonly #folder: string
  readonly #log: ResultLog
  readonly #parsed = new Map<string, JsonPath | null>()
  #file: { readonly writer: PathsWriter; readonly identity: string | null } | null = null
  #wanted: readonly string[] = []

  constructor(folder: string) {
    this.#folder = folder
    this.#log = openResultLog(folder)
  }

  /** Has the values of these paths kept; also in a file that is made anew. Throws what SQLite or the disk says. */
  want(paths: readonly string[]): void {
    const isNew = paths.length !== this.#wanted.length || paths.some((path, at) => path !== this.#wanted[at])
    this.#wanted = paths
    const writer = this.#open()
    if (isNew && paths.length > 0) writer?.want(paths)
  }

  /** Reads some results. False when all paths know all of them. A damaged file is made anew. Throws what SQLite or the disk says. */
  followSome(): boolean {
    const writer = this.#open()
    if (writer === null) return false
    try {
      writer.db.exec('BEGIN IMMEDIATE')
      const last = this.#log.last()
      const hasMoreChanges = this.#takeChanges(writer)
      const paths = this.#listBehind(writer, last)
      if (paths.length > 0) this.#takeBatch(writer, paths)
      writer.db.exec('COMMIT')
      return hasMoreChanges || paths.some(({ followed }) => followed.body < last)
    } catch (cause) {
      if (writer.db.isTransaction) writer.db.exec('ROLLBACK')
      if (!isDamage(cause) || !this.#dropDamaged(writer)) throw cause
      return true
    }
  }

  progress(): readonly PathProgress[] {
    if (this.#file === null) return []
    const total = this.#log.last()
    const standing = this.#file.writer.standing()
    return standing.map(({ path, body, partial }) => ({ path, read: Math.min(body, total), total, partial }))
  }

  close(): void {
    this.#close()
    this.#log.close()
  }

  #listBehind(writer: PathsWriter, last: number): readonly OpenPath[] {
    return writer
      .list()
      .filter(({ body }) => body < last)
      .map((kept) => ({
        kept,
        path: this.#parse(kept.path),
        followed: { body: kept.body, jobId: kept.jobId },
      }))
  }

  #parse(text: string): JsonPath | null {
    const known = this.#parsed.get(text)
    if (known !== undefined) return known
    const read = parsePath(text)
    const path = read.ok ? read.data : null
    this.#parsed.set(text, path)
    return path
  }

  #takeBatch(writer: PathsWriter, paths: readonly OpenPath[]): void {
    const until = performance.now() + MAX_BATCH_MS
    const after = Math.min(...paths.map(({ followed }) => followed.body))
    const rows = this.#log.read(after, MAX_BATCH_RESULTS)
    for (const row of rows) {
      const { body, job_id: jobId, job } = row
      const asking = paths.filter(({ followed }) => followed.body < body)
      if (job !== null) {
        const read = readBody(this.#folder, row)
        for (const { kept, path } of asking) writer.put(kept, job, path === null ? NOTHING : read(path))
      }
      for (const path of asking) path.followed = { body, jobId }
      if (performance.now() > until) break
    }
    for (const { kept, followed } of paths) writer.setFollowed(kept, followed)
  }

  /** Values of deleted jobs are removed, and restored ones are read again. True when there are more. */
  #takeChanges(writer: PathsWriter): boolean {
    const until = performance.now() + MAX_BATCH_MS
    const changes = this.#log.changes(writer.readChange(), MAX_BATCH_RESULTS)
    if (changes.length === 0) return false
    const paths = writer.list().map((kept) => ({ kept, path: this.#parse(kept.path) }))
    for (const { number, job } of changes) {
      const row = this.#log.ofJob(job)
      const read = row === undefined ? null : readBody(this.#folder, row)
      for (const { kept, path } of paths)
        writer.put(kept, job, path === null || read === null ? NOTHING : read(path))
      writer.setChange(number)
      if (performance.now() > until) return true
    }
    return changes.length === MAX_BATCH_RESULTS
  }

  /** Opens the file unless it is open; null while no path was ever wanted. */
  #open(): PathsWriter | null {
    const identity = identifyDerivedFile(this.#folder, 'paths')
    if (this.#file !== null) {
      if (!isMarkedDamaged(this.#folder, 'paths') && this.#file.identity === identity)
        return this.#file.writer
      this.#close()
    }
    if (identity === null && this.#wanted.length === 0) return null
    let writer = openPathsWriter(this.#folder)
    if (!writer.list().every((path) => isOfJournal(this.#log.db, path))) {
      writer.db.close()
      removeDerivedFile(this.#folder, 'paths')
      writer = openPathsWriter(this.#folder)
    }
    if (this.#wanted.length > 0) writer.want(this.#wanted)
    this.#file = { writer, identity: identifyDerivedFile(this.#folder, 'paths') }
    return writer
  }

  /** False when the file is sound: it is the journal that is damaged. */
  #dropDamaged({ db }: PathsWriter): boolean {
    let isSound = false
    try {
      isSound = Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0] === 'ok'
    } catch (cause) {
      if (!isDamage(cause)) throw cause
    }
    if (isSound) return false
    this.#close()
    markDamaged(this.#folder, 'paths')
    return true
  }

  #close(): void {
    this.#file?.writer.db.close()
    this.#file = null
  }
}

const NOTHING: PathValues = { values: [], count: 0, isWhole: true }

/** Reads a body once for several paths. What cannot be read, whatever it is, must not keep those after it from being read. */
function readBody(
  folder: string,
  { job_id: jobId, inline, bytes }: Pick<BodyRow, 'job_id' | 'inline' | 'bytes'>,
): (path: JsonPath) => PathValues {
  if ((inline?.length ?? bytes ?? 0) > MAX_PATH_BODY_BYTES) return () => UNREAD
  try {
    const tape = buildTape(inline ?? readFileSync(toBodyPath(folder, jobId)))
    return (path) => readPathValues(tape, path)
  } catch {
    return () => NOTHING
  }
}
