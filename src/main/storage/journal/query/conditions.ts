import type { FailureCause } from '#shared/model/run.ts'
import { foldForSearch } from '#main/storage/journal/rows/job-rows.ts'
import { assertNever } from '#shared/model/assert.ts'
import { splitGlob, type Glob, type ResolvedTerm } from '#shared/model/query/index.ts'
import { toSubstringPattern, toGlobPattern } from './glob.ts'
import { inList, joinSql, sql, type Sql } from './sql.ts'

/** A term that is read within the index `jobs_searched`. */
export type SearchTerm = Extract<
  ResolvedTerm,
  { kind: 'source' | 'took' | 'label' | 'text' | 'verdict' | 'tagged' | 'note' }
>

/** The conditions of a term. */
export function toConditions(term: SearchTerm): readonly Sql[] {
  switch (term.kind) {
    case 'took':
      return [sql(`+duration_ms ${term.than} ?`, term.ms)]
    case 'text':
      return [negateIf(term.not, matchText(term))]
    case 'verdict':
      return [inList('+verdict', term.verdicts, term.not)]
    case 'source':
      return negateAllIf(term.not, matchSource(term.value))
    case 'label':
      return negateAllIf(term.not, matchLabel(term.name, term.value))
    case 'tagged':
      return [toIdCondition(selectTagged(term.value), term.not)]
    case 'note':
      return [toIdCondition(selectNoted(term.value), term.not)]
    default:
      return assertNever(term)
  }
}

/** In source, handle, job id, labels, summary or error, or in what a person wrote: tags and note. */
export function matchAnywhere(value: Glob): Sql {
  const pattern = toSubstringPattern(splitGlob(value))
  const marked = `SELECT job_id FROM job_tags WHERE folded GLOB ?
    UNION ALL SELECT id FROM jobs INDEXED BY jobs_noted WHERE note_text IS NOT NULL AND note_text GLOB ?`
  return sql(
    `(text GLOB ? OR (error_text IS NOT NULL AND error_text GLOB ?) OR id IN (${marked}))`,
    pattern,
    pattern,
    pattern,
    pattern,
  )
}

/** Tags and notes are few beside the jobs: SQLite makes the list once. */
const toIdCondition = (ids: Sql, not: boolean): Sql =>
  sql(`id ${not ? 'NOT ' : ''}IN (${ids.sql})`, ...ids.values)

const selectTagged = (value: Glob): Sql => {
  const parts = splitGlob(value)
  return value.glob
    ? sql('SELECT job_id FROM job_tags WHERE folded GLOB ?', toGlobPattern(parts))
    : sql('SELECT job_id FROM job_tags WHERE folded = ?', foldForSearch(parts[0] ?? ''))
}

const selectNoted = (value: Glob): Sql =>
  sql(
    'SELECT id FROM jobs INDEXED BY jobs_noted WHERE note_text IS NOT NULL AND note_text GLOB ?',
    toSubstringPattern(splitGlob(value)),
  )

/** An expression for a field of a job's error; null in a damaged row. */
export const selectErrorField = (name: keyof FailureCause): string =>
  `CASE WHEN json_valid(error) THEN error ->> '$.${name}' END`

/** The jobs of one group of failures. */
export const matchCause = ({ code, message }: FailureCause): Sql =>
  sql(`(${selectErrorField('code')} = ? AND ${selectErrorField('message')} = ?)`, code, message)

/** Also by the word of its state or verdict, or by its workflow, as `resolveQuery` found them. */
function matchText(term: Extract<SearchTerm, { kind: 'text' }>): Sql {
  const { states = [], verdicts = [], workflows = [] } = term
  const written = matchAnywhere({ text: term.value, glob: term.glob ?? false })
  const also = [
    ['+state', states],
    ['+verdict', verdicts],
    ['+workflow_id', workflows],
  ] as const
  const others = also.flatMap(([column, values]) => (values.length === 0 ? [] : [inList(column, values)]))
  if (others.length === 0) return written
  const any = joinSql([written, ...others], ' OR ')
  return sql(`(${any.sql})`, ...any.values)
}

