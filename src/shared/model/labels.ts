/** Further columns of a list that came with a source, by their names. */
export type Labels = Readonly<Record<string, string>>

/**
 * The labels with each name and value changed by `change` (secrets cut). The first row of a list without a header becomes the
 * names, so these can hold a signed link, too. Names that become the same are told apart by a number: no value is lost.
 */
export function mapLabels(labels: Labels, change: (text: string) => string): Labels {
  const mapped = new Map<string, string>()
  for (const [name, value] of Object.entries(labels)) {
    const base = change(name)
    let unique = base
    for (let count = 2; mapped.has(unique); count++) unique = `${base} (${count})`
    mapped.set(unique, change(value))
  }
  return Object.fromEntries(mapped)
}

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
