const MIB = 1024 * 1024
/** The service's limits (docs/filestack-api.md §6): 5 MiB at least, all but the last; 10,000 at most. */
const MIN_PART_BYTES = 6 * MIB
const MAX_PARTS = 10_000

/** The bytes of one part within its file. */
export interface PartRange {
  /** From 1. */
  readonly number: number
  readonly start: number
  /** Bytes. */
  readonly size: number
}

/** Bytes of every part but the last: 6 MiB, growing in whole MiB so that 10,000 parts hold a file of any size. */
export function choosePartSize(size: number): number {
  return Math.max(MIN_PART_BYTES, Math.ceil(size / MAX_PARTS / MIB) * MIB)
}

/** The parts of a file, in order. */
export function* listParts(size: number, partSize: number): Generator<PartRange> {
  for (let start = 0, number = 1; start < size; start += partSize, number++)
    yield { number, start, size: Math.min(partSize, size - start) }
}
