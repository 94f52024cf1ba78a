import { Readable } from 'node:stream'
import type { SourcePictures } from '#main/pictures/source-pictures.ts'
import { pictureHeaders } from './picture-headers.ts'

/** `/sources/<job>`: the picture that the job ran on, from which the window makes a small one. */
export function createSourcePictureStream(pictures: Pick<SourcePictures, 'open'>) {
  return async (request: Request, url: URL): Promise<Response> => {
    const jobId = decodeURIComponent(url.pathname.slice('/sources/'.length))
    const opened = await pictures.open(jobId, request.signal)
    if (!opened.ok) return new Response(null, { status: 404 })
    const { type, length, body } = opened.data
    const headers = pictureHeaders(type, length)
    return body instanceof Readable
      ? new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, { headers })
      : new Response(new Uint8Array(body), { headers })
  }
}
