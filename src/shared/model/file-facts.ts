import type { AppError } from '#shared/errors/app-error.ts'

/** What the content of a file tells about it. Lengths in ms, sizes in px. */
export interface FileFacts {
  readonly id: string
  readonly kind: 'image' | 'video' | 'audio' | 'document' | 'archive' | 'text' | 'other'
  /** By content, else by name; `application/octet-stream` when neither tells. */
  readonly mimetype: string
  readonly width: number | null
  readonly height: number | null
  readonly durationMs: number | null
  /** The window can show a small picture of it: `/local/<id>` of its own origin. */
  readonly picture: boolean
  /** Worth knowing before it is sent (documented limits). */
  readonly warnings: readonly ('videoOverTenMinutes' | 'pictureTooLarge' | 'pictureTooManyPixels')[]
  /** Why it cannot be sent: vanished, unreadable, no bytes. */
  readonly problem: AppError | null
}
