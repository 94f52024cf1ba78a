/** One column of a list of sources. */
export interface ListColumn {
  readonly name: string
  /** The first cells that are not empty, at most three. */
  readonly examples: readonly string[]
  /** How many of the rows looked at hold something that is surely a source, 0..1. */
  readonly sources: number
}

/** The first look at a list: its head, never all of it. */
export interface ListPreview {
  readonly listId: string
  readonly name: string
  readonly columns: readonly ListColumn[]
  /** The column that looks most like sources; null when none does. */
  readonly suggested: number | null
  /** False: the first row is already data, the columns are called A, B, C. */
  readonly header: boolean
  /** The first rows under the header, at most three. */
  readonly firstRows: readonly (readonly string[])[]
  /** Rows under the header that hold anything, as far as they were counted. */
  readonly rowCount: number
  /** False: there are more rows than that. */
  readonly isCounted: boolean
  /** Sheets of a workbook to choose from; empty where there is no choice. */
  readonly sheets: readonly string[]
  /** The sheet that this is; null for a list without sheets. */
  readonly sheet: string | null
}

/** One row of a list, once it is known which column holds the sources. */
export interface ListRow {
  /** Row in the sheet, from 1. */
  readonly row: number
  /** The cell of the chosen column, unchanged. */
  readonly text: string
  readonly labels: Readonly<Record<string, string>>
}
