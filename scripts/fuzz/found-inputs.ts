/** An input that a reader once failed on: it threw, hung or took too much memory. */
interface FoundInput {
  /** A name of `readers.ts`. */
  readonly reader: string
  /** Base64. */
  readonly bytes: string
  readonly what: string
}

/** What the runs have found, kept for ever: `npm test` gives each to its reader again. */
export const FOUND_INPUTS: readonly FoundInput[] = []
