import { imageSize } from 'image-size'

export interface Dimensions {
  /** In px, as the picture is shown: turned by its orientation. */
  readonly width: number
  readonly height: number
}

/** The size of a picture, from the first bytes of its file; null when they do not hold it. */
export function dimensionsIn(head: Uint8Array): Dimensions | null {
  try {
    const { width, height, orientation = 1 } = imageSize(head)
    if (!(width > 0 && height > 0)) return null
    // EXIF orientations from 5 on turn the picture by 90 degrees.
    return orientation >= 5 ? { width: height, height: width } : { width, height }
  } catch {
    return null
  }
}
