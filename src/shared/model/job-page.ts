import { z } from 'zod'
import { columnSortSchema } from './columns/index.ts'
import { MAX_QUERY_LENGTH } from './query/query.ts'
import { JOB_STATES, type Job } from './job.ts'

/** Which jobs a list shows; what is left out does not narrow it. */
export const jobFilterSchema = z.object({
  connectionId: z.string().optional(),
  workflowId: z.string().optional(),
  runId: z.string().optional(),
  states: z.array(z.enum(JOB_STATES)).optional(),
  /** Jobs whose error has this code and this sentence: one group of the failures of a run. */
  cause: z.object({ code: z.string(), message: z.string() }).optional(),
  text: z.string().max(500).optional(),
  /** A query of the grammar (`shared/model/query`); it narrows the rest. */
  query: z.string().max(MAX_QUERY_LENGTH).optional(),
  /** Newest first by default; `list` is the order of the list that the jobs came from. */
  order: z.enum(['newest', 'list']).optional(),
  /** By a column; it goes before `order`. */
  sort: columnSortSchema.optional(),
})
export type JobFilterInput = z.infer<typeof jobFilterSchema>

/**
 * The jobs of one run, what ended last on top, are read along an index of their own: a batch at work asks for them twice a second, and
 * no order is kept in memory for that.
 */
export function isEndedOrderOfRun<
  Filter extends Pick<JobFilterInput, 'runId' | 'sort' | 'text' | 'cause'> & { readonly query?: unknown },
>(filter: Filter): filter is Filter & { readonly runId: string } {
  const { sort, runId, text, query, cause } = filter
  if (sort === undefined || runId === undefined || sort.direction !== 'desc') return false
  if (sort.column.kind !== 'field' || sort.column.field !== 'ended') return false
  return text === undefined && query === undefined && cause === undefined
}

/** One page of the jobs that fit a filter; `next` is the cursor of the page after it, null at the end. */
export interface JobPage {
  readonly jobs: readonly Job[]
  readonly next: string | null
}
