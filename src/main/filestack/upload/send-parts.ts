import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { StoredPart, UploadTicket } from '#shared/model/upload.ts'
import { retryUntilResult } from './retry.ts'
import { EtagCheck } from './etag-check.ts'
import { PartReader, type ReadPart } from './part-reader.ts'
import { listParts, type PartRange } from './parts.ts'
import { withCredentials, type StepFailure, type TransferContext } from './transfer-context.ts'

/** Every part of the file, as the storage confirmed it. */
export interface SentParts {
  readonly parts: readonly StoredPart[]
  /** Lowercase hex, over the bytes that were read for these parts. */
  readonly sha256: string
}

/** Reads the file from its first byte to its last and sends the missing parts, as many at once as there are slots. */
export async function sendParts(
  context: TransferContext,
  ticket: UploadTicket,
): Promise<Result<SentParts, StepFailure>> {
  const sending = new PartSender(context, ticket)
  const stop = (): void => sending.stop()
  context.signal.addEventListener('abort', stop, { once: true })
  if (context.signal.aborted) stop()
  try {
    return await sending.sendAll()
  } finally {
    context.signal.removeEventListener('abort', stop)
  }
}

class PartSender {
  readonly #context: TransferContext
  readonly #ticket: UploadTicket
  readonly #ranges: readonly PartRange[]
  readonly #reader: PartReader
  readonly #etags = new EtagCheck()
  readonly #parts: Map<number, StoredPart>
  readonly #underWay = new Set<Promise<void>>()
  /** Ends with the transfer's signal, and with the first part that fails. */
  readonly #stopping = new AbortController()
  #stored = 0
  #failure: AppError | null = null
  /** What the journal rejected with. */
  readonly #journalErrors: unknown[] = []

  constructor(context: TransferContext, ticket: UploadTicket) {
    const { size, state } = context.file
    this.#context = context
    this.#ticket = ticket
    this.#ranges = [...listParts(size, state.partSize)]
    this.#reader = new PartReader(context.local)
    const kept = state.parts.filter(({ number, bytes }) => this.#ranges[number - 1]?.size === bytes)
    this.#parts = new Map(kept.map((part) => [part.number, part]))
    for (const { bytes } of kept) this.#stored += bytes
  }

  stop(): void {
    this.#stopping.abort()
  }

  async sendAll(): Promise<Result<SentParts, StepFailure>> {
    const { onStored, local } = this.#context
    onStored(this.#stored)
    for (const range of this.#ranges) {
      if (this.#stopping.signal.aborted) break
      await this.#sendNext(range)
    }
    await Promise.all(this.#underWay)
    if (this.#journalErrors.length > 0) throw this.#journalErrors[0]
    if (this.#failure !== null || this.#stopping.signal.aborted) return fail(this.#failure)
    const changed = this.#etags.hasMismatch ? appError('upload.changed') : await local.checkUnchanged()
    if (changed !== null) return fail(changed)
    const parts = [...this.#parts.values()].toSorted((a, b) => a.number - b.number)
    return ok({ parts, sha256: this.#reader.sha256() })
  }

  /** Reads one part and, where the storage does not have it yet, begins to send it. */
  async #sendNext(range: PartRange): Promise<void> {
    const { slots, local } = this.#context
    const { signal } = this.#stopping
    const stored = this.#parts.get(range.number)
    // The slot comes first: a part that waits for one must not lie in memory.
    const release = stored === undefined ? await slots.acquire(signal) : (): void => {}
    const changed = signal.aborted ? null : await local.checkUnchanged()
    const part =
      changed === null ? await this.#reader.read(range, stored === undefined, signal) : fail(changed)
    if (part === null || !part.ok) {
      release()
      this.#fail(part === null ? null : part.error)
    } else if (stored !== undefined) {
      this.#etags.add(stored.etag, part.data.md5Hex)
    } else {
      const task = this.#sendPart(part.data)
        .catch((error: unknown) => {
          this.#journalErrors.push(error)
          this.#fail(null)
        })
        .finally(() => {
          release()
          this.#underWay.delete(task)
        })
      this.#underWay.add(task)
    }
  }

  async #sendPart(part: ReadPart): Promise<void> {
    const { client, slots, file, journal, onStored } = this.#context
    const { signal } = this.#stopping
    const etag = await retryUntilResult({ ...this.#context, signal }, async () => {
      const signed = await withCredentials(this.#context, (credentials) =>
        slots.request(signal, () => client.signPart(credentials, this.#ticket, part, file.store, signal)),
      )
      if (signed.kind !== 'ok') return signed
      slots.answered(signed.rate)
      await slots.waitUntilOpen(signal)
      const put = await client.put(signed.data, part, signal)
      const readError = part.readError()
      return readError === null ? put : { kind: 'refused', error: readError }
    })
    part.release()
    if (!etag.ok) return this.#fail(etag.error)
    const stored = { number: part.number, bytes: part.size, etag: etag.data }
    this.#etags.add(stored.etag, part.md5Hex)
    await journal.savePart(stored)
    this.#parts.set(stored.number, stored)
    this.#stored += stored.bytes
    onStored(this.#stored)
  }

  /** Keeps the first failure: the other parts only end because of it. */
  #fail(failure: StepFailure): void {
    this.#failure ??= failure
    this.stop()
  }
}
