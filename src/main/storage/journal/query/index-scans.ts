import type { NormalizedFilter } from './normalize-filter.ts'
import { sql, inList, type Sql } from './sql.ts'

/** At most so many stretches of an index are walked side by side. */
const MAX_SCANS = 24

/** Stretches of one index, each in the order of the ids, that hold every match together. */
export interface IndexScans {
  readonly scans: readonly (readonly Sql[])[]
  /** What follows from the stretch as things are (a workflow has its connection), looked at all the same. */
  readonly implied: readonly Sql[]
  /** What many of a stretch may not fit. */
  readonly residual: readonly Sql[]
}

/**
 * The narrowest of run, workflow and connection leads, and each state is walked along its own stretch (one `IN` over states
 * would sort them all).
 */
export function chooseIndexScans(narrowed: NormalizedFilter): IndexScans {
  const { states } = narrowed
  const dimensions = [
    { column: 'run_id', values: narrowed.runs },
    { column: 'workflow_id', values: narrowed.workflows },
    { column: 'connection_id', values: narrowed.connections },
  ] as const
  const leading = dimensions.find(({ values }) => values !== null && values.length <= MAX_SCANS)
  const leaders: readonly (readonly Sql[])[] = leading?.values?.map((value) => [
    sql(`${leading.column} = ?`, value),
  ]) ?? [[]]
  const split = states !== null && leaders.length * states.length <= MAX_SCANS
  const others = dimensions.filter(({ column }) => column !== leading?.column)
  return {
    scans: split
      ? leaders.flatMap((leader) => states.map((state) => [...leader, sql('state = ?', state)]))
      : leaders,
    implied: leading === undefined ? [] : toInConditions(others),
    residual: [
      ...(leading === undefined ? toInConditions(others) : []),
      ...(split ? [] : toInConditions([{ column: 'state', values: states }])),
      ...toExclusions(narrowed),
    ],
  }
}

/** Every condition but those of the searches and times, for walking along something else. */
export function toAllConditions(narrowed: NormalizedFilter): readonly Sql[] {
  return [
    ...toInConditions([
      { column: 'state', values: narrowed.states },
      { column: 'connection_id', values: narrowed.connections },
      { column: 'workflow_id', values: narrowed.workflows },
      { column: 'run_id', values: narrowed.runs },
    ]),
    ...toExclusions(narrowed),
  ]
}

interface Dimension {
  readonly column: string
  readonly values: readonly string[] | null
}

// The unary plus keeps SQLite from walking along the index of a condition.
const toInConditions = (dimensions: readonly Dimension[]): readonly Sql[] =>
  dimensions.flatMap(({ column, values }) => (values === null ? [] : [inList(`+${column}`, values)]))

function toExclusions({ notRuns, notWorkflows, notConnections }: NormalizedFilter): readonly Sql[] {
  const dimensions = [
    ['+connection_id', notConnections],
    ['+workflow_id', notWorkflows],
    ['+run_id', notRuns],
  ] as const
  return dimensions.flatMap(([column, values]) => (values.length === 0 ? [] : [inList(column, values, true)]))
}
