/** Bytes of the data folder, by what they are for. */
export interface DiskUse {
  /** The history's file, with results up to 256 kB. */
  readonly history: number
  /** Larger results. */
  readonly results: number
  /** Files that results link to, kept. */
  readonly keptFiles: number
  /** Small pictures of added files. */
  readonly pictures: number
  /** What results say, made from the history. */
  readonly facts: number
}

/** What came of making the history's file smaller. */
export interface CompactResult {
  /** Bytes that the disk has back. */
  readonly freed: number
}
