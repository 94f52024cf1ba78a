import { basename } from 'node:path'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import { fingerprintFile, isSameFile } from '#main/filestack/upload/file-fingerprint.ts'
import { choosePartSize } from '#main/filestack/upload/parts.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Job } from '#shared/model/job.ts'
import type { FileFingerprint, StoredPart, StoreOptions, Upload } from '#shared/model/upload.ts'

export type UploadResolution =
  /** `isNew`: not in the journal yet. `startsOver`: the file changed, so that the parts of an earlier try are useless. */
  | {
      readonly kind: 'upload'
      readonly upload: Upload
      readonly parts: readonly StoredPart[]
      readonly isNew: boolean
      readonly startsOver: boolean
    }
  /** The same bytes were stored before. */
  | { readonly kind: 'stored'; readonly upload: Upload; readonly handle: string }
  | { readonly kind: 'failed'; readonly error: AppError }

export interface ResolveUploadOptions {
  readonly reader: JournalReader
  readonly ports: EnginePorts
  /** The upload of this file that ended last in this process, if it was stored. */
  readonly recent: Upload | null
}

/**
 * Finds out what is to be done for a file: nothing, going on with the parts of an earlier try, or beginning anew. An earlier try
 * serves only where the file is unchanged and the store options are the same.
 */
export async function resolveUpload(
  job: Job,
  path: string,
  { reader, ports, recent }: ResolveUploadOptions,
): Promise<UploadResolution> {
  const { connectionId } = job
  const found = await fingerprintFile(path)
  if (!found.ok) return { kind: 'failed', error: found.error }
  const fingerprint = found.data
  const store = ports.store(connectionId)
  const own = job.uploadId === null ? null : await reader.upload(job.uploadId)
  for (const upload of [own, recent]) {
    const isStored =
      upload?.state === 'stored' && upload.goneAt === null && isSameUpload(upload, fingerprint, store)
    const isRecentEnough = upload === own || (upload?.endedAt ?? 0) >= job.createdAt
    if (isStored && isRecentEnough && upload.handle !== null)
      return { kind: 'stored', upload, handle: upload.handle }
  }
  const earlier = own !== null && own.state !== 'stored' ? own : await reader.resumable(connectionId, path)
  if (earlier !== null && isSameUpload(earlier, fingerprint, store)) {
    const parts = await reader.parts(earlier.id)
    return { kind: 'upload', upload: earlier, parts, isNew: false, startsOver: false }
  }
  const upload: Upload = {
    id: ports.newId(),
    connectionId,
    path,
    filename: basename(path),
    mimetype: await ports.detectMimetype(path),
    fingerprint,
    sha256: null,
    state: 'open',
    store,
    ticket: null,
    partSize: choosePartSize(fingerprint.size),
    createdAt: ports.clock.now(),
    endedAt: null,
    handle: null,
    goneAt: null,
    error: null,
  }
  const startsOver = earlier !== null && !isSameFile(earlier.fingerprint, fingerprint)
  return { kind: 'upload', upload, parts: [], isNew: true, startsOver }
}

const isSameUpload = (upload: Upload, fingerprint: FileFingerprint, store: StoreOptions): boolean =>
  isSameFile(upload.fingerprint, fingerprint) && isSameStore(upload.store, store)

const isSameStore = (a: StoreOptions, b: StoreOptions): boolean =>
  a.location === b.location &&
  a.path === b.path &&
  a.container === b.container &&
  a.region === b.region &&
  a.access === b.access
