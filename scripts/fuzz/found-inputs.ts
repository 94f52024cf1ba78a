/** An input that a reader once did not come back from well. */
interface FoundInput {
  /** A name of `readers.ts`. */
  readonly reader: string
  /** Base64. */
  readonly bytes: string
  readonly what: string
}

/** What the runs have found, kept for ever: `npm test` gives each to its reader again. */
export const FOUND_INPUTS: readonly FoundInput[] = []
