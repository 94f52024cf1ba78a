import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'

/** Hashes kept, the ones used last. */
const MOST = 10_000
const CHUNK = 1024 * 1024

/** SHA-256 of local files, each read once as long as size and time of change stay. */
export class FileHashes {
  readonly #known = new Map<string, string>()

  /** Lowercase hex; null for what cannot be read, or is no file of that size any more. */
  async of(path: string, size: number): Promise<string | null> {
    try {
      const stats = await stat(path)
      if (!stats.isFile() || stats.size !== size) return null
      const key = `${size} ${stats.mtimeMs} ${path}`
      const hash = this.#known.get(key) ?? (await hashOf(path))
      this.#keep(key, hash)
      return hash
    } catch {
      return null
    }
  }

  #keep(key: string, hash: string): void {
    this.#known.delete(key)
    this.#known.set(key, hash)
    const [oldest] = this.#known.keys()
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest)
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
