/** For so long a deletion can be undone, ms. Afterwards the next look removes what was deleted for good. */
export const DELETION_UNDO_MS = 24 * 3_600_000

/** Jobs that were deleted in one command. */
export interface Deletion {
  /** The id of the command. */
  readonly id: string
  /** Unix ms. */
  readonly at: number
  /** How many were deleted. */
  readonly jobs: number
  /** Started ones: they are only no longer watched. */
  readonly unwatched: number
  /** Those that stayed as they are: they wait, are being sent, or may have started. */
  readonly kept: number
}
