import type { Readable } from 'node:stream'
import type { Credentials } from '#main/filestack/client.ts'
import type { Download } from '#main/filestack/download.ts'
import { toSignedFileUrl } from '#main/filestack/file-url.ts'
import type { Signer } from '#main/filestack/security.ts'
import type { ConnectionScheduler } from '#main/jobs/scheduling/connection-scheduler.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Result } from '#shared/model/result.ts'
import type { OutputFile } from './output-files.ts'

/** Larger ones are not kept. */
const MAX_FILE_BYTES = 2 * 1024 ** 3
const NO_RATE_HINT = { limit: null, remaining: null, resetAt: null, retryAt: null }

export interface FetchOptions {
  readonly scheduler: ConnectionScheduler
  readonly credentials: Credentials
  readonly signer: Signer
  readonly download: (url: string, signal: AbortSignal) => Promise<Result<Download>>
  /** Unix ms. */
  readonly now: number
  readonly signal: AbortSignal
}

/** `never`: it is gone, refused or too large. `later`: worth another try. */
export type FetchResult<T> =
  | { readonly kind: 'kept'; readonly data: T }
  | { readonly kind: 'later' | 'never' }

class FileTooLargeError extends Error {}

/** Fetches a produced file when nothing else waits, and hands its bytes on. Rejects with what `write` rejects with. */
export async function fetchFile<T extends { readonly bytes: number }>(
  file: OutputFile,
  options: FetchOptions,
  write: (bytes: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<FetchResult<T>> {
  const { scheduler, credentials, signer, download, now, signal } = options
  const url = toSignedFileUrl(file.url, credentials, signer, now)
  if (url === null) return { kind: 'never' }
  const got = await scheduler.requestWhenIdle(async (permit, budget) => {
    if (signal.aborted || !permit.tryUse()) return null
    const answer = await download(url, signal)
    if (!answer.ok && answer.error.status === 429) budget.refused(NO_RATE_HINT, 'rate')
    return answer
  })
  if (got === null) return { kind: 'later' }
  if (!got.ok) return { kind: isFinal(got.error.status) ? 'never' : 'later' }
  const { body, length } = got.data
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

/** The bytes did not come whole. */
class IncompleteFileError extends Error {}

/** As many bytes as were announced, or an error: half a file is never taken for a whole one. */
async function* readWhole(body: Readable, length: number | null): AsyncGenerator<Uint8Array> {
  if ((length ?? 0) > MAX_FILE_BYTES) throw new FileTooLargeError()
  let seen = 0
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      seen += chunk.length
      if (seen > MAX_FILE_BYTES) throw new FileTooLargeError()
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof FileTooLargeError) throw cause
    throw new IncompleteFileError(undefined, { cause })
  }
  if (length !== null && seen !== length) throw new IncompleteFileError()
}

const isFinal = (status: number | undefined): boolean => status === 403 || status === 404 || status === 410

/** A file that could not be written, as an error for the person. */
export const toUnwritableError = (cause: unknown) =>
  appError('file.unwritable', { reason: cause instanceof Error ? cause.message : String(cause) })
