import { createHash } from 'node:crypto'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { PartBytes } from './client.ts'
import type { LocalFile } from './local-file.ts'
import type { PartRange } from './parts.ts'

/** Parts up to this size stay in memory until they are sent; a larger one is read again for every try. */
const MAX_BUFFERED_PART_BYTES = 8 * 1024 * 1024
/** Bytes read, hashed or sent at once: other work gets its turn in between. */
const CHUNK_BYTES = 524_288

/** A part of the file as it was read. */
export interface ReadPart extends PartBytes {
  readonly start: number
  /** Lowercase hex MD5. */
  readonly md5Hex: string
  /** Why its bytes could not be read again while they were sent; null when they could. */
  readonly readError: () => AppError | null
  /** Frees its memory: the bytes are not needed any more. */
  readonly release: () => void
}

/** Reads a file's parts in order: an MD5 for each, and the SHA-256 of them all. */
export class PartReader {
  readonly #file: LocalFile
  readonly #fileHash = createHash('sha256')
  readonly #scratch: Buffer
  /** Buffers of released parts, for the next ones. */
  readonly #freeBuffers: Buffer[] = []

  constructor(file: LocalFile) {
    this.#file = file
    this.#scratch = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, file.size))
  }

  /** SHA-256 of the file in lowercase hex. To be called once, after the last part. */
  sha256(): string {
    return this.#fileHash.digest('hex')
  }

  /** Reads the next part. `toSend`: its bytes will be sent, not only hashed. Null when the signal aborted. */
  async read(
    { number, start, size }: PartRange,
    toSend: boolean,
    signal: AbortSignal,
  ): Promise<Result<ReadPart> | null> {
    const buffer =
      toSend && size <= MAX_BUFFERED_PART_BYTES
        ? (this.#freeBuffers.pop() ?? Buffer.allocUnsafe(size)).subarray(0, size)
        : null
    const hash = createHash('md5')
    for (const [from, to] of toChunkRanges(size)) {
      if (signal.aborted) return null
      const chunk = buffer?.subarray(from, to) ?? this.#scratch.subarray(0, to - from)
      const error = await this.#file.readInto(chunk, start + from)
      if (error !== null) return fail(error)
      hash.update(chunk)
      this.#fileHash.update(chunk)
    }
    const md5 = hash.digest()
    const digest = { number, start, size, md5: md5.toString('base64'), md5Hex: md5.toString('hex') }
    return ok(buffer === null ? createDiskPart(this.#file, digest) : this.#createBufferedPart(buffer, digest))
  }

  #createBufferedPart(buffer: Buffer, digest: PartDigest): ReadPart {
    return {
      ...digest,
      async *open() {
        for (const [from, to] of toChunkRanges(buffer.length)) yield buffer.subarray(from, to)
      },
      readError: () => null,
      release: () => this.#freeBuffers.push(buffer),
    }
  }
}

type PartDigest = Pick<ReadPart, 'number' | 'start' | 'size' | 'md5' | 'md5Hex'>

/** Reads the bytes from the disk once more, and passes the last of them on only if all were the same as before. */
function createDiskPart(file: LocalFile, digest: PartDigest): ReadPart {
  const { start, size, md5 } = digest
  let error: AppError | null = null
  return {
    ...digest,
    async *open() {
      const hash = createHash('md5')
      for (const [from, to] of toChunkRanges(size)) {
        const chunk = Buffer.allocUnsafe(to - from)
        error = await file.readInto(chunk, start + from)
        hash.update(chunk)
        if (to === size && hash.digest('base64') !== md5) error ??= appError('upload.changed')
        if (error !== null) throw new Error(error.message)
        yield chunk
      }
    },
    readError: () => error,
    release: () => {},
  }
}

function* toChunkRanges(size: number): Generator<readonly [from: number, to: number]> {
  for (let from = 0; from < size; from += CHUNK_BYTES) yield [from, Math.min(from + CHUNK_BYTES, size)]
}
