import { fingerprintFile, isSameFile } from '#main/filestack/upload/file-fingerprint.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { ExistingResults } from '#shared/model/existing-results.ts'
import { sourceText, type Source } from '#shared/model/source.ts'
import type { Upload } from '#shared/model/upload.ts'
import { FileHashes } from './file-hashes.ts'

/** A source of a plan as it is kept; a local file with its size in bytes. */
export type ExistingItem =
  | { readonly kind: 'source'; readonly source: Exclude<Source, { readonly kind: 'file' }> }
  | { readonly kind: 'file'; readonly path: string; readonly size: number }

/** Files read at once: more would only make a disk seek. */
const AT_ONCE = 2
/** Sources, and sizes, asked of the journal at once. */
const PORTION = 2000

const hashes = new FileHashes()

/**
 * What of a plan need not be run or uploaded again: by handle, URL, alias path, or by the bytes of a file. A file is read
 * only where an upload of its size is known, and whole only where it is not that very file. Indexes count the items.
 */
export async function findExisting(
  reader: JournalReader,
  connectionId: string,
  workflowId: string,
  items: readonly ExistingItem[],
): Promise<ExistingResults> {
  const uploads = await uploadsOf(reader, connectionId, items)
  const files: ExistingResults['files'][number][] = []
  for (const [index, upload] of uploads) {
    const { handle, filename, endedAt, createdAt } = upload
    if (handle !== null) files.push({ index, handle, filename, uploadedAt: endedAt ?? createdAt })
  }
  const textOf = (item: ExistingItem, index: number): string | null =>
    item.kind === 'source' ? sourceText(item.source) : (uploads.get(index)?.handle ?? null)
  const texts = items.map(textOf)
  const finished = new Set<string>()
  const asked = [...new Set(texts.filter((text) => text !== null))]
  for (const portion of portions(asked))
    for (const text of await reader.finishedSources(connectionId, workflowId, portion)) finished.add(text)
  const results = texts.flatMap((text, index) => (text !== null && finished.has(text) ? [index] : []))
  return { results, files: files.toSorted((a, b) => a.index - b.index) }
}

/** The upload that brought each file's bytes, by the index of the file. */
async function uploadsOf(
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
  const look = async (): Promise<void> => {
    // One iterator for all: each takes the next item that nobody has.
    for (const [index, item] of queue) {
      if (item.kind !== 'file') continue
      const upload = (await stored.get(item.size)?.of(item.path, item.size)) ?? null
      if (upload !== null) found.set(index, upload)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, look))
  return found
}

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

  /** The one of the same bytes as this file. */
  async of(path: string, size: number): Promise<Upload | null> {
    if (this.#bySha256.size === 0) return null
    const own = this.#byPath.get(path)
    if (own !== undefined) {
      const mark = await fingerprintFile(path)
      if (mark.ok && isSameFile(own.fingerprint, mark.data)) return own
    }
    return this.#bySha256.get((await hashes.of(path, size)) ?? '') ?? null
  }
}

function* portions<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += PORTION) yield all.slice(from, from + PORTION)
}
