import { stat } from 'node:fs/promises'
import type { RegisteredFile } from '#main/files/file-registry.ts'
import { toFileKey } from '#main/files/thumbnails.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Job } from '#shared/model/job.ts'
import type { Source } from '#shared/model/source.ts'

/** Where the picture of a source can be had, and the key under which its small copy is kept. */
export type PicturePlace = { readonly key: string } & (
  | { readonly kind: 'file'; readonly file: RegisteredFile }
  | { readonly kind: 'handle'; readonly handle: string; readonly connectionId: string }
  | { readonly kind: 'link'; readonly url: string }
)

interface LocateServices {
  readonly reader: Pick<JournalReader, 'upload' | 'sealed'>
  /** The full source behind its ciphertext; null when it cannot be opened. */
  readonly unseal: (ciphertext: Uint8Array) => Promise<Source | null>
}

/** The places of a job's picture, the nearest first: a file of this computer, what became of it in the service, a link. */
export async function locateSource(job: Job, services: LocateServices): Promise<readonly PicturePlace[]> {
  const { source, handle, connectionId } = job
  const toHandlePlace = (found: string): PicturePlace => ({
    kind: 'handle',
    key: `handle ${found}`,
    handle: found,
    connectionId,
  })
  switch (source.kind) {
    case 'file': {
      const file = await findFile(job, source.path, services)
      const local: readonly PicturePlace[] =
        file === null ? [] : [{ kind: 'file', key: toFileKey(file), file }]
      return handle === null ? local : [...local, toHandlePlace(handle)]
    }
    case 'handle':
      return [toHandlePlace(source.handle)]
    case 'url': {
      const url = source.sealed === true ? await unsealUrl(job.id, services) : source.url
      return url === null ? [] : [{ kind: 'link', key: `link ${url}`, url }]
    }
    case 'alias':
    case 'none':
    case 'unreadable':
      return []
    default:
      return assertNever(source)
  }
}

/** The file as its upload found it; when nothing was uploaded, as it is on the disk now. */
async function findFile(
  { uploadId }: Job,
  path: string,
  { reader }: LocateServices,
): Promise<RegisteredFile | null> {
  const upload = uploadId === null ? null : await reader.upload(uploadId)
  if (upload !== null) return { path, size: upload.fingerprint.size, mtimeMs: upload.fingerprint.mtimeMs }
  return findOnDisk(path)
}

/** A file as it is on the disk now; null when there is none. */
export const findOnDisk = (path: string): Promise<RegisteredFile | null> =>
  stat(path).then(
    (found) => (found.isFile() ? { path, size: found.size, mtimeMs: found.mtimeMs } : null),
    () => null,
  )

async function unsealUrl(jobId: string, { reader, unseal }: LocateServices): Promise<string | null> {
  const ciphertext = await reader.sealed(jobId)
  const source = ciphertext === null ? null : await unseal(ciphertext)
  return source?.kind === 'url' ? source.url : null
}
