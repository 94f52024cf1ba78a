import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { RegisteredFile } from './file-registry.ts'

/** A small picture of a local file, kept for the cards of its jobs. */
interface Thumbnail {
  readonly type: 'image/webp' | 'image/jpeg'
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Small pictures in `thumbnails/` of the data folder. Each is found by the path, size and time of its file. */
export interface Thumbnails {
  /** Resolves to false when the bytes are neither WebP nor JPEG. */
  keep(file: RegisteredFile, bytes: Uint8Array): Promise<boolean>
  find(file: RegisteredFile): Promise<Thumbnail | null>
  /** Removes the oldest until the others fit into `maxBytes`. */
  sweep(maxBytes?: number): Promise<void>
}

/** Some thousands of pictures of 1024 px. */
const MAX_TOTAL_BYTES = 512 * 1024 * 1024
const STATS_AT_ONCE = 16

export function createThumbnails(dataFolder: string): Thumbnails {
  const folder = join(dataFolder, 'thumbnails')
  const toPath = ({ path, size, mtimeMs }: RegisteredFile): string =>
    join(folder, `${createHash('sha256').update(`${size} ${mtimeMs} ${path}`).digest('hex')}.picture`)
  return {
    async keep(file, bytes) {
      if (detectType(bytes) === null) return false
      await mkdir(folder, { recursive: true })
      const temporary = join(folder, `${randomUUID()}.part`)
      await writeFile(temporary, bytes)
      await rename(temporary, toPath(file))
      return true
    },
    async find(file) {
      const bytes = await readFile(toPath(file)).catch(() => null)
      const type = bytes === null ? null : detectType(bytes)
      return bytes === null || type === null ? null : { type, bytes: new Uint8Array(bytes) }
    },
    async sweep(maxBytes = MAX_TOTAL_BYTES) {
      const names = await readdir(folder).catch(() => [])
      const kept = await pLimit(STATS_AT_ONCE).map(names, async (name) => {
        const path = join(folder, name)
        return stat(path).then(
          ({ size, mtimeMs }) => ({ path, size, mtimeMs }),
          () => ({ path, size: 0, mtimeMs: 0 }),
        )
      })
      let sum = 0
      for (const { path, size } of kept.toSorted((a, b) => b.mtimeMs - a.mtimeMs)) {
        sum += size
        if (sum > maxBytes) await rm(path, { force: true })
      }
    },
  }
}

/** The type by the first bytes, since the page is not trusted to name it. */
function detectType(bytes: Uint8Array): Thumbnail['type'] | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(12, bytes.length)).toString('latin1')
  if (/^RIFF.{4}WEBP$/s.test(text)) return 'image/webp'
  return text.startsWith('\u00FF\u00D8\u00FF') ? 'image/jpeg' : null
}
