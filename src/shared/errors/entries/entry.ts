/** What happened in plain words, and what to do. `{…}` is filled from the values given. */
export interface Entry {
  readonly message: string
  readonly advice: string
}
