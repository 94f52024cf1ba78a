import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { PictureSize } from '#shared/model/source-picture.ts'
import type { RegisteredFile } from './file-registry.ts'

/** A small picture of a source, kept for the cards and the rows of its jobs. */
export interface Thumbnail {
  readonly type: 'image/webp' | 'image/jpeg'
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The size of the picture that it was made of; null in those of earlier versions. */
  readonly size: PictureSize | null
}

/** Small pictures in `thumbnails/` of the data folder, each found by the key of what it shows. */
export interface Thumbnails {
  /** Resolves to false when the bytes are neither WebP nor JPEG. */
  keep(key: string, bytes: Uint8Array, size: PictureSize | null): Promise<boolean>
  find(key: string): Promise<Thumbnail | null>
  /** Removes those that were not looked at for longest, until the others fit into `maxBytes`. */
  sweep(maxBytes?: number): Promise<void>
}

/** The picture of a file belongs to its version: the path, the size and the time of the file. */
export const toFileKey = ({ path, size, mtimeMs }: RegisteredFile): string => `${size} ${mtimeMs} ${path}`

/** Some thousands of pictures of 1024 px. */
const MAX_TOTAL_BYTES = 512 * 1024 * 1024
const STATS_AT_ONCE = 16
/** After so many new pictures the folder is looked through again. */
const SWEEP_EVERY = 200
/** A look within this time after the last one is not written down, ms. */
const LOOK_NOTED_EVERY_MS = 3_600_000

export function createThumbnails(dataFolder: string): Thumbnails {
  const folder = join(dataFolder, 'thumbnails')
  const toPath = (key: string): string =>
    join(folder, `${createHash('sha256').update(key).digest('hex')}.picture`)
  let keptCount = 0
  const sweep = async (maxBytes = MAX_TOTAL_BYTES): Promise<void> => {
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
  }
  return {
    async keep(key, bytes, size) {
      if (detectType(bytes) === null) return false
      await mkdir(folder, { recursive: true })
      const temporary = join(folder, `${randomUUID()}.part`)
      await writeFile(temporary, size === null ? bytes : [Buffer.from(`${JSON.stringify(size)}\n`), bytes])
      await rename(temporary, toPath(key))
      keptCount += 1
      if (keptCount % SWEEP_EVERY === 0) await sweep()
      return true
    },
    async find(key) {
      const path = toPath(key)
      const found = await readFile(path).catch(() => null)
      const picture = found === null ? null : readThumbnail(found)
      if (picture !== null) await noteLook(path)
      return picture
    },
    sweep,
  }
}

/** The time of the file is that of the last look: those that nobody looks at go first. */
async function noteLook(path: string): Promise<void> {
  const now = Date.now()
  const at = await stat(path).catch(() => null)
  if (at === null || now - at.mtimeMs < LOOK_NOTED_EVERY_MS) return
  await utimes(path, new Date(now), new Date(now)).catch(() => undefined)
}

/** A line with the size of the source, and the picture; those of earlier versions are the picture alone. */
function readThumbnail(file: Buffer): Thumbnail | null {
  const end = file[0] === 0x7b ? file.indexOf(0x0a) : -1
  const bytes = new Uint8Array(file.subarray(end + 1))
  const type = detectType(bytes)
  return type === null
    ? null
    : { type, bytes, size: end < 0 ? null : readSize(file.toString('utf8', 0, end)) }
}

function readSize(line: string): PictureSize | null {
  try {
    const { width, height, orientation } = JSON.parse(line) as Partial<Record<keyof PictureSize, unknown>>
    const isSize = typeof width === 'number' && typeof height === 'number' && typeof orientation === 'number'
    return isSize && width > 0 && height > 0 ? { width, height, orientation } : null
  } catch {
    return null
  }
}

/** The type by the first bytes, since the page is not trusted to name it. */
function detectType(bytes: Uint8Array): Thumbnail['type'] | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(12, bytes.length)).toString('latin1')
  if (/^RIFF.{4}WEBP$/s.test(text)) return 'image/webp'
  return text.startsWith('\u00FF\u00D8\u00FF') ? 'image/jpeg' : null
}
