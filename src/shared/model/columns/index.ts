export {
  COLUMN_FIELDS,
  columnKey,
  columnSchema,
  type ColumnField,
  type FactColumn,
  type JobColumn,
  type ListedFact,
} from './column.ts'
export { describeColumn } from './describe-column.ts'
export { formatJobValue, isAskedFor, readJobValue, type ColumnNames } from './job-value.ts'
export { KNOWN_COLUMNS, nameColumn, tagsFrom } from './known-columns.ts'
export { CAPTION_PATH, TEXT_PATH } from './known-paths.ts'
export { readColumn, splitColumns, splitOutside, writeColumn } from './write-column.ts'
export {
  columnLayoutSchema,
  columnSortSchema,
  DEFAULT_COLUMNS,
  isFoldable,
  MAX_COLUMNS,
  moveColumn,
  nextSort,
  resizeColumn,
  togglePinned,
  toggleColumn,
  type ColumnLayout,
  type ColumnSort,
  type PlacedColumn,
} from './layout.ts'
export type { CellRows, CellValue } from './cell.ts'
