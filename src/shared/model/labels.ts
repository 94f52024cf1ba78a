/** Further columns of a list that came with a source, by their names. */
export type Labels = Readonly<Record<string, string>>

const SEPARATOR = ' · '
/** Longest merged label. A missing picture that ten thousand rows share would fill a page of jobs with their numbers. */
const MAX_MERGED_LENGTH = 2000

/** The labels of all rows that name one source, as its job shows them: of each label every value once. */
export function mergeLabels(rows: readonly Labels[]): Labels {
  const values = new Map<string, Set<string>>()
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      const seen = values.get(name) ?? new Set()
      values.set(name, seen)
      if (value !== '') seen.add(value)
    }
  }
  return Object.fromEntries(Array.from(values, ([name, seen]) => [name, joinValues(seen)]))
}

function joinValues(values: ReadonlySet<string>): string {
  const [first = '', ...others] = values
  let joined = first
  for (const value of others) {
    if (joined.length + SEPARATOR.length + value.length > MAX_MERGED_LENGTH) return `${joined}${SEPARATOR}…`
    joined += SEPARATOR + value
  }
  return joined
}
