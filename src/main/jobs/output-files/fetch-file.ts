import type { Readable } from 'node:stream'
import type { Credentials } from '#main/filestack/client.ts'
import type { Download } from '#main/filestack/download.ts'
import { toSignedFileUrl } from '#main/filestack/file-url.ts'
import type { Signer } from '#main/filestack/security.ts'
import type { ConnectionScheduler } from '#main/jobs/scheduling/connection-scheduler.ts'
import { NO_RATE_HINT } from '#main/jobs/scheduling/request-limiter.ts'
import { MAX_OUTPUT_FILE_BYTES } from '#shared/model/bounds.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Result } from '#shared/model/result.ts'
import type { OutputFile } from './output-files.ts'

export interface FetchOptions {
  readonly scheduler: ConnectionScheduler
  readonly credentials: Credentials
  readonly signer: Signer
  readonly download: (url: string, signal: AbortSignal) => Promise<Result<Download>>
  /** Unix ms. */
  readonly now: number
  readonly signal: AbortSignal
}

/** `never`: the file is gone, refused or too large. `later`: worth another try. */
export type FetchResult<T> =
  | { readonly kind: 'kept'; readonly data: T }
  | { readonly kind: 'later' | 'never' }

/** Statuses that a later try would get again. */
const FINAL_STATUSES: readonly (number | undefined)[] = [403, 404, 410]

class FileTooLargeError extends Error {}
/** The connection broke, or the server sent fewer bytes than it announced. */
class IncompleteFileError extends Error {}

/**
 * Fetches an output file when no other request of the connection waits, and passes its bytes to `write`. Rejects with what
 * `write` rejects with.
 */
export async function fetchFile<T extends { readonly bytes: number }>(
  file: OutputFile,
  options: FetchOptions,
  write: (bytes: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<FetchResult<T>> {
  const { scheduler, credentials, signer, download, now, signal } = options
  const url = toSignedFileUrl(file.url, credentials, signer, now)
  if (url === null) return { kind: 'never' }
  const answer = await scheduler.requestWhenIdle(async (permit, limiter) => {
    if (signal.aborted || !permit.tryUse()) return null
    const downloaded = await download(url, signal)
    if (!downloaded.ok && downloaded.error.status === 429) limiter.refused(NO_RATE_HINT, 'rate')
    return downloaded
  })
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

/** The bytes of the body. Throws when their number is not the announced one, so that an incomplete file is never kept as whole. */
async function* readWhole(body: Readable, length: number | null): AsyncGenerator<Uint8Array> {
  if ((length ?? 0) > MAX_OUTPUT_FILE_BYTES) throw new FileTooLargeError()
  let bytes = 0
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length
      if (bytes > MAX_OUTPUT_FILE_BYTES) throw new FileTooLargeError()
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof FileTooLargeError) throw cause
    throw new IncompleteFileError(undefined, { cause })
  }
  if (length !== null && bytes !== length) throw new IncompleteFileError()
}

/** A file that could not be written, as an error for the person. */
export const toUnwritableError = (cause: unknown) =>
  appError('file.unwritable', { reason: cause instanceof Error ? cause.message : String(cause) })
