/** To the worker: make a picture small, as a square (`thumbnail`) or whole (`copy`), by the address of its bytes; or give it up. */
export type ToPictures =
  | { readonly id: number; readonly kind: 'thumbnail'; readonly url: string; readonly px: number }
  | { readonly id: number; readonly kind: 'copy'; readonly url: string; readonly px: number }
  | { readonly id: number; readonly kind: 'cancel' }

/** From the worker: the small picture; null when none could be made. */
export type FromPictures =
  | { readonly id: number; readonly kind: 'thumbnail'; readonly bitmap: ImageBitmap | null }
  | { readonly id: number; readonly kind: 'copy'; readonly bytes: Uint8Array | null }
