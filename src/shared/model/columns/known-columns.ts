import { columnWords } from '#shared/text/columns.ts'
import { COLUMN_FIELDS, LISTED_FACTS, type FactColumn, type JobColumn } from './column.ts'
import { describeColumn } from './describe-column.ts'
import { CAPTION_PATH, TEXT_PATH } from './known-paths.ts'

const FLAGS = ['sfw', 'infected', 'phishing', 'copyright', 'detected']
const TAG_VIEWS = ['joined', 'best', 'count'] as const

/** The columns of the labels of results with this confidence or more; 0 for all labels. */
export const tagsFrom = (atLeast: number): readonly FactColumn[] =>
  TAG_VIEWS.map((shows) => ({ kind: 'fact', fact: 'tags', shows, atLeast }))

/** The columns that any list may have, beside the labels of its sheet and what can be typed. */
export const KNOWN_COLUMNS: readonly JobColumn[] = [
  ...COLUMN_FIELDS.map((field) => ({ kind: 'field', field }) as const),
  ...tagsFrom(0),
  { kind: 'path', path: CAPTION_PATH },
  { kind: 'path', path: TEXT_PATH },
  ...FLAGS.map((name) => ({ kind: 'fact', fact: 'flag', name }) as const),
  ...LISTED_FACTS.map((fact) => ({ kind: 'fact', fact }) as const),
  { kind: 'fact', fact: 'sentiment' },
  { kind: 'fact', fact: 'fileSize' },
]

/** The name of a column where it stands alone: that of a label of results says what its number is. */
export const nameColumn = (column: JobColumn): string =>
  column.kind === 'fact' && column.fact === 'tag'
    ? columnWords.confidence(column.name)
    : describeColumn(column).title
