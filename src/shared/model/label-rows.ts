/** Further columns of a list that came with a source, by their names. */
export type Labels = Readonly<Record<string, string>>

/** Between the values of several rows within one label (the record separator of ASCII). No cell holds it. */
const ROW_SEPARATOR = '\u001E'

/** A cell as it may stand in a label. */
export const toLabelText = (cell: string): string => cell.replaceAll(ROW_SEPARATOR, ' ')

/**
 * The labels of all rows that name one source, as the labels of its one job. Every label has a value for every row, so that
 * `labelRows` finds the rows again.
 */
export function joinLabelRows(rows: readonly Labels[]): Labels {
  const [only] = rows
  if (rows.length === 1 && only !== undefined) return only
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  return Object.fromEntries(
    Array.from(names, (name) => [name, rows.map((row) => row[name] ?? '').join(ROW_SEPARATOR)]),
  )
}

/** The rows of a list that a job stands for: one, unless several rows named its source. */
export function labelRows(labels: Labels): readonly Labels[] {
  const values = Object.entries(labels).map(([name, value]) => [name, labelValues(value)] as const)
  const count = Math.max(1, ...values.map(([, parts]) => parts.length))
  if (count === 1) return [labels]
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(values.map(([name, parts]) => [name, parts[row] ?? ''])),
  )
}

/** The values of one label, one for each row. */
export const labelValues = (value: string): readonly string[] => value.split(ROW_SEPARATOR)

/** A label as it is shown: the values of all rows, each once. */
export const shownLabel = (value: string): string =>
  value.includes(ROW_SEPARATOR) ? [...new Set(labelValues(value))].join(' · ') : value
