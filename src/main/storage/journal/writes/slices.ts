/** Up to so many jobs are written in one transaction with everything else of the command. */
export const MAX_JOBS_AT_ONCE = 500
/** A slice of larger work ends after this time: so long other commits wait for it, ms. */
export const SLICE_MS = 20

/** Work that is done in slices, each its own transaction; the value of the last slice is the answer. */
export type Slices<T> = Generator<void, T, void>
