import { stat } from 'node:fs/promises'
import type { RegisteredFile } from '#main/files/file-registry.ts'
import type { Thumbnails } from '#main/files/thumbnails.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import { pictureHeaders } from './picture-headers.ts'

interface ThumbnailSources {
  readonly reader: Pick<JournalReader, 'job' | 'upload'>
  readonly thumbnails: Pick<Thumbnails, 'find'>
}

/** `/pictures/<job>`: the small picture kept of the local file that the job ran on. */
export function createThumbnailStream({ reader, thumbnails }: ThumbnailSources) {
  return async (_request: Request, url: URL): Promise<Response> => {
    const file = await findFile(reader, url.pathname.slice('/pictures/'.length))
    const picture = file === null ? null : await thumbnails.find(file)
    if (picture === null) return new Response(null, { status: 404 })
    return new Response(picture.bytes, { headers: pictureHeaders(picture.type, picture.bytes.length) })
  }
}

/** The file as its upload found it; when nothing was uploaded, as it is on the disk now. */
async function findFile(reader: ThumbnailSources['reader'], jobId: string): Promise<RegisteredFile | null> {
  const job = await reader.job(jobId)
  if (job === null || job.source.kind !== 'file') return null
  const { path } = job.source
  const upload = job.uploadId === null ? null : await reader.upload(job.uploadId)
  if (upload !== null) return { path, size: upload.fingerprint.size, mtimeMs: upload.fingerprint.mtimeMs }
  return stat(path).then(
    ({ size, mtimeMs }) => ({ path, size, mtimeMs }),
    () => null,
  )
}
