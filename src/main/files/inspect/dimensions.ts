import { imageSize } from 'image-size'

export interface Dimensions {
  /** px, as shown: turned by its orientation. */
  readonly width: number
  readonly height: number
}

/** Size of a picture by its head; null when the head does not tell. */
export function dimensionsIn(head: Uint8Array): Dimensions | null {
  try {
    const { width, height, orientation = 1 } = imageSize(head)
    if (!(width > 0 && height > 0)) return null
    // From 5 on, EXIF lays the picture on its side.
    return orientation >= 5 ? { width: height, height: width } : { width, height }
  } catch {
    return null
  }
}
