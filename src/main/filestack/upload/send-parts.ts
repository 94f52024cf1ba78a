import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { StoredPart, UploadTicket } from '#shared/model/upload.ts'
import { attempt } from './attempts.ts'
import { Etags } from './etags.ts'
import { PartReader, type ReadPart } from './part-reader.ts'
import { partsOf, type PartRange } from './parts.ts'
import { signedIn, type Failed, type Work } from './work.ts'

/** Every part of the file, as the storage confirmed it. */
export interface Sent {
  readonly parts: readonly StoredPart[]
  /** Lowercase hex, over the bytes that were read for these parts. */
  readonly sha256: string
}

/** Reads the file from its first byte to its last and sends the parts that are missing, as many at once as there is room. */
export async function sendParts(work: Work, ticket: UploadTicket): Promise<Result<Sent, Failed>> {
  const sending = new Sending(work, ticket)
  const stop = (): void => sending.stop()
  work.signal.addEventListener('abort', stop, { once: true })
  if (work.signal.aborted) stop()
  try {
    return await sending.all()
  } finally {
    work.signal.removeEventListener('abort', stop)
  }
}

class Sending {
  readonly #work: Work
  readonly #ticket: UploadTicket
  readonly #ranges: readonly PartRange[]
  readonly #reader: PartReader
  readonly #etags = new Etags()
  readonly #parts: Map<number, StoredPart>
  readonly #underWay = new Set<Promise<void>>()
  /** Ends with the transfer's signal, and with the first part that fails. */
  readonly #stopping = new AbortController()
  #stored = 0
  #failure: AppError | null = null
  /** What the keeper rejected with. */
  readonly #thrown: unknown[] = []

  constructor(work: Work, ticket: UploadTicket) {
    const { size, state } = work.file
    this.#work = work
    this.#ticket = ticket
    this.#ranges = [...partsOf(size, state.partSize)]
    this.#reader = new PartReader(work.local)
    const kept = state.parts.filter(({ number, bytes }) => this.#ranges[number - 1]?.size === bytes)
    this.#parts = new Map(kept.map((part) => [part.number, part]))
    for (const { bytes } of kept) this.#stored += bytes
  }

  stop(): void {
    this.#stopping.abort()
  }

  async all(): Promise<Result<Sent, Failed>> {
    const { onStored, local } = this.#work
    onStored(this.#stored)
    for (const range of this.#ranges) {
      if (this.#stopping.signal.aborted) break
      await this.#next(range)
    }
    await Promise.all(this.#underWay)
    if (this.#thrown.length > 0) throw this.#thrown[0]
    if (this.#failure !== null || this.#stopping.signal.aborted) return fail(this.#failure)
    const changed = this.#etags.disagree ? appError('upload.changed') : await local.changed()
    if (changed !== null) return fail(changed)
    const parts = [...this.#parts.values()].toSorted((a, b) => a.number - b.number)
    return ok({ parts, sha256: this.#reader.sha256() })
  }

  /** Reads one part, and lets it go when it is not with the storage yet. */
  async #next(range: PartRange): Promise<void> {
    const { room, local } = this.#work
    const { signal } = this.#stopping
    const known = this.#parts.get(range.number)
    // Room first: a part that waits for it must not fill the memory.
    const leave = known === undefined ? await room.acquire(signal) : (): void => {}
    const changed = signal.aborted ? null : await local.changed()
    const part =
      changed === null ? await this.#reader.read(range, known === undefined, signal) : fail(changed)
    if (part === null || !part.ok) {
      leave()
      this.#end(part === null ? null : part.error)
    } else if (known !== undefined) {
      this.#etags.see(known.etag, part.data.md5Hex)
    } else {
      const task = this.#send(part.data)
        .catch((error: unknown) => {
          this.#thrown.push(error)
          this.#end(null)
        })
        .finally(() => {
          leave()
          this.#underWay.delete(task)
        })
      this.#underWay.add(task)
    }
  }

  async #send(part: ReadPart): Promise<void> {
    const { client, room, file, keeper, onStored } = this.#work
    const { signal } = this.#stopping
    const etag = await attempt({ ...this.#work, signal }, async () => {
      const signed = await signedIn(this.#work, (credentials) =>
        client.signPart(credentials, this.#ticket, part, file.store, signal),
      )
      if (signed.kind !== 'ok') return signed
      room.answered(signed.rate)
      await room.open(signal)
      const put = await client.put(signed.data, part, signal)
      const trouble = part.trouble()
      return trouble === null ? put : { kind: 'refused', error: trouble }
    })
    part.done()
    if (!etag.ok) return this.#end(etag.error)
    const stored = { number: part.number, bytes: part.size, etag: etag.data }
    this.#etags.see(stored.etag, part.md5Hex)
    await keeper.part(stored)
    this.#parts.set(stored.number, stored)
    this.#stored += stored.bytes
    onStored(this.#stored)
  }

  /** The first failure counts; the others only end because of it. */
  #end(failure: Failed): void {
    this.#failure ??= failure
    this.stop()
  }
}
