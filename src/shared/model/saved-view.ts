import { z } from 'zod'
import { columnLayoutSchema, columnSortSchema, DEFAULT_COLUMNS } from './columns/index.ts'
import type { JobFilterInput } from './job-page.ts'
import { cutQuery, joinQuery, parseQuery, splitQuery, type QueryProblem } from './query/index.ts'
import { MAX_QUERY_LENGTH } from './query/query.ts'

export const MAX_SAVED_VIEWS = 500
export const MAX_VIEW_NAME = 80

const id = z.string().min(1).max(128)

/** What a saved view shows: a query, what it is narrowed to by id, and how it is drawn. */
const viewContentSchema = z.object({
  query: z.string().max(MAX_QUERY_LENGTH),
  connectionId: id.optional(),
  workflowId: id.optional(),
  runId: id.optional(),
  /** The order of the jobs of one run. */
  order: z.enum(['newest', 'list']),
  columns: columnLayoutSchema.catch(() => [...DEFAULT_COLUMNS]),
  /** By which column it is sorted; null in its order. */
  sort: columnSortSchema.nullable().catch(null),
})
export type ViewContent = z.infer<typeof viewContentSchema>

export const savedViewSchema = viewContentSchema.extend({
  id,
  name: z.string().trim().min(1).max(MAX_VIEW_NAME),
})
/** A view of the history that the person named. Two may have one name. */
export type SavedView = z.infer<typeof savedViewSchema>

/** The jobs that a view lists, as main takes it. */
export function toViewFilter(view: ViewContent): JobFilterInput {
  const { connectionId, workflowId, runId } = view
  const query = cutQuery(view.query).trim()
  return {
    ...(connectionId !== undefined && { connectionId }),
    ...(workflowId !== undefined && { workflowId }),
    ...(runId !== undefined && { runId }),
    ...(query !== '' && { query }),
  }
}

/** What is not understood of the query of a view; null where all is. */
export const findViewProblem = ({ query }: ViewContent): QueryProblem | null =>
  parseQuery(query, { now: 0 }).problems[0] ?? null

/** Whether two views show the same, however their queries are written. */
export function isSameContent(one: ViewContent, other: ViewContent): boolean {
  const toKey = ({ query, connectionId, workflowId, runId, order, columns, sort }: ViewContent): string => {
    const { conditions, rest } = splitQuery(query, { now: 0 })
    const written = joinQuery({ conditions, rest: rest.trim() })
    return JSON.stringify([written, connectionId, workflowId, runId, order, columns, sort])
  }
  return toKey(one) === toKey(other)
}
