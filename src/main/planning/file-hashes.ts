import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Lru } from '#main/lib/lru.ts'

const MAX_HASHES_KEPT = 10_000
const CHUNK_BYTES = 1024 * 1024

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

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }))
    hash.update(chunk as Buffer)
  return hash.digest('hex')
}
