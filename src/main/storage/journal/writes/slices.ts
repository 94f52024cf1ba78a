/** Up to so many jobs are written in one transaction with everything else of the command. */
export const MAX_JOBS_AT_ONCE = 500
/** A slice of larger work ends after this time: so long other commits wait for it, ms. */
const SLICE_MS = 12

/** Work that is done in slices, each its own transaction; the value of the last slice is the answer. */
export type Slices<T> = Generator<void, T, void>

/** Does work step by step, and ends a slice each time that its time is over. */
export function* inSlices(steps: Iterable<unknown>): Slices<void> {
  let until = performance.now() + SLICE_MS
  for (const _ of steps) {
    if (performance.now() < until) continue
    yield
    until = performance.now() + SLICE_MS
  }
}
