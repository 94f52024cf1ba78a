import type { Readable } from 'node:stream'
import type { Credentials } from '#main/filestack/client.ts'
import type { Download } from '#main/filestack/download.ts'
import { toSignedFileUrl } from '#main/filestack/file-url.ts'
import type { Signer } from '#main/filestack/security.ts'
import type { ConnectionScheduler } from '#main/jobs/scheduling/connection-scheduler.ts'
import { NO_RATE_HINT } from '#main/jobs/scheduling/request-limiter.ts'
import { MAX_OUTPUT_FILE_BYTES } from '#shared/model/bounds.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { OutputFile } from './output-files.ts'

export interface FetchOptions {
  readonly scheduler: ConnectionScheduler
  readonly credentials: Credentials
  readonly signer: Signer
  readonly download: (url: string, signal: AbortSignal) => Promise<Result<Download>>
  /** Unix ms as the service counts them: a signature is made when its request leaves. */
  readonly serverNow: () => number
  readonly signal: AbortSignal
}

/** `never`: the file is gone, refused or too large. `later`: worth another try. */
export type FetchResult<T> =
  | { readonly kind: 'kept'; readonly data: T }
  | { readonly kind: 'later' | 'never' }

/** So often the service may say that it was asked too much, before a file that a person waits for is given up. */
const MAX_REFUSALS = 5

/** Statuses that a later try would get again. */
const FINAL_STATUSES: readonly (number | undefined)[] = [404, 410]

class FileTooLargeError extends Error {
  constructor() {
    super('it is too large')
  }
}
/** The connection broke, or the server sent fewer bytes than it announced. */
class IncompleteFileError extends Error {
  constructor(options?: ErrorOptions) {
    super('it did not come whole', options)
  }
}

/**
 * Fetches an output file when it is its turn among the requests of the connection, once more with a fresh signature when it is
 * refused, and passes its bytes to `write`. Rejects with what `write` rejects with.
 */
export async function fetchFile<T extends { readonly bytes: number }>(
  file: OutputFile,
  options: FetchOptions,
  write: (bytes: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<FetchResult<T>> {
  const { signal } = options
  const answer = await requestSignedFile(file, options)
  if (answer === null) return { kind: 'later' }
  if (!answer.ok) return { kind: FINAL_STATUSES.includes(answer.error.status) ? 'never' : 'later' }
  const { body, length } = answer.data
  const stop = (): void => void body.destroy()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const data = await write(readWhole(body, length))
    return { kind: 'kept', data }
  } catch (cause) {
    if (cause instanceof FileTooLargeError) return { kind: 'never' }
    if (cause instanceof IncompleteFileError) return { kind: 'later' }
    throw cause
  } finally {
    signal.removeEventListener('abort', stop)
    body.destroy()
  }
}

/**
 * The bytes of an output file that a person waits for: when it is its turn, and again when the service was asked too much. They
 * throw where they are not as many as announced, or too many.
 */
export async function openFileInTurn(
  file: Pick<OutputFile, 'url'>,
  options: FetchOptions,
): Promise<Result<AsyncIterable<Uint8Array>>> {
  for (let refusals = 0; ; refusals += 1) {
    const answer = await requestSignedFile(file, options)
    if (answer === null) return fail(appError('file.notNow'))
    if (answer.ok) return ok(readWhole(answer.data.body, answer.data.length))
    if (answer.error.status !== 429 || refusals === MAX_REFUSALS) return answer
  }
}

/** One request, and one more with a fresh signature when it is refused: its policy may have ended on the way, or was signed for another time than the service's. */
async function requestSignedFile(
  file: Pick<OutputFile, 'url'>,
  options: FetchOptions,
): Promise<Result<Download> | null> {
  const first = await requestFile(file, options)
  const isRefused = first !== null && !first.ok && first.error.status === 403
  return isRefused ? requestFile(file, options) : first
}

/** Makes one request for the file, signed when it is sent; null when it could not be sent now. */
function requestFile(file: Pick<OutputFile, 'url'>, options: FetchOptions): Promise<Result<Download> | null> {
  const { scheduler, credentials, signer, download, serverNow, signal } = options
  return scheduler.requestInTurn('outputFile', signal, async (permit, limiter) => {
    const url = toSignedFileUrl(file.url, credentials, signer, serverNow())
    if (url === null) return fail(appError('file.notOurs', {}, { status: 404 }))
    if (!permit.tryUse()) return null
    const downloaded = await download(url, signal)
    if (!downloaded.ok && downloaded.error.status === 429) limiter.refused(NO_RATE_HINT, 'rate')
    return downloaded
  })
}

/** The bytes of the body. Throws where they are not as many as announced, so that half a file is never kept as a whole one. */
async function* readWhole(body: Readable, length: number | null): AsyncGenerator<Uint8Array> {
  let bytes = 0
  try {
    if ((length ?? 0) > MAX_OUTPUT_FILE_BYTES) throw new FileTooLargeError()
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length
      if (bytes > MAX_OUTPUT_FILE_BYTES) throw new FileTooLargeError()
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof FileTooLargeError) throw cause
    throw new IncompleteFileError({ cause })
  } finally {
    // Not read at all, it would hold its connection.
    body.destroy()
  }
  if (length !== null && bytes !== length) throw new IncompleteFileError()
}

/** A file that could not be written, as an error for the person. */
export const toUnwritableError = (cause: unknown) =>
  appError('file.unwritable', { reason: cause instanceof Error ? cause.message : String(cause) })
