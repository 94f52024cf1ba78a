import { foldText } from '#shared/format/fold.ts'
import { parsePath } from '#shared/model/json-path/index.ts'
import {
  COLUMN_FIELDS,
  columnKey,
  describeColumn,
  LISTED_FACTS,
  type ColumnLayout,
  type FactColumn,
  type JobColumn,
} from '#shared/model/columns/index.ts'
import { columnWords } from '#shared/text/columns.ts'
import { queryWords } from '#shared/text/query.ts'

const FLAGS = ['sfw', 'infected', 'phishing', 'copyright', 'detected']
const TAG_VIEWS = ['joined', 'best', 'count'] as const

const tagsFrom = (atLeast: number): readonly FactColumn[] =>
  TAG_VIEWS.map((shows) => ({ kind: 'fact', fact: 'tags', shows, atLeast }))

/** The name of a column where it stands alone: that of a label says what its number is. */
export const nameColumn = (column: JobColumn): string =>
  column.kind === 'fact' && column.fact === 'tag'
    ? columnWords.confidence(column.name)
    : describeColumn(column).title

/**
 * The columns that are not shown and fit what is typed. A number makes columns of the labels from that confidence on, any other
 * text one of the confidence of the label that is called so, and a path one of its values.
 */
export function offerColumns(
  labels: readonly string[],
  layout: ColumnLayout,
  typed: string,
): readonly JobColumn[] {
  const text = foldText(typed.trim())
  const shown = new Set(layout.map(({ column }) => columnKey(column)))
  const known: readonly JobColumn[] = [
    ...COLUMN_FIELDS.map((field) => ({ kind: 'field', field }) as const),
    ...labels.map((name) => ({ kind: 'label', name }) as const),
    ...tagsFrom(0),
    ...FLAGS.map((name) => ({ kind: 'fact', fact: 'flag', name }) as const),
    ...LISTED_FACTS.map((fact) => ({ kind: 'fact', fact }) as const),
    { kind: 'fact', fact: 'sentiment' },
    { kind: 'fact', fact: 'fileSize' },
  ]
  const matching = known.filter((column) => foldText(nameColumn(column)).includes(text))
  const all = new Map([...matching, ...readTyped(typed.trim())].map((column) => [columnKey(column), column]))
  return [...all].flatMap(([key, column]) => (shown.has(key) ? [] : [column]))
}

/** Why nothing is offered for what is typed. */
export function describeNone(layout: ColumnLayout, typed: string): string {
  const text = foldText(typed.trim())
  const shown = layout.find(({ column }) => foldText(nameColumn(column)).includes(text))
  if (shown !== undefined) return columnWords.menu.isShown(nameColumn(shown.column))
  const path = typed.trim().startsWith('$') ? parsePath(typed.trim()) : null
  return path?.ok === false ? queryWords.problem.path[path.error.reason] : columnWords.menu.none
}

function readTyped(typed: string): readonly JobColumn[] {
  if (typed.startsWith('$'))
    return typed.length <= 2000 && parsePath(typed).ok ? [{ kind: 'path', path: typed }] : []
  const [, number] = /^>?=?\s*(\d{1,3}(?:\.\d+)?)\s*%?$/.exec(typed) ?? []
  if (number !== undefined) return Number(number) <= 100 ? tagsFrom(Number(number)) : []
  return typed === '' || typed.length > 200 ? [] : [{ kind: 'fact', fact: 'tag', name: typed }]
}
