import { readPictureSize } from '#main/files/inspect/inspect.ts'
import type { Thumbnail, Thumbnails } from '#main/files/thumbnails.ts'
import { createSigner } from '#main/filestack/security.ts'
import { readAuthority } from '#main/filestack/urls.ts'
import { Lru } from '#main/lib/lru.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { SANDBOX_ID } from '#shared/model/connection-facts.ts'
import { shortenUrl } from '#shared/model/presigned.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { PictureSize, SourcePicture } from '#shared/model/source-picture.ts'
import type { Source } from '#shared/model/source.ts'
import { findOnDisk, locateSource, type PicturePlace } from './locate-source.ts'
import { openPicture, type OpenedPicture, type OpenServices } from './open-picture.ts'

export interface SourcePictureServices extends Pick<OpenServices, 'download' | 'fetchLink' | 'now'> {
  readonly reader: Pick<JournalReader, 'job' | 'upload' | 'sealed'>
  readonly thumbnails: Thumbnails
  readonly connections: Pick<ConnectionStore, 'open' | 'find'>
  readonly unseal: (ciphertext: Uint8Array) => Promise<Source | null>
}

/** The pictures of the sources of jobs: what is kept of them, and how one is had that is not. */
export interface SourcePictures {
  /** Asks nobody outside. With `again`, what failed before counts as untried. */
  look(jobId: string, again?: boolean): Promise<Result<SourcePicture>>
  find(jobId: string): Promise<Thumbnail | null>
  /** The picture itself, for the window to make a small one. */
  open(jobId: string, signal: AbortSignal): Promise<Result<OpenedPicture>>
  /** Keeps the small copy that the window made of the picture that was opened last for this job. */
  keep(jobId: string, bytes: Uint8Array): Promise<Result<null>>
  /** The window could not read the picture that was opened last for this job. */
  refuse(jobId: string): void
}

/** Pictures opened and failed lately: an answer to the window comes soon, or never. */
const MAX_REMEMBERED = 2000

export function createSourcePictures(services: SourcePictureServices): SourcePictures {
  const { reader, thumbnails, connections, download, fetchLink, now } = services
  const opening = { download, fetchLink, now, credentials: connections.open, signer: createSigner() }
  const opened = new Lru<string, { readonly key: string; readonly size: PictureSize }>(MAX_REMEMBERED)
  const failed = new Lru<string, AppError>(MAX_REMEMBERED)

  const locate = async (jobId: string) => {
    const job = await reader.job(jobId)
    return job === null ? null : { job, places: await locateSource(job, services) }
  }
  const findKept = async (places: readonly PicturePlace[]) => {
    for (const place of places) {
      const thumbnail = await thumbnails.find(place.key)
      if (thumbnail !== null) return { place, thumbnail }
    }
    return null
  }
  const openFirst = async (
    places: readonly PicturePlace[],
    signal: AbortSignal,
  ): Promise<Result<OpenedPicture & { readonly key: string }>> => {
    let error = appError('picture.fileGone')
    for (const place of places) {
      const got = await openPicture(place, opening, signal)
      if (got.ok) return ok({ ...got.data, key: place.key })
      error = got.error
      // Only of a file that is gone there may be a picture elsewhere.
      if (error.code !== 'picture.fileGone') break
    }
    return fail(error)
  }

  return {
    async look(jobId, again = false) {
      const located = await locate(jobId)
      if (located === null) return fail(appError('job.missing'))
      const { job, places } = located
      const kept = await findKept(places)
      if (kept !== null) return ok({ kind: 'kept', size: await findSize(kept) })
      if (again) failed.delete(jobId)
      const error = failed.get(jobId)
      if (error !== undefined) return ok({ kind: 'none', error })
      const [place] = places
      if (place === undefined) return ok({ kind: 'none', error: null })
      if (place.kind === 'link' && job.connectionId === SANDBOX_ID)
        return ok({ kind: 'none', error: appError('picture.sandbox') })
      return ok({ kind: 'obtainable', host: toHost(place, connections) })
    },
    async find(jobId) {
      const located = await locate(jobId)
      return located === null ? null : ((await findKept(located.places))?.thumbnail ?? null)
    },
    async open(jobId, signal) {
      const located = await locate(jobId)
      if (located === null) return fail(appError('job.missing'))
      const { job, places } = located
      const isForbidden = job.connectionId === SANDBOX_ID && places.some(({ kind }) => kind === 'link')
      const got = isForbidden ? fail(appError('picture.sandbox')) : await openFirst(places, signal)
      if (got.ok) opened.set(jobId, { key: got.data.key, size: got.data.size })
      else if (!signal.aborted) failed.set(jobId, got.error)
      return got
    },
    async keep(jobId, bytes) {
      const source = opened.get(jobId)
      opened.delete(jobId)
      if (source === undefined) return fail(appError('files.noPicture'))
      const isKept = await thumbnails.keep(source.key, bytes, source.size)
      return isKept ? ok(null) : fail(appError('files.noPicture'))
    },
    refuse(jobId) {
      if (opened.get(jobId) !== undefined) failed.set(jobId, appError('picture.damaged'))
      opened.delete(jobId)
    },
  }
}

/** Copies of earlier versions do not tell the size of the source; a file that has not changed since does. */
async function findSize(kept: {
  readonly place: PicturePlace
  readonly thumbnail: Thumbnail
}): Promise<PictureSize | null> {
  const { place, thumbnail } = kept
  if (thumbnail.size !== null || place.kind !== 'file') return thumbnail.size
  const found = await findOnDisk(place.file.path)
  const isSame = found?.size === place.file.size && found.mtimeMs === place.file.mtimeMs
  return isSame ? readPictureSize(place.file.path) : null
}

function toHost(place: PicturePlace, connections: Pick<ConnectionStore, 'find'>): string | null {
  if (place.kind === 'file') return null
  // The whole link may be a secret.
  if (place.kind === 'link') return URL.parse(place.url)?.host ?? shortenUrl(place.url)
  const connection = connections.find(place.connectionId)
  return connection === null ? null : readAuthority(connection.hosts.cdn)
}
