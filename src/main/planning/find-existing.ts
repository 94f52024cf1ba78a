import { stat } from 'node:fs/promises'
import { fingerprintFile, isSameFile } from '#main/filestack/upload/file-fingerprint.ts'
import { hashFile } from '#main/lib/hash-file.ts'
import { Turns } from '#main/lib/turns.ts'
import { Lru } from '#main/lib/lru.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { ExistingResults } from '#shared/model/existing-results.ts'
import { sourceText, type Source } from '#shared/model/source.ts'
import type { Upload } from '#shared/model/upload.ts'
import { toKeptSource, type PlannedSource } from './planned-source.ts'

/** What is looked for: a source as it is kept, or a local file with its size in bytes. */
export type ExistingItem =
  | { readonly kind: 'source'; readonly source: Exclude<Source, { readonly kind: 'file' }> }
  | { readonly kind: 'file'; readonly path: string; readonly size: number }

/** Files read at the same time: more would only slow a hard disk. */
const FILES_READ_AT_ONCE = 2
/** Sources, or sizes, in one query to the journal. */
const KEYS_PER_QUERY = 2000
const MAX_HASHES_KEPT = 10_000

/**
 * Finds what need not be run or uploaded again: by handle, URL, alias path, or by the bytes of a file. A file is read only when
 * an upload of its size is known, and completely only when it is another file than that upload's. Indexes are those of the items.
 */
export async function findExisting(
  reader: JournalReader,
  connectionId: string,
  workflowId: string,
  items: readonly ExistingItem[],
): Promise<ExistingResults> {
  const uploads = await findUploads(reader, connectionId, items)
  const files: ExistingResults['files'][number][] = []
  for (const [index, upload] of uploads) {
    const { handle, filename, endedAt, createdAt } = upload
    if (handle !== null) files.push({ index, handle, filename, uploadedAt: endedAt ?? createdAt })
  }
  const toText = (item: ExistingItem, index: number): string | null =>
    item.kind === 'source' ? sourceText(item.source) : (uploads.get(index)?.handle ?? null)
  const texts = items.map(toText)
  const finished = new Set<string>()
  const mayHaveStarted = new Set<string>()
  const open = new Set<string>()
  // A file that another run has not uploaded yet has no handle there: it is known by its path.
  const paths = items.map((item) => (item.kind === 'file' ? item.path : null))
  const distinct = [...new Set([...texts, ...paths].filter((text) => text !== null))]
  for (const portion of portions(distinct)) {
    for (const text of await reader.finishedSources(connectionId, workflowId, portion)) finished.add(text)
    for (const text of await reader.unclearSources(connectionId, workflowId, portion))
      mayHaveStarted.add(text)
    for (const text of await reader.openSources(connectionId, workflowId, portion)) open.add(text)
  }
  const findIndexes = (
    found: ReadonlySet<string>,
    of: readonly (string | null)[] = texts,
  ): readonly number[] => of.flatMap((text, index) => (text !== null && found.has(text) ? [index] : []))
  return {
    results: findIndexes(finished),
    unclear: findIndexes(mayHaveStarted),
    underWay: [...new Set([...findIndexes(open), ...findIndexes(open, paths)])].toSorted((a, b) => a - b),
    files: files.toSorted((a, b) => a.index - b.index),
  }
}

/** The same for the sources of a plan: indexes are those of the plan. */
export async function findExistingOfPlan(
  reader: JournalReader,
  plan: {
    readonly connectionId: string
    readonly workflowId: string
    readonly sources: readonly PlannedSource[]
  },
  cdnHosts: readonly string[],
): Promise<ExistingResults> {
  const items: ExistingItem[] = []
  const indexes: number[] = []
  const turns = new Turns()
  for (const [index, source] of plan.sources.entries()) {
    if (turns.isOver()) await turns.next()
    const item = toExistingItem(source, cdnHosts)
    if (item === null) continue
    items.push(item)
    indexes.push(index)
  }
  const { results, unclear, underWay, files } = await findExisting(
    reader,
    plan.connectionId,
    plan.workflowId,
    items,
  )
  const toPlanIndex = (itemIndex: number): number => indexes[itemIndex] ?? -1
  return {
    results: results.map(toPlanIndex),
    unclear: unclear.map(toPlanIndex),
    underWay: underWay.map(toPlanIndex),
    files: files.map((file) => ({ ...file, index: toPlanIndex(file.index) })),
  }
}

