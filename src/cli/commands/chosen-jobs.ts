import type { ListCommand } from '#cli/list-arguments.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import { foldText } from '#shared/format/fold.ts'
import { DEFAULT_COLUMNS } from '#shared/model/columns/index.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { parseQuery, resolveQuery, type Names } from '#shared/model/query/index.ts'
import { toViewFilter, type SavedView } from '#shared/model/saved-view.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import { nameColumns, type NamedColumn } from '#cli/output/column-rows.ts'
import { pointAt } from '#cli/output/point-at.ts'

export interface ChosenJobs {
  readonly filter: JobFilter
  /** Null where jobs are not written as rows of columns. */
  readonly columns: readonly NamedColumn[] | null
}

/**
 * The jobs that a list is asked for: a query, within a saved view where one is named. Their columns are those that are named, else
 * those of the view, else those of the app's list at first. The error is for the person who typed it.
 */
export function chooseJobs(
  command: Pick<ListCommand, 'query' | 'view' | 'columns' | 'format'>,
  views: readonly SavedView[],
  names: Names,
  now: number,
): Result<ChosenJobs, string> {
  const { query: typed, view: name, format } = command
  const view = name === null ? ok(null) : findView(name, views)
  if (!view.ok) return view
  const { query: viewed = '', ...filter } = view.data === null ? {} : toViewFilter(view.data)
  const query = [viewed, typed.trim()].filter((part) => part !== '').join(' ')
  const { query: read, problems } = parseQuery(query, { now })
  const [first] = problems
  if (first !== undefined)
    return fail(words.queryProblem(first.message, pointAt(query, first.from, first.to)))
  // An optional key of zod may hold undefined; one of the journal may not.
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
  const layout = view.data === null || view.data.columns.length === 0 ? DEFAULT_COLUMNS : view.data.columns
  const columns = command.columns ?? (format === null ? null : nameColumns(layout))
  return ok({ filter: { ...given, query: resolveQuery(read, names) }, columns })
}

function findView(name: string, views: readonly SavedView[]): Result<SavedView, string> {
  const folded = foldText(name.trim())
  const found = views.filter((view) => view.id === name || foldText(view.name) === folded)
  const [view, another] = found
  if (view === undefined) return fail(words.noView(name, [...new Set(views.map((known) => known.name))]))
  return another === undefined
    ? ok(view)
    : fail(
        words.viewAmbiguous(
          name,
          found.map(({ id }) => id),
        ),
      )
}
