import { imageSize } from 'image-size'
import type { PictureSize } from '#shared/model/source-picture.ts'

export interface Dimensions {
  /** In px, as the picture is shown: turned by its orientation. */
  readonly width: number
  readonly height: number
}

/** The size of a picture as its file holds it, from the first bytes; null when they do not hold it. */
export function pictureSizeIn(head: Uint8Array): PictureSize | null {
  try {
    const { width, height, orientation = 1 } = imageSize(head)
    if (!(width > 0 && height > 0)) return null
    return { width, height, orientation: orientation >= 1 && orientation <= 8 ? orientation : 1 }
  } catch {
    return null
  }
}

/** The same as it is shown. */
export function dimensionsIn(head: Uint8Array): Dimensions | null {
  const size = pictureSizeIn(head)
  if (size === null) return null
  const { width, height, orientation } = size
  // EXIF orientations from 5 on turn the picture by 90 degrees.
  return orientation >= 5 ? { width: height, height: width } : { width, height }
}
