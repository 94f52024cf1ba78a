import { pictureSizeIn } from '#main/files/inspect/dimensions.ts'
import { typeInside } from '#main/files/inspect/inspect.ts'
import { isPicture } from '#main/files/inspect/kinds.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { MAX_DECODED_PIXELS } from '#shared/model/bounds.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { PictureSize } from '#shared/model/source-picture.ts'

export interface CheckedPicture {
  readonly type: string
  readonly size: PictureSize
}

const HEIC = /^image\/hei[cf](?:-sequence)?$/

/**
 * Judges a picture by its first bytes before the window decodes any of it: what it is, whatever it calls itself, and how many
 * pixels it has. A few hundred bytes can name a picture that fills the memory.
 */
export async function checkPicture(head: Uint8Array): Promise<Result<CheckedPicture>> {
  const type = await typeInside(head)
  if (type !== null && HEIC.test(type)) return fail(appError('picture.heic'))
  if (type === null || !isPicture(type)) return fail(appError('picture.kind', { type: type ?? 'unknown' }))
  const size = pictureSizeIn(head)
  if (size === null) return fail(appError('picture.damaged'))
  const { width, height } = size
  if (width * height > MAX_DECODED_PIXELS) return fail(appError('picture.tooManyPixels', { width, height }))
  return ok({ type, size })
}
