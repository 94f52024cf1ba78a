import type { JobFilter } from '#main/storage/journal/journal.ts'
import { inList, joinSql, sql, toWhereClause, type Sql } from './sql.ts'

/** A place in the list: when the job ended, null for one that has not, and its id. */
interface EndedCursor {
  readonly endedAt: number | null
  readonly id: string
}

type OfRun = JobFilter & { readonly runId: string }

/** The ended ones, or the others: rows of an index in its order. */
interface EndedPart {
  readonly rows: Sql
  readonly order: string
}

/** The ended ones after the cursor; then, in the order of the list, those that have not ended. One of them is empty beyond its part. */
export const toEndedPageQueries = (filter: OfRun, cursor: string | null, limit: number): readonly Sql[] =>
  listParts(filter, cursor === null ? null : readCursor(cursor)).map((part) => toQuery(part, '*', limit))

/** Where the part of the ended ones is, and that of the others, for a place that a person scrolls to. */
export const toEndedSeekQueries = (filter: OfRun) =>
  listParts(filter, null).map((part) => ({
    /** How many of the first `limit` rows there are. */
    count: (limit: number): Sql => {
      const rows = toQuery(part, '1', limit)
      return { ...rows, sql: `SELECT count(*) AS n FROM (${rows.sql})` }
    },
    /** The row behind so many, which is walked to along the index. */
    at: (rows: number): Sql => joinSql([toQuery(part, 'id, ended_at', 1), sql('OFFSET ?', rows)], ' '),
  }))

const toQuery = ({ rows, order }: EndedPart, columns: string, limit: number): Sql =>
  joinSql([sql(`SELECT ${columns} FROM`), rows, sql(`ORDER BY ${order} LIMIT ?`, limit)], ' ')

function listParts(
  { runId, states = [], connectionId, workflowId }: OfRun,
  after: EndedCursor | null,
): readonly EndedPart[] {
  const conditions = [
    sql('run_id = ?', runId),
    ...(states.length === 0 ? [] : [inList('+state', states)]),
    ...(connectionId === undefined ? [] : [sql('+connection_id = ?', connectionId)]),
    ...(workflowId === undefined ? [] : [sql('+workflow_id = ?', workflowId)]),
  ]
  const along = (index: string, ...more: readonly Sql[]): Sql =>
    joinSql([sql(`jobs INDEXED BY ${index}`), toWhereClause([...conditions, ...more])], '')
  const isAmongEnded = after === null || after.endedAt !== null
  const behindEnded =
    after === null || after.endedAt === null ? [] : [sql('(ended_at, id) < (?, ?)', after.endedAt, after.id)]
  const behindOpen = isAmongEnded ? [] : [sql('id > ?', after.id)]
  const open: EndedPart = { rows: along('jobs_by_run', sql('ended_at IS NULL'), ...behindOpen), order: 'id' }
  if (!isAmongEnded) return [open]
  const ended = along('jobs_by_run_ended', sql('ended_at IS NOT NULL'), ...behindEnded)
  return [{ rows: ended, order: 'ended_at DESC, id DESC' }, open]
}

/** The cursor behind a job of such a list. */
export const toEndedCursor = ({ endedAt, id }: EndedCursor): string => `${endedAt ?? ''} ${id}`

function readCursor(cursor: string): EndedCursor {
  const at = cursor.indexOf(' ')
  const ended = cursor.slice(0, Math.max(0, at))
  return { endedAt: ended === '' ? null : Number(ended), id: cursor.slice(at + 1) }
}
