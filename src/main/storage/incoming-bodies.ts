import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BodyFile, BodySink, BodySinkListener, OpenBodySink } from '#main/lib/body-file.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { toStorageError } from './journal/storage-failure.ts'

/** So many bytes wait for the disk before the server has to. */
const MAX_WAITING_BYTES = 512 * 1024
/** One sync of everything at the end would hold up the commits of the journal for as long. */
const SYNC_BYTES = 4 * 1024 * 1024

/** Where results are written until they are those of their jobs: beside the place where they will lie. */
const toIncomingFolder = (folder: string): string => join(folder, 'bodies', 'incoming')

/** Removes what a process that was killed had begun to receive. */
export function removeIncomingBodies(folder: string): void {
  rmSync(toIncomingFolder(folder), { recursive: true, force: true })
}

/** Writes large results into a data folder as they arrive. */
export function createIncomingBodies(folder: string): OpenBodySink {
  return (listener) => new IncomingBody(join(toIncomingFolder(folder), `${randomUUID()}.body`), listener)
}

/** Writes what waits, then what came meanwhile, until nothing waits any more. */
class IncomingBody implements BodySink {
  readonly #path: string
  readonly #listener: BodySinkListener
  readonly #hash = createHash('sha256')
  #bytes = 0
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  #unsyncedBytes = 0
  #isFull = false
  #isDiscarded = false
  #cause: unknown = null
  #file: FileHandle | null = null
  #writing: Promise<void> | null = null

  constructor(path: string, listener: BodySinkListener) {
    this.#path = path
    this.#listener = listener
  }

  write(chunk: Uint8Array): boolean {
    if (this.#isDiscarded || this.#cause !== null) return true
    this.#hash.update(chunk)
    this.#bytes += chunk.length
    this.#waiting.push(chunk)
    this.#waitingBytes += chunk.length
    this.#writing ??= this.#writeWaiting()
    this.#isFull = this.#waitingBytes > MAX_WAITING_BYTES
    return !this.#isFull
  }

  async finish(): Promise<Result<BodyFile>> {
    await this.#writing
    try {
      await this.#file?.sync()
    } catch (cause) {
      this.#cause ??= cause
    }
    await this.#close()
    if (this.#cause !== null) {
      await this.discard()
      return fail(toError(this.#cause))
    }
    return ok({ path: this.#path, bytes: this.#bytes, sha256: this.#hash.digest('hex') })
  }

  async discard(): Promise<void> {
    this.#isDiscarded = true
    this.#waiting = []
    await this.#writing
    await this.#close()
    await rm(this.#path, { force: true }).catch(() => undefined)
  }

  async #writeWaiting(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        this.#file ??= await this.#open()
        const chunks = this.#waiting
        const bytes = this.#waitingBytes
        this.#waiting = []
        this.#waitingBytes = 0
        await writeAll(this.#file, chunks, bytes)
        this.#unsyncedBytes += bytes
        if (this.#unsyncedBytes >= SYNC_BYTES) {
          this.#unsyncedBytes = 0
          await this.#file.datasync()
        }
        if (this.#isFull && this.#waitingBytes <= MAX_WAITING_BYTES) {
          this.#isFull = false
          this.#listener.onDrain()
        }
      }
    } catch (cause) {
      this.#cause = cause
      this.#waiting = []
      if (!this.#isDiscarded) this.#listener.onFailure(toError(cause))
    } finally {
      this.#writing = null
    }
  }

  /** A new file is created, so that a link in its place is not followed. */
  #open(): Promise<FileHandle> {
    mkdirSync(dirname(this.#path), { recursive: true })
    return open(this.#path, 'wx')
  }

  async #close(): Promise<void> {
    const file = this.#file
    this.#file = null
    await file?.close().catch((cause: unknown) => {
      this.#cause ??= cause
    })
  }
}

async function writeAll(file: FileHandle, chunks: readonly Uint8Array[], bytes: number): Promise<void> {
  const { bytesWritten } = await file.writev(chunks)
  if (bytesWritten === bytes) return
  // A disk that is nearly full takes a part, and then says why it takes no more.
  await file.writeFile(Buffer.concat(chunks).subarray(bytesWritten))
}

const toError = (cause: unknown) =>
  toStorageError(cause) ?? appError('journal.unwritable', { reason: String(cause) })
