import { stat } from 'node:fs/promises'
import { hashFile } from '#main/lib/hash-file.ts'
import { Lru } from '#main/lib/lru.ts'

const MAX_HASHES_KEPT = 10_000

/** SHA-256 of local files. A file is read once, as long as its size and its time of change stay. */
export class FileHashes {
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
