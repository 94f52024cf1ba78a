import { foldText } from '#shared/format/fold.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { CellRows, CellValue, FactColumn, JobColumn, ListedFact } from '#shared/model/columns/index.ts'
import { FACT_KINDS } from '#shared/model/facts/index.ts'
import type { SelectRows } from './select-rows.ts'

interface FactRow {
  readonly id: string
  readonly kind: number
  readonly folded: string
  readonly shown: string
  readonly number: number | null
}

const SELECT_FACTS = `SELECT jobs.id, f.kind, n.folded, n.shown, f.number FROM json_each(?) asked
  CROSS JOIN jobs ON jobs.id = asked.value
  CROSS JOIN facts.facts f ON f.job = jobs.rowid
  JOIN facts.names n ON n.number = f.name`

const SELECT_RUN_NAMES = `SELECT jobs.id, runs.name FROM json_each(?) asked
  CROSS JOIN jobs ON jobs.id = asked.value JOIN runs ON runs.id = jobs.run_id`

/** What these jobs have in columns that no file beside the journal is needed for. */
export function readPlainCells(
  all: SelectRows,
  jobIds: readonly string[],
  columns: readonly JobColumn[],
): CellRows {
  const names = new Map(
    all<{ id: string; name: string | null }>(SELECT_RUN_NAMES, JSON.stringify(jobIds)).map(({ id, name }) => [
      id,
      name,
    ]),
  )
  return Object.fromEntries(
    jobIds.map((id) => [
      id,
      columns.map((column) =>
        column.kind === 'field' && column.field === 'run' ? (names.get(id) ?? null) : null,
      ),
    ]),
  )
}

/** How several names become the text of one cell. */
interface NamesStyle {
  readonly separator: string
  /** The text of a label. */
  readonly describeTag: (fact: FactRow) => string
}

const nameWithNumber = ({ shown, number }: FactRow): string =>
  number === null ? shown : `${shown} ${Number(number.toPrecision(4))}`

const LIST_STYLE: NamesStyle = { separator: ', ', describeTag: nameWithNumber }

/** Labels by their names alone: a file has their confidences in columns of their own. */
export const createExportStyle = (separator: string): NamesStyle => ({
  separator,
  describeTag: ({ shown }) => shown,
})

/** What these jobs have in columns of facts; the file of facts has to be attached. */
export function readFactCells(
  all: SelectRows,
  jobIds: readonly string[],
  columns: readonly JobColumn[],
  style = LIST_STYLE,
): CellRows {
  const byJob = new Map<string, FactRow[]>(jobIds.map((id) => [id, []]))
  for (const row of all<FactRow>(SELECT_FACTS, JSON.stringify(jobIds))) byJob.get(row.id)?.push(row)
  return Object.fromEntries(
    [...byJob].map(([id, facts]) => [
      id,
      columns.map((column) => (column.kind === 'fact' ? toCell(column, facts, style) : null)),
    ]),
  )
}

/** Of each cell the value that one of the two has. */
export const mergeCells = (one: CellRows, other: CellRows): CellRows =>
  Object.fromEntries(
    Object.entries(one).map(([id, cells]) => [id, cells.map((cell, at) => cell ?? other[id]?.[at] ?? null)]),
  )

function toCell(column: FactColumn, facts: readonly FactRow[], style: NamesStyle): CellValue {
  const toText = (names: readonly string[]): CellValue =>
    names.length === 0 ? null : names.join(style.separator)
  switch (column.fact) {
    case 'tags': {
      const tags = listTags(facts, column.atLeast)
      if (column.shows === 'count') return tags.length === 0 ? null : tags.length
      if (column.shows === 'best') return toText(tags.slice(0, 1).map(style.describeTag))
      return toText(tags.map(style.describeTag))
    }
    case 'tag':
      return findSurest(facts.filter((fact) => isTag(fact) && fact.folded === foldText(column.name)))
    case 'flag': {
      const flags = facts.filter((fact) => isOf(fact, 'flag') && fact.folded === foldText(column.name))
      return flags.length === 0 ? null : flags.some(({ number }) => number === 1)
    }
    case 'fileSize':
      return findLargest(facts.filter((fact) => isOf(fact, 'size')))
    case 'sentiment':
      return toText(facts.filter((fact) => isOf(fact, 'sentiment')).map(nameWithNumber))
    case 'tasks':
    case 'infections':
    case 'licences':
    case 'fileTypes':
      return toText(listNames(facts.filter((fact) => isOf(fact, LISTED_KINDS[column.fact]))))
    default:
      return assertNever(column)
  }
}

const LISTED_KINDS = {
  tasks: 'task',
  infections: 'infection',
  licences: 'licence',
  fileTypes: 'file',
} as const satisfies Record<ListedFact, keyof typeof FACT_KINDS>

const isOf = ({ kind }: FactRow, name: keyof typeof FACT_KINDS): boolean => kind === FACT_KINDS[name]
const isTag = (fact: FactRow): boolean => isOf(fact, 'tag') || isOf(fact, 'userTag')

/** Each label once, the surest first. */
function listTags(facts: readonly FactRow[], atLeast: number): readonly FactRow[] {
  const tags = facts.filter((fact) => isTag(fact) && (fact.number ?? 0) >= atLeast)
  const byName = new Map<string, FactRow>()
  for (const tag of tags.toSorted(
    (a, b) => (b.number ?? 0) - (a.number ?? 0) || (a.folded < b.folded ? -1 : 1),
  ))
    if (!byName.has(tag.folded)) byName.set(tag.folded, tag)
  return [...byName.values()]
}

/** Each name once, in the order of the alphabet: by the first one the column is sorted. */
const listNames = (facts: readonly FactRow[]): readonly string[] => [
  ...new Set(facts.toSorted((a, b) => (a.folded < b.folded ? -1 : 1)).map(({ shown }) => shown)),
]

/** The highest confidence; 0 where the label stands without one. */
const findSurest = (facts: readonly FactRow[]): CellValue =>
  facts.length === 0 ? null : Math.max(...facts.map(({ number }) => number ?? 0))

function findLargest(facts: readonly FactRow[]): CellValue {
  const numbers = facts.flatMap(({ number }) => (number === null ? [] : [number]))
  return numbers.length === 0 ? null : Math.max(...numbers)
}
