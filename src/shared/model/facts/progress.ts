/** How far the results of the journal are read into facts. */
export interface FactsProgress {
  /** Results read, of all that are kept; counted by their numbers, so that both may be a little high. */
  readonly read: number
  readonly total: number
  /** False where SQLite has no index of words. */
  readonly hasWords: boolean
  /** Of each JSON path whose values are kept. */
  readonly paths: readonly PathProgress[]
}

/** How far the results are read for one JSON path; numbers as in `FactsProgress`. */
export interface PathProgress {
  readonly path: string
  readonly read: number
  readonly total: number
  /** Jobs in which the path finds more than is kept: too many values, too long a text, too large a result. */
  readonly partial: number
}

/** What is furthest behind: the facts, or one of these paths. All of them without `paths`. */
export function findSlowest(
  { read, total, paths }: FactsProgress,
  wanted?: readonly string[],
): { readonly read: number; readonly total: number } {
  const asked = paths.filter(({ path }) => wanted === undefined || wanted.includes(path))
  return [{ read, total }, ...asked].reduce((slow, each) =>
    each.total - each.read > slow.total - slow.read ? each : slow,
  )
}
