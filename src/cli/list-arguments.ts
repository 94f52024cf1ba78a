import { fail, ok, type Result } from '#shared/model/result.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import { MAX_LIST_ROWS, readWholeNumber, toText, type ArgumentValues } from './argument-values.ts'
import { readColumns, type NamedColumn, type RowFormat } from './output/column-rows.ts'

export interface ListCommand {
  readonly name: 'list'
  readonly query: string
  /** The name or id of a saved view that the jobs are in; null: all jobs. */
  readonly view: string | null
  /** Only how many there are. */
  readonly counts: boolean
  readonly limit: number | null
  /** Null: those of the view, or of the app's list at first. */
  readonly columns: readonly NamedColumn[] | null
  /** Null without columns: jobs as lines of their own form. */
  readonly format: RowFormat | null
}

/** Reads the options of `list`, and of `query`, which is the same with a query; the error is a sentence for the person who typed them. */
export function readList(
  name: 'list' | 'query',
  values: ArgumentValues,
  positionals: readonly string[],
): Result<ListCommand, string> {
  const query = positionals.join(' ')
  const view = toText(values['view'])
  if (name === 'query' && query.trim() === '' && view === null) return fail(words.noQuery)
  const counts = values['count'] === true
  const limit = readWholeNumber(values, 'limit', MAX_LIST_ROWS)
  if (!limit.ok) return limit
  if (counts && limit.data !== null) return fail(words.countOrLimit)
  const rows = readRows(values)
  if (!rows.ok) return rows
  if (counts && (rows.data.columns !== null || rows.data.format !== null)) return fail(words.countOrColumns)
  return ok({ name: 'list', query, view, counts, limit: limit.data, ...rows.data })
}

/** How rows of columns are written: CSV, unless JSON is asked for in one of the two ways. */
function readRows(values: ArgumentValues): Result<Pick<ListCommand, 'columns' | 'format'>, string> {
  const asked = toText(values['format'])
  if (asked !== null && asked !== 'csv' && asked !== 'json') return fail(words.badFormat(asked))
  if (asked === 'csv' && values['json'] === true) return fail(words.csvOrJson)
  const typed = toText(values['columns'])
  if (typed === null) return ok({ columns: null, format: asked })
  const columns = readColumns(typed)
  return columns.ok
    ? ok({ columns: columns.data, format: asked ?? (values['json'] === true ? 'json' : 'csv') })
    : columns
}
