import { appendFile, lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { toPlainName } from './unique-names.ts'

/** Lies beside the saved files: which file of which job each of them is. */
export const INDEX_NAME = 'flowbench-files.ndjson'
/** A line is some 300 bytes; what is larger was not written here. */
const MAX_INDEX_BYTES = 256 * 1024 * 1024

const entrySchema = z.object({
  name: z.string().min(1),
  jobId: z.string(),
  pointer: z.string(),
  bytes: z.number(),
  sha256: z.string(),
})
export type SavedEntry = z.infer<typeof entrySchema>

const toKey = ({ jobId, pointer }: Pick<SavedEntry, 'jobId' | 'pointer'>): string => `${jobId} ${pointer}`

/**
 * What earlier savings have left in a folder, so that one that was stopped goes on where it ended. The file may have been changed by
 * anybody: a name with a path in it is not believed.
 */
export class SavedIndex {
  readonly #folder: string
  /** Null where something else has its name: a link would lead out of the folder. */
  readonly #path: string | null
  readonly #entries: ReadonlyMap<string, SavedEntry>

  private constructor(folder: string, path: string | null, entries: readonly SavedEntry[]) {
    this.#folder = folder
    this.#path = path
    this.#entries = new Map(entries.map((entry) => [toKey(entry), entry]))
  }

  static async open(folder: string): Promise<SavedIndex> {
    const path = join(folder, INDEX_NAME)
    const found = await lstat(path).catch(() => null)
    if (found === null) return new SavedIndex(folder, path, [])
    if (!found.isFile()) return new SavedIndex(folder, null, [])
    const text = found.size <= MAX_INDEX_BYTES ? await readFile(path, 'utf8') : ''
    // Half a line, of a saving that was killed or found the disk full: the next one begins anew.
    if (text !== '' && !text.endsWith('\n')) await appendFile(path, '\n')
    return new SavedIndex(folder, path, text.split('\n').flatMap(parseEntry))
  }

  /** The name under which this file was saved before and still lies there; null when it is to be saved. */
  async find(file: Pick<SavedEntry, 'jobId' | 'pointer'>): Promise<string | null> {
    const entry = this.#entries.get(toKey(file))
    if (entry === undefined) return null
    const isThere = await lstat(join(this.#folder, entry.name)).then(
      (found) => found.isFile(),
      () => false,
    )
    return isThere ? entry.name : null
  }

  async add(entry: SavedEntry): Promise<void> {
    if (this.#path !== null) await appendFile(this.#path, `${JSON.stringify(entry)}\n`)
  }
}

function parseEntry(line: string): readonly SavedEntry[] {
  try {
    const entry = entrySchema.safeParse(JSON.parse(line))
    return entry.success && toPlainName(entry.data.name) === entry.data.name ? [entry.data] : []
  } catch {
    // Half a line.
    return []
  }
}
