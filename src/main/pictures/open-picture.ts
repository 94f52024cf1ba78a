import { open, type FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { RegisteredFile } from '#main/files/file-registry.ts'
import { readHead } from '#main/files/inspect/head.ts'
import type { Credentials } from '#main/filestack/client.ts'
import type { DownloadFile } from '#main/filestack/download.ts'
import { toHandleUrl } from '#main/filestack/file-url.ts'
import type { Signer } from '#main/filestack/security.ts'
import { readAuthority } from '#main/filestack/urls.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { formatBytes } from '#shared/format/bytes.ts'
import { MAX_PICTURE_BYTES, MAX_WHOLE_PICTURE_BYTES } from '#shared/model/bounds.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { checkPicture, type CheckedPicture } from './check-picture.ts'
import type { FetchLink } from './fetch-link.ts'
import { findOnDisk, type PicturePlace } from './locate-source.ts'
import { readBytes } from './read-bytes.ts'

/** A picture that was judged, and its bytes, which are not read yet where they lie on this computer. */
export interface OpenedPicture extends CheckedPicture {
  readonly length: number
  readonly body: Uint8Array | Readable
}

export interface OpenServices {
  readonly download: DownloadFile
  readonly fetchLink: FetchLink
  readonly credentials: (connectionId: string) => Promise<Result<Credentials>>
  readonly signer: Signer
  /** Unix ms. */
  readonly now: () => number
}

/** The size of a photo stands behind its preview and its colour profile. */
const HEAD_BYTES = 4 * 1024 * 1024
/** Long side of the copy that is asked of the CDN. */
const COPY_PX = 1024

/** Opens the picture at a place. Never rejects. */
export async function openPicture(
  place: PicturePlace,
  services: OpenServices,
  signal: AbortSignal,
): Promise<Result<OpenedPicture>> {
  if (place.kind === 'file') return openFile(place.file)
  if (place.kind === 'handle') return openHandle(place, services, signal)
  const bytes = await services.fetchLink(place.url, signal)
  return bytes.ok ? judge(bytes.data) : bytes
}

async function judge(bytes: Uint8Array): Promise<Result<OpenedPicture>> {
  const checked = await checkPicture(bytes)
  return checked.ok ? ok({ ...checked.data, length: bytes.length, body: bytes }) : checked
}

async function openFile(wanted: RegisteredFile): Promise<Result<OpenedPicture>> {
  const gone = fail(appError('picture.fileGone'))
  const found = await findOnDisk(wanted.path)
  if (found === null || found.size !== wanted.size || found.mtimeMs !== wanted.mtimeMs) return gone
  if (found.size > MAX_PICTURE_BYTES)
    return fail(appError('picture.tooLarge', { limit: formatBytes(MAX_PICTURE_BYTES) }))
  const file = await open(wanted.path).catch(() => null)
  if (file === null) return gone
  const opened = await judgeFile(file, found.size).catch(() => gone)
  if (!opened.ok) await file.close()
  return opened
}

/** The stream of an accepted picture closes the file. It ends at the size of before: a file that grows would break the answer. */
async function judgeFile(file: FileHandle, length: number): Promise<Result<OpenedPicture>> {
  if (length === 0) return fail(appError('picture.damaged'))
  const checked = await checkPicture(await readHead(file, Math.min(HEAD_BYTES, length)))
  if (!checked.ok) return checked
  return ok({ ...checked.data, length, body: file.createReadStream({ start: 0, end: length - 1 }) })
}

/**
 * A small file comes as it is. Of a larger one only the beginning is read, which tells its size and how it is turned; then the
 * CDN is asked for a copy that is upright and no larger than needed.
 */
async function openHandle(
  { handle, connectionId }: PicturePlace & { readonly kind: 'handle' },
  { download, credentials, signer, now }: OpenServices,
  signal: AbortSignal,
): Promise<Result<OpenedPicture>> {
  const access = await credentials(connectionId)
  if (!access.ok) return access
  const host = readAuthority(access.data.hosts.cdn)
  const fetch = async (px: number | null) => {
    const url = toHandleUrl(handle, access.data, signer, { nowMs: now(), px })
    const got = await download(url, signal)
    if (got.ok || got.error.status === undefined) return got
    return fail(appError('picture.refused', { host, reason: `the answer was ${got.error.status}` }))
  }
  const whole = await fetch(null)
  if (!whole.ok) return whole
  try {
    const { length, body } = whole.data
    const head = await readStart(body, length === null || length <= MAX_WHOLE_PICTURE_BYTES)
    if (head.complete) return await judge(head.bytes)
    const checked = await checkPicture(head.bytes)
    if (!checked.ok) return checked
    const smaller = await fetch(COPY_PX)
    if (!smaller.ok) return smaller
    const copy = await readBytes(smaller.data.body, smaller.data.length ?? Number.NaN)
    const opened = copy.ok ? await judge(copy.data) : copy
    // The size is that of the source, and how it was turned before.
    return opened.ok ? ok({ ...opened.data, size: checked.data.size }) : opened
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return fail(appError('picture.refused', { host, reason }))
  }
}

/** So much of a large picture is read before a smaller one is asked for: most name their size earlier. */
const START_BYTES = 256 * 1024

/** The beginning of a body, or all of it when it is small. */
async function readStart(
  body: Readable,
  mayBeSmall: boolean,
): Promise<{ readonly bytes: Uint8Array; readonly complete: boolean }> {
  const most = mayBeSmall ? MAX_WHOLE_PICTURE_BYTES : START_BYTES
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk)
    length += chunk.length
    if (length > most) return { bytes: Buffer.concat(chunks), complete: false }
  }
  return { bytes: Buffer.concat(chunks), complete: true }
}
