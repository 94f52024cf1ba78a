export {
  COLUMN_FIELDS,
  columnKey,
  columnSchema,
  LISTED_FACTS,
  type ColumnField,
  type FactColumn,
  type JobColumn,
  type ListedFact,
} from './column.ts'
export { parseColumn, splitColumns } from './column-text.ts'
export { describeColumn } from './describe-column.ts'
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
