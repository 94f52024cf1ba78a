import { z } from 'zod'
import { MAX_THUMBNAIL_BYTES } from '#shared/model/bounds.ts'
import type { SourcePicture } from '#shared/model/source-picture.ts'
import { route } from './route.ts'

/** A small picture (WebP or JPEG) that the window made. */
export const smallPicture = z
  .instanceof(Uint8Array)
  .refine(({ length }) => length <= MAX_THUMBNAIL_BYTES, 'it is too large')

const jobId = z.object({ jobId: z.string().min(1) })

export const pictureRoutes = {
  /** What there is of the picture of a job's source; nobody outside is asked. `again`: what failed may be tried again. */
  'pictures.look': route<SourcePicture>()(jobId.extend({ again: z.boolean().optional() })),
  /** Keeps a small copy of the picture that was just read from `/sources/<job>`; null when it could not be read. */
  'pictures.keep': route<null>()(jobId.extend({ bytes: smallPicture.nullable() })),
}
