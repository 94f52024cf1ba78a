import { Lru } from '#main/lib/lru.ts'
import { ANY_NAME, KINDS_WITH_ANY } from '#main/storage/facts/fact-names.ts'
import { BLOCK_ROWS } from '#main/storage/facts/postings.ts'
import { toWordSearch } from '#main/storage/facts/separate-words.ts'
import { foldText } from '#shared/format/fold.ts'
import { assertNever } from '#shared/model/assert.ts'
import { FACT_KINDS, toTaskShape } from '#shared/model/facts/index.ts'
import { isFactTerm, splitGlob, type FactTerm, type Glob } from '#shared/model/query/index.ts'
import type { JobFilter } from '#main/storage/journal/journal.ts'
import type { SelectRows } from '#main/storage/journal/reads/select-rows.ts'
import { findByPath, readPathVersion } from './path-search.ts'
import { addPostings, combine, countJobs, emptySet, readRows, type JobSet } from './job-set.ts'

// `facts`, `words` and `paths` are the attached files of these names (`reads/derived-files.ts`).

/** The jobs that all terms about results find, or null where a filter has none. */
export interface FoundJobs {
  readonly set: JobSet
  readonly count: number
  /** First and last id of the stretches in which they lie; null where that is not known. */
  readonly stretches: readonly Stretch[] | null
}

export interface Stretch {
  readonly firstId: string
  readonly lastId: string
}

/** A filter whose terms about results are answered. */
export interface AnsweredFilter extends JobFilter {
  readonly found?: FoundJobs | null
}

const MAX_REMEMBERED_SETS = 6
/** Of so many names, each list is looked up; of more, all lists are read through. */
const MAX_NAMES_LOOKED_UP = 50

/**
 * Answers the terms about results of a filter, within the snapshot of its reader. What was found is remembered until results or jobs
 * come.
 */
export function createFactSearch(all: SelectRows) {
  const sets = new Lru<string, JobSet>(MAX_REMEMBERED_SETS)
  const answers = new Lru<string, FoundJobs>(MAX_REMEMBERED_SETS)

  const readVersion = (file: 'facts' | 'words', isNeeded: boolean): unknown =>
    isNeeded
      ? [all(`SELECT body, job_id FROM ${file}.followed`), all(`SELECT number FROM ${file}.followed_changes`)]
      : null

  function find(term: FactTerm, version: unknown): JobSet {
    const key = JSON.stringify([version, { ...term, not: false }])
    const set = sets.get(key) ?? findJobs(all, term)
    sets.set(key, set)
    return set
  }

  return (filter: JobFilter): AnsweredFilter => {
    const terms = filter.query?.terms.filter(isFactTerm) ?? []
    if (terms.length === 0) return filter
    const lastRow = all<{ last: number | null }>('SELECT max(rowid) AS last FROM jobs')[0]?.last ?? 0
    const version = [
      readVersion('facts', terms.some(isFromFacts)),
      readVersion(
        'words',
        terms.some(({ kind }) => kind === 'words'),
      ),
      ...terms.map((term) => (term.kind === 'path' ? readPathVersion(all, term.path) : null)),
    ]
    const key = JSON.stringify([version, lastRow, terms])
    const known = answers.get(key)
    if (known !== undefined) return { ...filter, found: known }
    const met = terms.filter((term) => !isTurned(term))
    const set = combine(
      met.map((term) => find(term, version)),
      terms.filter(isTurned).map((term) => find(term, version)),
      lastRow,
    )
    const hasStretches = met.some(isFromFacts)
    const found: FoundJobs = {
      set,
      count: countJobs(set),
      stretches: hasStretches ? listStretches(all, set) : null,
    }
    answers.set(key, found)
    return { ...filter, found }
  }
}

const isTurned = (term: FactTerm): boolean => 'not' in term && term.not

/** Whether it is answered by the lists of `facts`. */
const isFromFacts = ({ kind }: FactTerm): boolean => kind !== 'words' && kind !== 'path'

function findJobs(all: SelectRows, term: FactTerm): JobSet {
  if (term.kind === 'words') return findByWords(all, term)
  if (term.kind === 'path') return findByPath(all, term)
  const set = findByFact(all, term)
  if (term.kind !== 'task' || term.name.glob || countJobs(set) > 0) return set
  // The whole key of a task, with the number that differs from workflow to workflow.
  return findByFact(all, { ...term, name: { ...term.name, text: toTaskShape(term.name.text) } })
}

function findByWords(all: SelectRows, term: Extract<FactTerm, { kind: 'words' }>): JobSet {
  const sql = 'SELECT CAST(group_concat(rowid) AS BLOB) AS rows FROM words.words WHERE words MATCH ?'
  const [found] = all<{ rows: Uint8Array | null }>(sql, toWordSearch(term.value, term.isBeginning))
  return readRows(found?.rows ?? null)
}

/** The lists that a term is about, and which of their numbers meet it. */
interface Lists {
  readonly kinds: readonly number[]
  readonly name: Glob
  readonly accepts: ((number: number) => boolean) | null
  /** A job whose greatest number does not meet it has none that does. */
  readonly isMetByGreatest: boolean
}

