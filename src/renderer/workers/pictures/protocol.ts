/** To the worker: a picture in small, square (`thumbnail`) or whole (`copy`), by the address of its bytes; or forget it. */
export type ToPictures =
  | { readonly id: number; readonly kind: 'thumbnail'; readonly url: string; readonly px: number }
  | { readonly id: number; readonly kind: 'copy'; readonly url: string; readonly px: number }
  | { readonly id: number; readonly kind: 'cancel' }

/** From the worker: the small picture; null where there is none to be had. */
export type FromPictures =
  | { readonly id: number; readonly kind: 'thumbnail'; readonly bitmap: ImageBitmap | null }
  | { readonly id: number; readonly kind: 'copy'; readonly bytes: Uint8Array | null }
