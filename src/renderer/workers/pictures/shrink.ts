/** The middle square of a picture, `px` wide. Rejects when the bytes are not a picture that the window can read. */
export async function createThumbnail(bytes: Blob, px: number): Promise<ImageBitmap> {
  const whole = await createImageBitmap(bytes)
  try {
    const side = Math.min(whole.width, whole.height)
    return await createImageBitmap(whole, (whole.width - side) >> 1, (whole.height - side) >> 1, side, side, {
      resizeWidth: px,
      resizeHeight: px,
      resizeQuality: 'medium',
    })
  } finally {
    whole.close()
  }
}

const WEBP_QUALITY = 0.82

/** The whole picture as WebP, at most `px` on its longer side; a smaller picture is not made larger. */
export async function createSmallCopy(bytes: Blob, px: number): Promise<Uint8Array> {
  const whole = await createImageBitmap(bytes)
  try {
    const scale = Math.min(1, px / Math.max(whole.width, whole.height))
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(whole.width * scale)),
      Math.max(1, Math.round(whole.height * scale)),
    )
    canvas.getContext('2d')?.drawImage(whole, 0, 0, canvas.width, canvas.height)
    const small = await canvas.convertToBlob({ type: 'image/webp', quality: WEBP_QUALITY })
    return new Uint8Array(await small.arrayBuffer())
  } finally {
    whole.close()
  }
}