// Of two conditions the first one is cheap and leaves few rows; the second one is exact.
function matchSource(value: Glob): readonly Sql[] {
  const parts = splitGlob(value)
  const pattern = value.glob ? toGlobPattern(parts) : toSubstringPattern(parts)
  return [
    sql('text GLOB ?', `${pattern}\n*`),
    sql('substr(text, 1, instr(text, char(10)) - 1) GLOB ?', pattern),
  ]
}

/**
 * Labels are pairs in JSON, `[["sku","ab1"]]`: no quote within a name or a value stands without a backslash, so that a pair
 * is found as it is written. Only a `*` before the end may reach into the next pair.
 */
function matchLabel(name: string | null, value: Glob): readonly Sql[] {
  const beginning = name === null ? '","' : `[${JSON.stringify(foldForSearch(name))},"`
  const parts = splitGlob(value)
  const inJson = parts.map((part) => JSON.stringify(foldForSearch(part)).slice(1, -1))
  const pair = `*${toGlobPattern([beginning])}${toGlobPattern(inJson)}"]*`
  const found = sql(`ifnull(label_text, '') GLOB ?`, pair)
  if (!value.glob || (parts.length === 2 && parts[1] === '')) return [found]
  const named = name === null ? sql('') : sql(' AND value ->> 0 = ?', foldForSearch(name))
  const exact = `EXISTS (SELECT 1 FROM json_each(iif(json_valid(label_text), label_text, '[]')) WHERE value ->> 1 GLOB ?${named.sql})`
  return [found, sql(exact, toGlobPattern(parts), ...named.values)]
}

function negateAllIf(not: boolean, conditions: readonly Sql[]): readonly Sql[] {
  if (!not) return conditions
  const all = conditions.map((part) => part.sql).join(' AND ')
  return [negateIf(true, sql(`(${all})`, ...conditions.flatMap((part) => part.values)))]
}

const negateIf = (not: boolean, condition: Sql): Sql =>
  not ? { sql: `NOT ${condition.sql}`, values: condition.values } : condition

/** The jobs that a term finds by an index of `jobs` that holds just them; null when it has no such index. */
export function selectByExactIndex(term: SearchTerm, column: 'id' | 'rowid'): Sql | null {
  if (term.kind === 'took')
    return sql(
      `SELECT ${column} AS found FROM jobs INDEXED BY jobs_by_took WHERE duration_ms ${term.than} ?`,
      term.ms,
    )
  if (term.kind !== 'verdict' || term.not || term.verdicts.includes('none')) return null
  const found = inList('verdict', term.verdicts)
  return sql(
    `SELECT ${column} AS found FROM jobs INDEXED BY jobs_by_verdict WHERE verdict <> 'none' AND ${found.sql}`,
    ...found.values,
  )
}

/** The ids of the jobs that a term finds by an index of its own, in no order; null when it has no such index. */
export function selectIdsByIndex(term: SearchTerm): Sql | null {
  const exact = selectByExactIndex(term, 'id')
  if (exact !== null) return exact
  if (term.kind === 'tagged') return term.not ? null : selectTagged(term.value)
  if (term.kind === 'note') return term.not ? null : selectNoted(term.value)
  if (term.kind !== 'label' || term.not) return null
  const beginning = foldForSearch(splitGlob(term.value)[0] ?? '')
  if (beginning === '' && term.value.glob) return null
  const named = term.name === null ? sql('') : sql(' AND name = ?', foldForSearch(term.name))
  const valued = term.value.glob
    ? sql('value >= ? AND value < ?', beginning, `${beginning}\u{10ffff}`)
    : sql('value = ?', beginning)
  return sql(
    `SELECT job_id FROM job_labels WHERE ${valued.sql}${named.sql}`,
    ...valued.values,
    ...named.values,
  )
}
