import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { RegisteredFile } from './registry.ts'

/** A small picture of a local file, kept for the cards of its jobs. */
interface Thumbnail {
  readonly type: 'image/webp' | 'image/jpeg'
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Small pictures in `thumbnails/` of the data folder, each under the file it was made of: path, size and time. */
export interface Thumbnails {
  /** False: these bytes are no WebP and no JPEG. */
  keep(file: RegisteredFile, bytes: Uint8Array): Promise<boolean>
  of(file: RegisteredFile): Promise<Thumbnail | null>
  /** Takes the oldest away until the rest fits into `most` bytes. */
  sweep(most?: number): Promise<void>
}

/** Some thousands of pictures of 1024 px. */
const MOST_BYTES = 512 * 1024 * 1024
const STATS_AT_ONCE = 16

export function createThumbnails(dataFolder: string): Thumbnails {
  const folder = join(dataFolder, 'thumbnails')
  const pathOf = ({ path, size, mtimeMs }: RegisteredFile): string =>
    join(folder, `${createHash('sha256').update(`${size} ${mtimeMs} ${path}`).digest('hex')}.picture`)
  return {
    async keep(file, bytes) {
      if (typeOf(bytes) === null) return false
      await mkdir(folder, { recursive: true })
      const temporary = join(folder, `${randomUUID()}.part`)
      await writeFile(temporary, bytes)
      await rename(temporary, pathOf(file))
      return true
    },
    async of(file) {
      const bytes = await readFile(pathOf(file)).catch(() => null)
      const type = bytes === null ? null : typeOf(bytes)
      return bytes === null || type === null ? null : { type, bytes: new Uint8Array(bytes) }
    },
    async sweep(most = MOST_BYTES) {
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
        if (sum > most) await rm(path, { force: true })
      }
    },
  }
}

/** By the first bytes: what the page says of it is not asked. */
function typeOf(bytes: Uint8Array): Thumbnail['type'] | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(12, bytes.length)).toString('latin1')
  if (/^RIFF.{4}WEBP$/s.test(text)) return 'image/webp'
  return text.startsWith('\u00FF\u00D8\u00FF') ? 'image/jpeg' : null
}
