import { toWordSearch } from '#main/storage/facts/separate-words.ts'
import { foldText } from '#shared/format/fold.ts'
import { assertNever } from '#shared/model/assert.ts'
import { FACT_KINDS, toTaskShape } from '#shared/model/facts/index.ts'
import { splitGlob, type FactTerm, type Glob } from '#shared/model/query/index.ts'
import { matchPath, selectJobsByPath } from './path-conditions.ts'
import { joinSql, sql, type Sql } from './sql.ts'

// `facts` and `words` are the attached files of these names (`reads/derived-files.ts`).

/** Whether a job has a fact that meets the term; looked up by the job, in the order of the jobs. */
export function matchFact(term: FactTerm): Sql {
  if (term.kind === 'path') return matchPath(term)
  // One list of all matches, which SQLite makes once: a lookup of one job in the index of words costs as much as a page.
  const found =
    term.kind === 'words'
      ? sql('jobs.rowid IN (SELECT rowid FROM words.words WHERE words MATCH ?)', searchWords(term))
      : joinSql(
          [
            sql('EXISTS (SELECT 1 FROM facts.facts f WHERE f.job = jobs.rowid'),
            ...toFactConditions(term, '+f.number').map(and),
            sql(')'),
          ],
          '',
        )
  return 'not' in term && term.not ? { ...found, sql: `NOT ${found.sql}` } : found
}

/** The rows of the jobs that a term finds by the index of facts or words; null for one that is turned round. */
export function selectJobsByFact(term: FactTerm): Sql | null {
  if (term.kind === 'path') return selectJobsByPath(term)
  if ('not' in term && term.not) return null
  if (term.kind === 'words')
    return sql('SELECT rowid AS job FROM words.words WHERE words MATCH ?', searchWords(term))
  const [first, ...more] = toFactConditions(term)
  if (first === undefined) return null
  return joinSql(
    [
      sql('SELECT DISTINCT job FROM facts.facts f INDEXED BY facts_by_number WHERE '),
      first,
      ...more.map(and),
    ],
    '',
  )
}

/** `number`: with a plus before it, SQLite does not look a job up in the index of numbers, which would read all of a name. */
function toFactConditions(
  term: Exclude<FactTerm, { kind: 'words' | 'path' }>,
  number: 'f.number' | '+f.number' = 'f.number',
): readonly Sql[] {
  switch (term.kind) {
    case 'tag': {
      const { bound } = term
      const kinds = `f.kind IN (${FACT_KINDS.tag}, ${FACT_KINDS.userTag})`
      return [
        sql(kinds),
        matchName(term.name),
        ...(bound === null ? [] : [sql(`${number} ${bound.than} ?`, bound.number)]),
      ]
    }
    case 'task': {
      const shape = term.name.glob ? term.name : { ...term.name, text: toTaskShape(term.name.text) }
      return [sql(`f.kind = ${FACT_KINDS.task}`), matchName(shape)]
    }
    case 'size':
      return [
        sql(`f.kind = ${FACT_KINDS.size}`),
        matchName(UNNAMED),
        sql(`${number} ${term.than} ?`, term.bytes),
      ]
    case 'expires': {
      return [
        sql(`f.kind = ${FACT_KINDS.deadline}`),
        matchName(UNNAMED),
        sql(`${number} >= ?`, term.at),
        sql(`${number} ${term.than} ?`, term.at + term.ms),
      ]
    }
    default:
      return assertNever(term)
  }
}

const UNNAMED: Glob = { text: '', glob: false }

/** The numbers by which the file of facts knows the names that fit; SQLite looks them up once. */
function matchName(name: Glob): Sql {
  const parts = splitGlob(name).map(foldText)
  const pattern = parts.map((part) => part.replace(/[[?*]/g, '[$&]')).join('*')
  return name.glob
    ? sql('f.name IN (SELECT number FROM facts.names WHERE folded GLOB ?)', pattern)
    : sql('f.name = (SELECT number FROM facts.names WHERE folded = ?)', parts.join(''))
}

const searchWords = ({ value, isBeginning }: Extract<FactTerm, { kind: 'words' }>): string =>
  toWordSearch(value, isBeginning)

const and = (condition: Sql): Sql => ({ ...condition, sql: ` AND ${condition.sql}` })