function findByFact(all: SelectRows, term: Exclude<FactTerm, { kind: 'words' | 'path' }>): JobSet {
  const { kinds, name, accepts, isMetByGreatest } = toLists(term)
  const blocks = all<{ last: number | null }>('SELECT max(block) AS last FROM facts.blocks')[0]?.last ?? -1
  const set = emptySet((blocks + 1) * BLOCK_ROWS)
  const isAny = name.glob && splitGlob(name).every((part) => part === '')
  if (isAny && isMetByGreatest && kinds.every((kind) => KINDS_WITH_ANY.includes(kind))) {
    addLists(all, set, kinds, [ANY_NAME], accepts)
    return set
  }
  const names = findNames(all, name)
  if (names.length <= MAX_NAMES_LOOKED_UP) addLists(all, set, kinds, names, accepts)
  else addNamedLists(all, set, kinds, new Set(names), accepts)
  return set
}

interface ListRow {
  readonly block: number
  readonly name: number
  readonly list: Uint8Array
}

function addLists(
  all: SelectRows,
  set: JobSet,
  kinds: readonly number[],
  names: readonly number[],
  accepts: Lists['accepts'],
): void {
  const sql = `SELECT p.block, p.list FROM facts.blocks b CROSS JOIN facts.postings p
    ON p.block = b.block AND p.kind = ? AND p.name = ?`
  for (const name of names) {
    const rows = kinds.flatMap((kind) => all<ListRow>(sql, kind, name))
    for (const [block, ofBlock] of Map.groupBy(rows, (row) => row.block))
      addPostings(set, block, ofBlock.map(toList), accepts)
  }
}

function addNamedLists(
  all: SelectRows,
  set: JobSet,
  kinds: readonly number[],
  names: ReadonlySet<number>,
  accepts: Lists['accepts'],
): void {
  const sql = 'SELECT block, name, list FROM facts.postings WHERE block = ? AND kind = ?'
  for (const { block } of all<{ block: number }>('SELECT block FROM facts.blocks')) {
    const rows = kinds.flatMap((kind) => all<ListRow>(sql, block, kind)).filter(({ name }) => names.has(name))
    for (const ofName of Map.groupBy(rows, ({ name }) => name).values())
      addPostings(set, block, ofName.map(toList), accepts)
  }
}

const toList = ({ list }: ListRow): Uint8Array => list

const COMPARE = {
  '<': (bound: number) => (number: number) => number < bound,
  '<=': (bound: number) => (number: number) => number <= bound,
  '>': (bound: number) => (number: number) => number > bound,
  '>=': (bound: number) => (number: number) => number >= bound,
  '=': (bound: number) => (number: number) => number === bound,
} as const

const UNNAMED: Glob = { text: '', glob: false }

function toLists(term: Exclude<FactTerm, { kind: 'words' | 'path' }>): Lists {
  switch (term.kind) {
    case 'tag': {
      const { name, bound } = term
      return {
        kinds: [FACT_KINDS.tag, FACT_KINDS.userTag],
        name,
        accepts: bound === null ? null : COMPARE[bound.than](bound.number),
        isMetByGreatest: bound === null || bound.than === '>' || bound.than === '>=',
      }
    }
    case 'task':
      return { kinds: [FACT_KINDS.task], name: term.name, accepts: null, isMetByGreatest: true }
    case 'size':
      return {
        kinds: [FACT_KINDS.size],
        name: UNNAMED,
        accepts: COMPARE[term.than](term.bytes),
        isMetByGreatest: false,
      }
    case 'expires': {
      const isWithin = COMPARE[term.than](term.at + term.ms)
      const accepts = (deadline: number): boolean => deadline >= term.at && isWithin(deadline)
      return { kinds: [FACT_KINDS.deadline], name: UNNAMED, accepts, isMetByGreatest: false }
    }
    default:
      return assertNever(term)
  }
}

/** The numbers of the names that are meant. */
function findNames(all: SelectRows, name: Glob): readonly number[] {
  const parts = splitGlob(name).map(foldText)
  const pattern = parts.map((part) => part.replace(/[[?*]/g, '[$&]')).join('*')
  const rows = name.glob
    ? all<{ number: number }>('SELECT number FROM facts.names WHERE folded GLOB ?', pattern)
    : all<{ number: number }>('SELECT number FROM facts.names WHERE folded = ?', parts.join(''))
  return rows.map(({ number }) => number)
}

/** Where the jobs of a set lie among all, by blocks. */
function listStretches(all: SelectRows, set: JobSet): readonly Stretch[] {
  return all<{ block: number; first_id: string; last_id: string }>(
    'SELECT block, first_id, last_id FROM facts.blocks',
  ).flatMap(({ block, first_id: firstId, last_id: lastId }) => {
    const first = Math.max(0, block * BLOCK_ROWS - 1)
    return set.subarray(first, (block + 1) * BLOCK_ROWS - 1).includes(1) ? [{ firstId, lastId }] : []
  })
}
