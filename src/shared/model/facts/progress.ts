/** How far the results of the journal are read into facts. */
export interface FactsProgress {
  /** Results read, of all that are kept; counted by their numbers, so that both may be a little high. */
  readonly read: number
  readonly total: number
  /** False where SQLite has no index of words. */
  readonly hasWords: boolean
}
