import { SOURCE_KIND } from '#main/storage/journal/migrations/0011-source-kinds.ts'
import type { NormalizedFilter } from './normalize-filter.ts'
import { sql, inList, type Sql } from './sql.ts'

/** At most so many index scans answer one query, side by side. */
const MAX_SCANS = 24

/** Scans of one index, each in the order of the ids. Together they read every match. */
export interface IndexScans {
  readonly scans: readonly (readonly Sql[])[]
  /** The scans are those of the kinds of sources that are asked for. */
  readonly isByKind: boolean
  /** Conditions that every row of the scans meets (a workflow has one connection). They are checked all the same. */
  readonly implied: readonly Sql[]
  /** Conditions that many rows of the scans may not meet: they are checked row by row. */
  readonly residual: readonly Sql[]
}

/**
 * The narrowest of run, workflow and connection leads the index; without one of them and without a state, the kind of the source
 * does. Each state gets a scan of its own, since one `IN` over states
 * would make SQLite sort all rows.
 */
export function chooseIndexScans(narrowed: NormalizedFilter): IndexScans {
  const { states } = narrowed
  const dimensions = [
    { column: 'run_id', values: narrowed.runs },
    { column: 'workflow_id', values: narrowed.workflows },
    { column: 'connection_id', values: narrowed.connections },
  ] as const
  const leading = dimensions.find(({ values }) => values !== null && values.length <= MAX_SCANS)
  const kinds = leading === undefined && states === null ? narrowed.kinds : null
  const leaders: readonly (readonly Sql[])[] = leading?.values?.map((value) => [
    sql(`${leading.column} = ?`, value),
  ]) ??
    kinds?.map((kind) => [sql(`${SOURCE_KIND} = ?`, kind)]) ?? [[]]
  const split = states !== null && leaders.length * states.length <= MAX_SCANS
  const others = dimensions.filter(({ column }) => column !== leading?.column)
  return {
    scans: split
      ? leaders.flatMap((leader) => states.map((state) => [...leader, sql('state = ?', state)]))
      : leaders,
    isByKind: kinds !== null,
    implied: leading === undefined ? [] : toInConditions(others),
    residual: [
      ...(leading === undefined ? toInConditions(others) : []),
      ...(split ? [] : toInConditions([{ column: 'state', values: states }])),
      ...toExclusions(narrowed),
    ],
  }
}

/** Every condition but those of the searches and times, for reading along another index. */
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

// The unary plus keeps SQLite from choosing the index of this column.
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
