import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import type { SourcePictures } from '#main/pictures/source-pictures.ts'
import type { pictureRoutes } from '#shared/ipc/pictures.ts'
import { ok } from '#shared/model/result.ts'

export interface PictureServices {
  readonly pictures: SourcePictures
}

export function createPictureHandlers({ pictures }: PictureServices): RouteHandlers<typeof pictureRoutes> {
  return {
    'pictures.look': ({ jobId, again }) => pictures.look(jobId, again),
    'pictures.keep': async ({ jobId, bytes }) => {
      if (bytes !== null) return pictures.keep(jobId, bytes)
      pictures.refuse(jobId)
      return ok(null)
    },
  }
}
