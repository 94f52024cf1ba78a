import type { AppError } from '#shared/errors/app-error.ts'

/** The size of a picture as its file holds it, px, and how it is turned to be shown (EXIF orientation, 1 to 8). */
export interface PictureSize {
  readonly width: number
  readonly height: number
  readonly orientation: number
}

/**
 * The picture of a job's source. `kept`: a small copy is here, `/pictures/<job>` of the own origin; the size is that of the
 * source, null where nobody knows it any more. `obtainable`: it can be had, from this host or, with null, from this computer.
 * `none`: there is none; the error says why, where there is something to say.
 */
export type SourcePicture =
  | { readonly kind: 'kept'; readonly size: PictureSize | null }
  | { readonly kind: 'obtainable'; readonly host: string | null }
  | { readonly kind: 'none'; readonly error: AppError | null }
