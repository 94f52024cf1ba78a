import { foldText } from '#shared/format/fold.ts'
import {
  columnKey,
  KNOWN_COLUMNS,
  nameColumn,
  readColumn,
  tagsFrom,
  type ColumnLayout,
  type JobColumn,
} from '#shared/model/columns/index.ts'
import { parsePath } from '#shared/model/json-path/index.ts'
import { columnWords } from '#shared/text/columns.ts'
import { queryWords } from '#shared/text/query.ts'

/**
 * The columns that are not shown and fit what is typed. What is written as a column (`readColumn`) is one. A number makes columns of the labels from that confidence on, any other
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
    ...KNOWN_COLUMNS,
    ...labels.map((name) => ({ kind: 'label', name }) as const),
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
  const read = readColumn(typed)
  if (read !== null) return [read]
  if (typed.startsWith('$')) return []
  const [, number] = /^>?=?\s*(\d{1,3}(?:\.\d+)?)\s*%?$/.exec(typed) ?? []
  if (number !== undefined) return Number(number) <= 100 ? tagsFrom(Number(number)) : []
  return typed === '' || typed.length > 200 ? [] : [{ kind: 'fact', fact: 'tag', name: typed }]
}
