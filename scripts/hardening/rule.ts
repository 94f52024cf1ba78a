/** A rule of the hardening, and how it is taken away. */
export interface HardeningRule {
  /** What holds, in words, for the table of `docs/security.md`. */
  readonly name: string
  /** The file that holds the rule. */
  readonly file: string
  /** The text that is replaced; it stands in the file once. */
  readonly from: string
  readonly to: string
  /** The file of unit tests that goes red without the rule. */
  readonly test: string
}
