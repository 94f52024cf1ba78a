import { assertNever } from '#shared/model/assert.ts'
import { columnWords } from '#shared/text/columns.ts'
import type { ColumnField, FactColumn, JobColumn } from './column.ts'
import { findPathTitle } from './known-paths.ts'

/** How a column is drawn: its name, its width in px as long as nobody changed it, and on which side its values stand. */
interface ColumnDescription {
  readonly title: string
  readonly width: number
  readonly align?: 'right'
  /** False where the values have no order that is worth anything, or are not kept as values. */
  readonly canSort: boolean
}

const FIELD_WIDTHS: Record<ColumnField, number> = {
  state: 152,
  source: 240,
  workflow: 140,
  verdict: 80,
  result: 320,
  duration: 72,
  started: 88,
  kept: 72,
  created: 96,
  ended: 96,
  connection: 140,
  run: 160,
  jobId: 140,
  kind: 96,
  size: 88,
  resultSize: 104,
  files: 80,
  requests: 88,
  tags: 140,
  note: 200,
}
const NUMBERS: readonly ColumnField[] = ['duration', 'size', 'resultSize', 'files', 'requests']
const LABEL_WIDTH = 120

export function describeColumn(column: JobColumn): ColumnDescription {
  switch (column.kind) {
    case 'field':
      return {
        title: columnWords.fields[column.field],
        width: FIELD_WIDTHS[column.field],
        ...(NUMBERS.includes(column.field) && { align: 'right' }),
        canSort: true,
      }
    case 'label':
      return { title: column.name, width: LABEL_WIDTH, canSort: true }
    case 'path':
      return { title: findPathTitle(column.path) ?? column.path, width: 160, canSort: true }
    case 'fact':
      return describeFact(column)
    default:
      return assertNever(column)
  }
}

function describeFact(column: FactColumn): ColumnDescription {
  switch (column.fact) {
    case 'tags':
      return column.shows === 'count'
        ? { title: columnWords.tags.count(column.atLeast), width: 96, align: 'right', canSort: true }
        : { title: columnWords.tags[column.shows](column.atLeast), width: 200, canSort: true }
    case 'tag':
      return { title: column.name, width: 104, align: 'right', canSort: true }
    case 'flag':
      return { title: columnWords.flags(column.name), width: 104, canSort: true }
    case 'fileSize':
      return { title: columnWords.facts.fileSize, width: 104, align: 'right', canSort: true }
    case 'tasks':
    case 'infections':
    case 'licences':
    case 'fileTypes':
    case 'sentiment':
      return { title: columnWords.facts[column.fact], width: 160, canSort: true }
    default:
      return assertNever(column)
  }
}
