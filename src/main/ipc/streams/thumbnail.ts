import type { SourcePictures } from '#main/pictures/source-pictures.ts'
import { pictureHeaders } from './picture-headers.ts'

/** `/pictures/<job>`: the small picture that is kept of the job's source. */
export function createThumbnailStream(pictures: Pick<SourcePictures, 'find'>) {
  return async (_request: Request, url: URL): Promise<Response> => {
    const picture = await pictures.find(decodeURIComponent(url.pathname.slice('/pictures/'.length)))
    if (picture === null) return new Response(null, { status: 404 })
    return new Response(picture.bytes, { headers: pictureHeaders(picture.type, picture.bytes.length) })
  }
}
