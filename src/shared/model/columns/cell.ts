/**
 * A value of a job in a column that its row does not hold. Null: it has none. Numbers are in the unit of the column:
 * confidences as the service gives them, sizes in bytes.
 */
export type CellValue = string | number | boolean | null

/** The cells of some jobs: by the id of the job, in the order of the columns that were asked for. */
export type CellRows = Readonly<Record<string, readonly CellValue[]>>
