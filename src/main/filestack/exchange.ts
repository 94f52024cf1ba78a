import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { BodyFile, BodySink, OpenBodySink } from '#main/lib/body-file.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { subscribeAbort } from '#main/lib/subscribe-abort.ts'
import { MAX_ERROR_BODY_BYTES, MAX_HELD_RESULT_BYTES } from '#shared/model/bounds.ts'
import { toFailure, toThrownFailure, type Failure } from './failures.ts'
import type { HttpBody, HttpOutcome, HttpRequest } from './transport.ts'

/** What may come as the body of the answer, and where a large one goes. */
interface BodyOptions {
  readonly maxBodyBytes: number
  readonly openSink: OpenBodySink | undefined
  /** From then on a body has to come faster than a drip, ms after its head. */
  readonly dripGraceMs: number
}

/** A body that comes more slowly is no transfer: it would hold its place among the requests for ever. */
const MIN_BYTES_PER_SECOND = 100

/** Sends one request once. undici's dispatch is used directly: it tells when the request is handed to a socket. */
export function sendOnce(
  dispatcher: Dispatcher,
  request: HttpRequest,
  options: BodyOptions,
): Promise<HttpOutcome> {
  return new Promise((resolve) => {
    const handler = new ExchangeHandler(request.signal, options, resolve)
    if (handler.settled) return
    const [, origin = '', path = ''] = /^([a-z]+:\/\/[^/?#]+)(.*)$/is.exec(request.url) ?? []
    const { method = 'GET', body } = request
    const headers = toHeaders(request)
    try {
      dispatcher.dispatch(
        { origin, path: path === '' ? '/' : path, method, headers, ...toDispatchBody(body) },
        handler,
      )
    } catch (error) {
      handler.onThrow(error)
    }
  })
}

/** A body that is read while it is sent announces its length, and undici sends exactly that many bytes. */
function toHeaders({ headers, body }: HttpRequest): Record<string, string> {
  return body === undefined || body instanceof Uint8Array
    ? { ...headers }
    : { ...headers, 'content-length': String(body.bytes) }
}

/** The body is opened when undici asks for its first byte, so never for a request that is not sent. */
function toDispatchBody(body: HttpBody | undefined): Pick<Dispatcher.DispatchOptions, 'body'> {
  if (body === undefined || body instanceof Uint8Array) return { body: body ?? null }
  const stream = Readable.from(body.open(), { objectMode: false })
  // undici gets the error of the stream. After the exchange has ended, nobody needs it.
  stream.on('error', () => {})
  return { body: stream }
}

class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly #endSubscription: () => void
  readonly #options: BodyOptions
  readonly #resolve: (outcome: HttpOutcome) => void
  #controller: Dispatcher.DispatchController | null = null
  #head: { readonly status: number; readonly headers: Readonly<Record<string, string>> } | null = null
  #chunks: Uint8Array[] = []
  #bytes = 0
  #tooLarge = false
  #isDrip = false
  #headAt = 0
  #sink: BodySink | null = null
  #unwritable: AppError | null = null
  settled = false

  constructor(signal: AbortSignal, options: BodyOptions, resolve: (outcome: HttpOutcome) => void) {
    this.#options = options
    this.#resolve = resolve
    this.#endSubscription = subscribeAbort(signal, this.#cancel)
    if (signal.aborted) this.#cancel()
  }

  /** From here on bytes may have been sent; before, surely none were. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.settled) controller.abort(new Error('called off before it was sent'))
    else this.#controller = controller
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200) return
    const flat: Record<string, string> = {}
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) flat[name] = typeof value === 'string' ? value : value.join(', ')
    }
    this.#head = { status, headers: flat }
    this.#headAt = performance.now()
    if (this.#isSuccess && Number(flat['content-length']) > this.#options.maxBodyBytes)
      this.#stopReading(controller)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.settled) return
    this.#bytes += chunk.length
    if (!this.#isSuccess && this.#bytes > MAX_ERROR_BODY_BYTES) this.#endEarly(controller)
    else if (this.#bytes > this.#options.maxBodyBytes) this.#stopReading(controller)
    else if (this.#isTooSlow()) this.#stopDrip(controller)
    else this.#take(controller, chunk)
  }

  #isTooSlow(): boolean {
    const elapsedMs = performance.now() - this.#headAt
    return elapsedMs > this.#options.dripGraceMs && this.#bytes < (elapsedMs / 1000) * MIN_BYTES_PER_SECOND
  }

  #stopDrip(controller: Dispatcher.DispatchController): void {
    this.#isDrip = true
    controller.abort(new Error('the body comes too slowly'))
  }

  onResponseEnd(): void {
    if (this.#sink === null) this.#answer(null)
    else void this.#finishFile(this.#sink)
  }

  /** Holds a small body, and writes a large one as it comes: the server waits while the disk does. */
  #take(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#sink === null) this.#chunks.push(chunk)
    else if (!this.#sink.write(chunk)) controller.pause()
    const { openSink } = this.#options
    if (openSink === undefined || this.#sink !== null) return
    if (!this.#isSuccess || this.#bytes <= MAX_HELD_RESULT_BYTES) return
    this.#sink = openSink({
      onDrain: () => controller.resume(),
      onFailure: (error) => {
        this.#unwritable = error
        controller.abort(new Error('the body cannot be written'))
      },
    })
    if (!this.#sink.write(Buffer.concat(this.#chunks.splice(0)))) controller.pause()
  }

  async #finishFile(sink: BodySink): Promise<void> {
    const finished = await sink.finish()
    if (this.settled) return
    if (finished.ok) return this.#answer(null, finished.data)
    this.#unwritable = finished.error
    this.#fail({ reason: 'lost', nothingSent: false, code: 'UNWRITABLE' })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(toFailure(error, this.#controller !== null))
  }

  /** The hand-over of the request to undici threw. */
  onThrow(error: unknown): void {
    if (!this.settled) this.#fail(toThrownFailure(error, this.#controller !== null))
  }

  readonly #cancel = (): void => {
    const begun = this.#controller !== null
    this.#fail({ reason: 'cancelled', nothingSent: !begun, code: 'ABORT_ERR' })
    this.#controller?.abort(new Error('called off'))
  }

  /** The message of a refusal is at its beginning, so the rest of a long body is not read. */
  #endEarly(controller: Dispatcher.DispatchController): void {
    this.#answer(null)
    controller.abort(new Error('error page too large'))
  }

  get #isSuccess(): boolean {
    return this.#head !== null && this.#head.status < 300
  }

  #stopReading(controller: Dispatcher.DispatchController): void {
    this.#tooLarge = true
    controller.abort(new Error('body too large'))
  }

  #fail(failure: Failure): void {
    const { reason } = failure
    const error = this.#unwritable
    const why: Failure = this.#tooLarge
      ? { ...failure, reason: 'tooLarge' }
      : error !== null && reason !== 'cancelled'
        ? { ...failure, reason: 'unwritable', error }
        : this.#isDrip
          ? { ...failure, reason: 'timeout' }
          : failure
    void this.#sink?.discard()
    if (this.#head === null || reason === 'cancelled') this.#settle({ kind: 'failed', failure: why })
    else this.#answer(why)
  }

  #answer(broken: Failure | null, file?: BodyFile): void {
    const { status, headers } = this.#head ?? { status: 0, headers: {} }
    const body = this.#tooLarge ? new Uint8Array() : Buffer.concat(this.#chunks)
    this.#settle({ kind: 'answer', status, headers, body, broken, ...(file === undefined ? {} : { file }) })
  }

  #settle(outcome: HttpOutcome): void {
    this.settled = true
    this.#chunks = []
    this.#endSubscription()
    this.#resolve(outcome)
  }
}
