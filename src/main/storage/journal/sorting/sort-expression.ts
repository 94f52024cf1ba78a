import { sql, type Sql } from '#main/storage/journal/query/sql.ts'
import { FORGOTTEN_AT } from '#main/storage/journal/rows/job-rows.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { ColumnField, FactColumn, JobColumn, ListedFact } from '#shared/model/columns/index.ts'
import { FACT_KINDS } from '#shared/model/facts/index.ts'
import { PATH_VALUE_TYPES } from '#shared/model/json-path/index.ts'
import { JOB_STATES } from '#shared/model/job.ts'

// `toSortable` and `toName` are functions of the connection (`sort-statements.ts`). A damaged row has no value, or any.

/** What jobs are sorted by for a column: an expression over a row of `jobs`, null where the job has no value. */
export function toSortExpression(column: JobColumn): Sql {
  switch (column.kind) {
    case 'field':
      return sql(FIELDS[column.field])
    case 'label':
      return sql(
        `(SELECT toSortable(value) FROM json_each(iif(json_valid(labels), labels, '{}')) WHERE key = ?)`,
        column.name,
      )
    case 'fact':
      return toFactExpression(column)
    case 'path':
      return toPathExpression(column.path)
    default:
      return assertNever(column)
  }
}

/** The first value: numbers, yes and no (1 and 0), how many are in a list or an object; then texts. */
const toPathExpression = (path: string): Sql =>
  sql(
    `(SELECT CASE type WHEN ${PATH_VALUE_TYPES.text} THEN folded ELSE number END FROM paths.path_values v
      WHERE v.path = (SELECT number FROM paths.paths WHERE path = ?) AND v.job = jobs.rowid AND v.place = 0)`,
    path,
  )

const number = (column: string): string =>
  `CASE WHEN typeof(${column}) IN ('integer', 'real') THEN CAST(${column} AS REAL) END`

/** Texts of the search are folded, and end with the line. */
const firstLine = (column: string): string =>
  `CASE WHEN instr(${column}, char(10)) > 0 THEN substr(${column}, 1, instr(${column}, char(10)) - 1) ELSE ${column} END`

const sourceField = (name: string): string => `CASE WHEN json_valid(source) THEN source ->> '$.${name}' END`

const FIELDS: Record<ColumnField, string> = {
  state: `CASE state ${JOB_STATES.map((state, at) => `WHEN '${state}' THEN ${at}`).join(' ')} END`,
  source: firstLine('text'),
  workflow: 'toName(workflow_id)',
  verdict: `CASE verdict WHEN 'flagged' THEN 0 WHEN 'clear' THEN 1 END`,
  result: `CASE WHEN error IS NULL THEN toSortable(nullif(summary, '')) ELSE ${firstLine('error_text')} END`,
  duration: number('duration_ms'),
  started: number('coalesce(started_at, sent_at)'),
  // What is kept, then what the service forgets first.
  kept: `CASE WHEN body_bytes IS NOT NULL THEN 0.0 
    WHEN state = 'finished' THEN ${number('forgotten_at')}
    WHEN state = 'started' THEN ${number(FORGOTTEN_AT)} END`,
  created: number('created_at'),
  ended: number('ended_at'),
  connection: 'toName(connection_id)',
  run: `(SELECT toSortable(name) FROM runs WHERE runs.id = jobs.run_id)`,
  jobId: 'jobid',
  kind: sourceField('kind'),
  size: number(`(${sourceField('bytes')})`),
  resultSize: number('body_bytes'),
  files: number('files_of'),
  requests: number('polls'),
  // The first one given.
  tags: `CASE WHEN json_valid(tag_text) THEN tag_text ->> '$[0]' END`,
  note: 'toSortable(note)',
}

const TAG_KINDS = `f.kind IN (${FACT_KINDS.tag}, ${FACT_KINDS.userTag})`
const LISTED_KINDS: Record<ListedFact, number> = {
  tasks: FACT_KINDS.task,
  infections: FACT_KINDS.infection,
  licences: FACT_KINDS.licence,
  fileTypes: FACT_KINDS.file,
}

function toFactExpression(column: FactColumn): Sql {
  switch (column.fact) {
    case 'tags': {
      const found = `${TAG_KINDS} AND coalesce(f.number, 0) >= ?`
      if (column.shows === 'count') return ofFacts('nullif(count(DISTINCT f.name), 0)', found, column.atLeast)
      if (column.shows === 'best') return ofFacts('max(coalesce(f.number, 0))', found, column.atLeast)
      // The label that the cell shows first: one without a number counts as 0.
      return nameOfFact(`${found} ORDER BY coalesce(f.number, 0) DESC`, column.atLeast)
    }
    case 'tag':
      return ofFacts(
        'max(coalesce(f.number, 0))',
        `${TAG_KINDS} AND f.name = (SELECT number FROM facts.names WHERE folded = toFolded(?))`,
        column.name,
      )
    case 'flag':
      return ofFacts(
        'max(f.number)',
        `f.kind = ${FACT_KINDS.flag} AND f.name = (SELECT number FROM facts.names WHERE folded = toFolded(?))`,
        column.name,
      )
    case 'fileSize':
      return ofFacts('max(f.number)', `f.kind = ${FACT_KINDS.size}`)
    case 'sentiment':
      return nameOfFact(`f.kind = ${FACT_KINDS.sentiment} ORDER BY f.number DESC`)
    case 'tasks':
    case 'infections':
    case 'licences':
    case 'fileTypes':
      return ofFacts('min(n.folded)', `f.kind = ${LISTED_KINDS[column.fact]}`)
    default:
      return assertNever(column)
  }
}

const FACTS_OF_JOB = 'facts.facts f JOIN facts.names n ON n.number = f.name WHERE f.job = jobs.rowid'

const ofFacts = (value: string, found: string, ...values: Sql['values']): Sql =>
  sql(`(SELECT ${value} FROM ${FACTS_OF_JOB} AND ${found})`, ...values)

const nameOfFact = (found: string, ...values: Sql['values']): Sql =>
  sql(`(SELECT n.folded FROM ${FACTS_OF_JOB} AND ${found}, n.folded LIMIT 1)`, ...values)
