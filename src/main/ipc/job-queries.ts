import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import type { WorkflowStore } from '#main/storage/settings/workflows.ts'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import { parseQuery, resolveQuery, type Names } from '#shared/model/query/index.ts'

export interface QueryNameServices {
  readonly connections: Pick<ConnectionStore, 'list'>
  readonly workflows: Pick<WorkflowStore, 'list'>
}

/** The names that a query may use. For a query whose matches are changed: `readQuery(text, namesOf(…), { now })`. */
export function listQueryNames({ connections, workflows }: QueryNameServices): Names {
  const { list } = connections.list()
  return {
    connections: list.map(({ id, name }) => ({ id, name })),
    workflows: list.flatMap((connection) =>
      workflows.list(connection.id).map(({ id, name }) => ({ id, name })),
    ),
  }
}

/** The filter as the journal takes it. Parts of a query that are not understood are left out; the screen shows the problem. */
export function toJobFilter(input: JobFilterInput, services: QueryNameServices, now: number): JobFilter {
  const { query: text, ...rest } = input
  // An optional key of zod may hold undefined; one of the journal may not.
  const filter: JobFilter = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  )
  if (text === undefined) return filter
  return { ...filter, query: resolveQuery(parseQuery(text, { now }).query, listQueryNames(services)) }
}
