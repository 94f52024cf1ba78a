import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { JobFilter, JobSort } from '#main/storage/journal/journal.ts'
import type { WorkflowStore } from '#main/storage/settings/workflows.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { findSlowest } from '#shared/model/facts/index.ts'
import type { JournalFollowing } from '#main/storage/facts/follow-journal.ts'
import type { ColumnSort } from '#shared/model/columns/index.ts'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import {
  asksForFacts,
  listPaths,
  parseQuery,
  resolveQuery,
  type Names,
  type ResolvedQuery,
} from '#shared/model/query/index.ts'

export interface QueryNameServices {
  readonly connections: Pick<ConnectionStore, 'list'>
  readonly workflows: Pick<WorkflowStore, 'list'>
}

/** The names that a query may use. For a query whose matches are changed: `readQuery(text, listQueryNames(…), { now })`. */
export function listQueryNames({ connections, workflows }: QueryNameServices): Names {
  const { list } = connections.list()
  return {
    connections: list.map(({ id, name }) => ({ id, name })),
    workflows: list.flatMap((connection) =>
      workflows.list(connection.id).map(({ id, name }) => ({ id, name })),
    ),
  }
}

/**
 * Null when all results are read that a query asks about; else the error. For a query whose matches are changed: while results are
 * being read it finds fewer jobs than there are, or more where it is turned round.
 */
export async function findIncomplete(
  query: ResolvedQuery,
  facts: Pick<JournalFollowing, 'follow' | 'progress' | 'want'>,
): Promise<AppError | null> {
  if (!asksForFacts(query)) return null
  const paths = listPaths(query)
  facts.follow()
  await facts.want(paths)
  const progress = facts.progress()
  if (progress !== null && paths.every((path) => progress.paths.some((known) => known.path === path))) {
    const { read, total } = findSlowest(progress, paths)
    if (read >= total) return null
  }
  return appError('search.incomplete')
}

/** The filter as the journal takes it. Parts of a query that are not understood are left out; the screen shows the problem. */
export function toJobFilter(input: JobFilterInput, services: QueryNameServices, now: number): JobFilter {
  const { query: text, sort, ...rest } = input
  // An optional key of zod may hold undefined; one of the journal may not.
  const filter: JobFilter = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  )
  const sorted = sort === undefined ? filter : { ...filter, sort: toJobSort(sort, services) }
  if (text === undefined) return sorted
  return { ...sorted, query: resolveQuery(parseQuery(text, { now }).query, listQueryNames(services)) }
}

/** Workflows and connections are sorted by the names that the person gave them. */
function toJobSort(sort: ColumnSort, services: QueryNameServices): JobSort {
  const { column } = sort
  if (column.kind !== 'field' || !(column.field === 'workflow' || column.field === 'connection')) return sort
  const { workflows, connections } = listQueryNames(services)
  const named = column.field === 'workflow' ? workflows : connections
  return { ...sort, names: Object.fromEntries(named.map(({ id, name }) => [id, name])) }
}
