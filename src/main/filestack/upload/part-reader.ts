import { createHash } from 'node:crypto'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { PartBytes } from './client.ts'
import type { LocalFile } from './local-file.ts'
import type { PartRange } from './parts.ts'

/** A part is held in memory up to this; a larger one is read again for every try. */
const MAX_BUFFERED_PART_BYTES = 8 * 1024 * 1024
/** Bytes read, hashed or handed on at once: other work gets its turn in between. */
const CHUNK_BYTES = 524_288

/** A part of the file as it was read. */
export interface ReadPart extends PartBytes {
  readonly start: number
  /** Lowercase hex MD5. */
  readonly md5Hex: string
  /** Why its bytes could not be had again while they were sent; null when they could. */
  readonly readError: () => AppError | null
  /** Its bytes are not needed any more. */
  readonly release: () => void
}

/** Reads a file's parts in order: an MD5 for each, and the SHA-256 of them all. */
export class PartReader {
  readonly #file: LocalFile
  readonly #fileHash = createHash('sha256')
  readonly #scratch: Buffer
  /** Buffers of parts that are done: the next parts take them. */
  readonly #freeBuffers: Buffer[] = []

  constructor(file: LocalFile) {
    this.#file = file
    this.#scratch = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, file.size))
  }

  /** Lowercase hex, after the last part; to be asked for once. */
  sha256(): string {
    return this.#fileHash.digest('hex')
  }

  /** Reads the next part; `toSend`: its bytes will be wanted. Null when the signal ended it. */
  async read(
    { number, start, size }: PartRange,
    toSend: boolean,
    signal: AbortSignal,
  ): Promise<Result<ReadPart> | null> {
    const held =
      toSend && size <= MAX_BUFFERED_PART_BYTES
        ? (this.#freeBuffers.pop() ?? Buffer.allocUnsafe(size)).subarray(0, size)
        : null
    const hash = createHash('md5')
    for (const [from, to] of toChunkRanges(size)) {
      if (signal.aborted) return null
      const chunk = held?.subarray(from, to) ?? this.#scratch.subarray(0, to - from)
      const trouble = await this.#file.readInto(chunk, start + from)
      if (trouble !== null) return fail(trouble)
      hash.update(chunk)
      this.#fileHash.update(chunk)
    }
    const digest = hash.digest()
    const about = { number, start, size, md5: digest.toString('base64'), md5Hex: digest.toString('hex') }
    return ok(held === null ? createDiskPart(this.#file, about) : this.#createBufferedPart(held, about))
  }

  #createBufferedPart(held: Buffer, about: PartDigest): ReadPart {
    return {
      ...about,
      async *open() {
        for (const [from, to] of toChunkRanges(held.length)) yield held.subarray(from, to)
      },
      readError: () => null,
      release: () => this.#freeBuffers.push(held),
    }
  }
}

type PartDigest = Pick<ReadPart, 'number' | 'start' | 'size' | 'md5' | 'md5Hex'>

/** Its bytes come from the disk once more; the last of them only if all were the same as before. */
function createDiskPart(file: LocalFile, about: PartDigest): ReadPart {
  const { start, size, md5 } = about
  let trouble: AppError | null = null
  return {
    ...about,
    async *open() {
      const hash = createHash('md5')
      for (const [from, to] of toChunkRanges(size)) {
        const chunk = Buffer.allocUnsafe(to - from)
        trouble = await file.readInto(chunk, start + from)
        hash.update(chunk)
        if (to === size && hash.digest('base64') !== md5) trouble ??= appError('upload.changed')
        if (trouble !== null) throw new Error(trouble.message)
        yield chunk
      }
    },
    readError: () => trouble,
    release: () => {},
  }
}

function* toChunkRanges(size: number): Generator<readonly [from: number, to: number]> {
  for (let from = 0; from < size; from += CHUNK_BYTES) yield [from, Math.min(from + CHUNK_BYTES, size)]
}
