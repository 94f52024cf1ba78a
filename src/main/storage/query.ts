import type { SQLInputValue } from 'node:sqlite'
import type { JobFilter } from './journal.ts'
import { fold } from './rows.ts'

/** A statement and what to bind to it. */
export interface Query {
  readonly sql: string
  readonly values: readonly SQLInputValue[]
}

/**
 * A page of jobs, newest first, before the cursor (or in the order of the list, after it). Without text it reads as many index entries as it shows: each state
 * is walked along its own index and the short lists are merged (one `IN` over states would sort them all).
 */
export function pageQuery(filter: JobFilter, before: string | null, limit: number): Query {
  const states = chosenStates(filter)
  if (states.length === 0) return walk(filter, null, before, limit)
  const walks = states.map((state) => walk(filter, state, before, limit))
  if (walks.length === 1 && walks[0] !== undefined) return walks[0]
  return {
    sql: `${walks.map((part) => `SELECT * FROM (${part.sql})`).join(' UNION ALL ')} ${orderOf(filter)} LIMIT ?`,
    values: [...walks.flatMap((part) => part.values), limit],
  }
}

/** How many jobs the filter shows: from the counts of the runs, and only with a text by looking at the jobs. */
export function countQuery(filter: JobFilter): Query {
  const states = chosenStates(filter)
  const text = textConditions(filter)
  const one = (column: string, value: string | undefined): Query =>
    value === undefined ? { sql: '', values: [] } : { sql: `${column} = ?`, values: [value] }
  const counted = text.values.length === 0
  const parts = [
    one(counted ? 'c.run_id' : 'run_id', filter.runId),
    one('connection_id', filter.connectionId),
    one('workflow_id', filter.workflowId),
    states.length === 0
      ? { sql: '', values: [] }
      : { sql: `${counted ? 'c.state' : 'state'} IN (${states.map(() => '?').join()})`, values: states },
    text,
  ].filter((part) => part.sql !== '')
  const where = parts.length === 0 ? '' : ` WHERE ${parts.map((part) => part.sql).join(' AND ')}`
  return {
    sql: counted
      ? `SELECT coalesce(sum(c.jobs), 0) AS n FROM run_counts c JOIN runs r ON r.id = c.run_id${where}`
      : `SELECT count(*) AS n FROM jobs${where}`,
    values: parts.flatMap((part) => part.values),
  }
}

// Ids are made in the order of a run's list (`ids.ts`): both orders run along the same indexes.
const orderOf = (filter: JobFilter): string => `ORDER BY id ${filter.order === 'list' ? 'ASC' : 'DESC'}`

// No state chosen and all of them chosen alike mean: no filter by state.
const chosenStates = (filter: JobFilter): readonly string[] => [...new Set(filter.states)]

function walk(filter: JobFilter, state: string | null, before: string | null, limit: number): Query {
  // The narrowest filter leads and picks the index; the unary plus keeps SQLite from guessing otherwise.
  const leading = (['runId', 'workflowId', 'connectionId'] as const).find((key) => filter[key] !== undefined)
  const column = { runId: 'run_id', workflowId: 'workflow_id', connectionId: 'connection_id' } as const
  const conditions: string[] = []
  const values: SQLInputValue[] = []
  for (const key of ['runId', 'workflowId', 'connectionId'] as const) {
    const value = filter[key]
    if (value === undefined) continue
    conditions.push(`${key === leading ? '' : '+'}${column[key]} = ?`)
    values.push(value)
  }
  if (state !== null) {
    conditions.push('state = ?')
    values.push(state)
  }
  if (before !== null) {
    conditions.push(filter.order === 'list' ? 'id > ?' : 'id < ?')
    values.push(before)
  }
  const text = textConditions(filter)
  if (text.sql !== '') conditions.push(text.sql)
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
  return {
    sql: `SELECT * FROM jobs${where} ${orderOf(filter)} LIMIT ?`,
    values: [...values, ...text.values, limit],
  }
}

/** Every word must be found somewhere. */
function textConditions(filter: JobFilter): Query {
  const words = fold(filter.text ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
  return {
    sql: words.map(() => '(instr(text, ?) OR instr(error_text, ?))').join(' AND '),
    values: words.flatMap((word) => [word, word]),
  }
}
