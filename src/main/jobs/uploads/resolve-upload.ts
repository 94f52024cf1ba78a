import { basename } from 'node:path'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import { fingerprintFile, isSameFile } from '#main/filestack/upload/file-fingerprint.ts'
import { choosePartSize } from '#main/filestack/upload/parts.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Job } from '#shared/model/job.ts'
import type { FileFingerprint, StoredPart, StoreOptions, Upload } from '#shared/model/upload.ts'

export type UploadResolution =
  /** `isNew`: not in the journal yet. `startsOver`: parts of an earlier try are worth nothing, the file changed. */
  | {
      readonly kind: 'upload'
      readonly upload: Upload
      readonly parts: readonly StoredPart[]
      readonly isNew: boolean
      readonly startsOver: boolean
    }
  /** These very bytes arrived before. */
  | { readonly kind: 'stored'; readonly upload: Upload; readonly handle: string }
  | { readonly kind: 'failed'; readonly error: AppError }

export interface ResolveUploadOptions {
  readonly reader: JournalReader
  readonly ports: EnginePorts
  /** The upload of this file that ended last in this process, if it was stored. */
  readonly recent: Upload | null
}

/** Looks at a file and for what earlier tries left of it: only an unchanged file for the same place goes on. */
export async function resolveUpload(
  job: Job,
  path: string,
  { reader, ports, recent }: ResolveUploadOptions,
): Promise<UploadResolution> {
  const { connectionId } = job
  const mark = await fingerprintFile(path)
  if (!mark.ok) return { kind: 'failed', error: mark.error }
  const store = ports.store(connectionId)
  const own = job.uploadId === null ? null : await reader.upload(job.uploadId)
  for (const upload of [own, recent]) {
    const isThere =
      upload?.state === 'stored' && upload.goneAt === null && isSameUpload(upload, mark.data, store)
    const isMine = upload === own || (upload?.endedAt ?? 0) >= job.createdAt
    if (isThere && isMine && upload.handle !== null) return { kind: 'stored', upload, handle: upload.handle }
  }
  const before = own !== null && own.state !== 'stored' ? own : await reader.resumable(connectionId, path)
  if (before !== null && isSameUpload(before, mark.data, store)) {
    const parts = await reader.parts(before.id)
    return { kind: 'upload', upload: before, parts, isNew: false, startsOver: false }
  }
  const upload: Upload = {
    id: ports.newId(),
    connectionId,
    path,
    filename: basename(path),
    mimetype: await ports.mimetypeOf(path),
    fingerprint: mark.data,
    sha256: null,
    state: 'open',
    store,
    ticket: null,
    partSize: choosePartSize(mark.data.size),
    createdAt: ports.clock.now(),
    endedAt: null,
    handle: null,
    goneAt: null,
    error: null,
  }
  const startsOver = before !== null && !isSameFile(before.fingerprint, mark.data)
  return { kind: 'upload', upload, parts: [], isNew: true, startsOver }
}

const isSameUpload = (upload: Upload, mark: FileFingerprint, store: StoreOptions): boolean =>
  isSameFile(upload.fingerprint, mark) && isSameStore(upload.store, store)

const isSameStore = (a: StoreOptions, b: StoreOptions): boolean =>
  a.location === b.location &&
  a.path === b.path &&
  a.container === b.container &&
  a.region === b.region &&
  a.access === b.access
