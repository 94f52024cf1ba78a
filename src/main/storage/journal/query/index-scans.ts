import type { Narrowed } from './normalize-filter.ts'
import { sql, within, type Sql } from './sql.ts'

/** At most so many stretches of an index are walked side by side. */
const MOST_WALKS = 24

/** Stretches of one index, each in the order of the ids, that hold every match together. */
export interface Walks {
  readonly stretches: readonly (readonly Sql[])[]
  /** What follows from the stretch as things are (a workflow has its connection), looked at all the same. */
  readonly sure: readonly Sql[]
  /** What many of a stretch may not fit. */
  readonly doubtful: readonly Sql[]
}

/**
 * The narrowest of run, workflow and connection leads, and each state is walked along its own stretch (one `IN` over states
 * would sort them all).
 */
export function walksOf(narrowed: Narrowed): Walks {
  const { states } = narrowed
  const dimensions = [
    { column: 'run_id', values: narrowed.runs },
    { column: 'workflow_id', values: narrowed.workflows },
    { column: 'connection_id', values: narrowed.connections },
  ] as const
  const leading = dimensions.find(({ values }) => values !== null && values.length <= MOST_WALKS)
  const leaders: readonly (readonly Sql[])[] = leading?.values?.map((value) => [
    sql(`${leading.column} = ?`, value),
  ]) ?? [[]]
  const split = states !== null && leaders.length * states.length <= MOST_WALKS
  const others = dimensions.filter(({ column }) => column !== leading?.column)
  return {
    stretches: split
      ? leaders.flatMap((leader) => states.map((state) => [...leader, sql('state = ?', state)]))
      : leaders,
    sure: leading === undefined ? [] : among(others),
    doubtful: [
      ...(leading === undefined ? among(others) : []),
      ...(split ? [] : among([{ column: 'state', values: states }])),
      ...notConditions(narrowed),
    ],
  }
}

/** Every condition but those of the searches and times, for walking along something else. */
export function allConditions(narrowed: Narrowed): readonly Sql[] {
  return [
    ...among([
      { column: 'state', values: narrowed.states },
      { column: 'connection_id', values: narrowed.connections },
      { column: 'workflow_id', values: narrowed.workflows },
      { column: 'run_id', values: narrowed.runs },
    ]),
    ...notConditions(narrowed),
  ]
}

interface Dimension {
  readonly column: string
  readonly values: readonly string[] | null
}

// The unary plus keeps SQLite from walking along the index of a condition.
const among = (dimensions: readonly Dimension[]): readonly Sql[] =>
  dimensions.flatMap(({ column, values }) => (values === null ? [] : [within(`+${column}`, values)]))

function notConditions({ notRuns, notWorkflows, notConnections }: Narrowed): readonly Sql[] {
  const dimensions = [
    ['+connection_id', notConnections],
    ['+workflow_id', notWorkflows],
    ['+run_id', notRuns],
  ] as const
  return dimensions.flatMap(([column, values]) => (values.length === 0 ? [] : [within(column, values, true)]))
}
