import type { JobFilter } from '#main/storage/journal/journal.ts'
import { inList, joinSql, sql, toWhereClause, type Sql } from './sql.ts'

/** A place in the list: when the job ended, null for one that has not, and its id. */
interface EndedCursor {
  readonly endedAt: number | null
  readonly id: string
}

/** The ended ones after the cursor; then, in the order of the list, those that have not ended. One of them is empty beyond its part. */
export function toEndedPageQueries(
  { runId, states = [], connectionId, workflowId }: JobFilter & { readonly runId: string },
  cursor: string | null,
  limit: number,
): readonly Sql[] {
  const after = cursor === null ? null : readCursor(cursor)
  const conditions = [
    sql('run_id = ?', runId),
    ...(states.length === 0 ? [] : [inList('+state', states)]),
    ...(connectionId === undefined ? [] : [sql('+connection_id = ?', connectionId)]),
    ...(workflowId === undefined ? [] : [sql('+workflow_id = ?', workflowId)]),
  ]
  const select = (from: string, more: readonly Sql[], order: string): Sql =>
    joinSql(
      [
        sql(`SELECT * FROM jobs INDEXED BY ${from}`),
        toWhereClause([...conditions, ...more]),
        sql(`ORDER BY ${order} LIMIT ?`, limit),
      ],
      ' ',
    )
  const isAmongEnded = after === null || after.endedAt !== null
  const ended = select(
    'jobs_by_run_ended',
    [
      sql('ended_at IS NOT NULL'),
      ...(after === null || after.endedAt === null
        ? []
        : [sql('(ended_at, id) < (?, ?)', after.endedAt, after.id)]),
    ],
    'ended_at DESC, id DESC',
  )
  const open = select(
    'jobs_by_run',
    [sql('ended_at IS NULL'), ...(isAmongEnded || after === null ? [] : [sql('id > ?', after.id)])],
    'id',
  )
  return isAmongEnded ? [ended, open] : [open]
}

/** The cursor behind a job of such a list. */
export const toEndedCursor = ({ endedAt, id }: EndedCursor): string => `${endedAt ?? ''} ${id}`

function readCursor(cursor: string): EndedCursor {
  const at = cursor.indexOf(' ')
  const ended = cursor.slice(0, Math.max(0, at))
  return { endedAt: ended === '' ? null : Number(ended), id: cursor.slice(at + 1) }
}