/** Null for a presigned link: what is kept of it is shortened, and another link may be shortened to the same. */
function toExistingItem(planned: PlannedSource, cdnHosts: readonly string[]): ExistingItem | null {
  if (planned.kind === 'file') {
    return planned.handle === null
      ? { kind: 'file', path: planned.path, size: planned.size }
      : { kind: 'source', source: { kind: 'handle', handle: planned.handle } }
  }
  const { source, secret } = toKeptSource(planned, cdnHosts)
  return secret !== null || source.kind === 'file' ? null : { kind: 'source', source }
}

/** The upload that brought each file's bytes, by the index of the file. */
async function findUploads(
  reader: JournalReader,
  connectionId: string,
  items: readonly ExistingItem[],
): Promise<ReadonlyMap<number, Upload>> {
  const sizes = new Set(items.flatMap((item) => (item.kind === 'file' ? [item.size] : [])))
  const stored = new Map<number, StoredUploads>()
  for (const portion of portions([...sizes]))
    for (const upload of await reader.storedOfSizes(connectionId, portion)) {
      const ofSize = stored.get(upload.fingerprint.size) ?? new StoredUploads()
      stored.set(upload.fingerprint.size, ofSize.add(upload))
    }
  const found = new Map<number, Upload>()
  const queue = items.entries()
  const findNext = async (): Promise<void> => {
    // All readers share one iterator: each takes the next item that no other has taken.
    for (const [index, item] of queue) {
      if (item.kind !== 'file') continue
      const upload = (await stored.get(item.size)?.find(item.path, item.size)) ?? null
      if (upload !== null) found.set(index, upload)
    }
  }
  await Promise.all(Array.from({ length: FILES_READ_AT_ONCE }, findNext))
  return found
}

/** SHA-256 of local files. A file is read once, as long as its size and its time of change stay. */
class FileHashes {
  readonly #hashes = new Lru<string, string>(MAX_HASHES_KEPT)

  /** Lowercase hex; null for what cannot be read, or is no file of that size any more. */
  async read(path: string, size: number): Promise<string | null> {
    try {
      const stats = await stat(path)
      if (!stats.isFile() || stats.size !== size) return null
      const key = `${size} ${stats.mtimeMs} ${path}`
      const hash = this.#hashes.get(key) ?? (await hashFile(path))
      this.#hashes.set(key, hash)
      return hash
    } catch {
      return null
    }
  }
}

const hashes = new FileHashes()

/** The stored uploads of one size whose bytes are known, newest first. */
class StoredUploads {
  readonly #bySha256 = new Map<string, Upload>()
  readonly #byPath = new Map<string, Upload>()

  add(upload: Upload): this {
    const { path, sha256 } = upload
    if (sha256 === null) return this
    if (!this.#bySha256.has(sha256)) this.#bySha256.set(sha256, upload)
    if (!this.#byPath.has(path)) this.#byPath.set(path, upload)
    return this
  }

  /** The upload of the same bytes as this file. */
  async find(path: string, size: number): Promise<Upload | null> {
    if (this.#bySha256.size === 0) return null
    const own = this.#byPath.get(path)
    if (own !== undefined) {
      const mark = await fingerprintFile(path)
      if (mark.ok && isSameFile(own.fingerprint, mark.data)) return own
    }
    return this.#bySha256.get((await hashes.read(path, size)) ?? '') ?? null
  }
}

function* portions<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += KEYS_PER_QUERY) yield all.slice(from, from + KEYS_PER_QUERY)
}
