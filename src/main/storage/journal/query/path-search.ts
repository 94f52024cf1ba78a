import type { DatabaseSync } from 'node:sqlite'
import { foldText } from '#shared/format/fold.ts'
import { compareDecimals, PATH_VALUE_TYPES } from '#shared/model/json-path/index.ts'
import type { SelectRows } from '#main/storage/journal/reads/select-rows.ts'
import { splitGlob, type PathTerm, type PathTest } from '#shared/model/query/index.ts'
import { readRows, type JobSet } from './job-set.ts'
import { joinSql, sql, type Sql } from './sql.ts'

// `paths` is the attached file of that name (`reads/derived-files.ts`).

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/
const WORDS: Readonly<Record<string, Sql>> = {
  true: sql(`v.type = ${PATH_VALUE_TYPES.boolean} AND v.number = 1`),
  false: sql(`v.type = ${PATH_VALUE_TYPES.boolean} AND v.number = 0`),
  null: sql(`v.type = ${PATH_VALUE_TYPES.null}`),
}

/** Gives a connection the function by which numbers are compared that are no doubles. */
export const addPathFunctions = (db: DatabaseSync): void =>
  db.function('compareDecimals', { deterministic: true }, (a, b) => compareDecimals(String(a), String(b)))

/** The jobs of which one value meets the test of a term. Whether the term is turned round is another matter. */
export function findByPath(all: SelectRows, { path, test }: PathTerm): JobSet {
  const number =
    all<{ number: number }>('SELECT number FROM paths.paths WHERE path = ?', path)[0]?.number ?? 0
  const found = joinSql(
    listAlternatives(test).map((alternative) =>
      joinSql(
        [
          sql('SELECT job FROM paths.path_values v INDEXED BY values_by_value WHERE v.path = ? AND', number),
          alternative,
        ],
        ' ',
      ),
    ),
    ' UNION ALL ',
  )
  const [row] = all<{ rows: Uint8Array | null }>(
    `SELECT CAST(group_concat(job) AS BLOB) AS rows FROM (${found.sql})`,
    ...found.values,
  )
  return readRows(row?.rows ?? null)
}

/** Another one when more results were read for a path. */
export const readPathVersion = (all: SelectRows, path: string): unknown =>
  all('SELECT number, body, job_id FROM paths.paths WHERE path = ?', path)

/** Conditions of one kind of value each, any of which may hold: each is a range of the index. */
function listAlternatives(test: PathTest | null): readonly Sql[] {
  if (test === null) return [sql(`v.type > ${PATH_VALUE_TYPES.unread}`)]
  const { than, value, isQuoted } = test
  const { text } = value
  if (value.glob) return listLike(splitGlob(value).map(foldText))
  const isText = sql(
    `v.type = ${PATH_VALUE_TYPES.text} AND v.number IS NULL AND v.folded ${than} ?`,
    foldText(text),
  )
  if (isQuoted) return [isText]
  if (NUMBER.test(text)) {
    const isNumber = compareNumber(than, text)
    return than === '=' ? [isNumber, isText] : [isNumber]
  }
  const word = than === '=' ? WORDS[text.toLowerCase()] : undefined
  return word === undefined ? [isText] : [word, isText]
}

/** Numbers that JavaScript cannot tell apart are told apart by their digits. */
function compareNumber(than: PathTest['than'], text: string): Sql {
  const number = Number(text)
  const isNumber = `v.type = ${PATH_VALUE_TYPES.number}`
  if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return sql(`${isNumber} AND v.number ${than} ?`, number)
  const alike = sql(`v.number = ? AND compareDecimals(v.text, ?) ${than} 0`, number, text)
  if (than === '=') return { ...alike, sql: `${isNumber} AND ${alike.sql}` }
  return sql(`${isNumber} AND (v.number ${than.charAt(0)} ? OR (${alike.sql}))`, number, ...alike.values)
}

/** Texts, numbers, yes and no as they are written. */
function listLike(parts: readonly string[]): readonly Sql[] {
  const pattern = parts.map((part) => part.replace(/[[?*]/g, '[$&]')).join('*')
  const { boolean, number, text } = PATH_VALUE_TYPES
  return [sql(`v.type IN (${boolean}, ${number}, ${text}) AND v.folded GLOB ?`, pattern)]
}
