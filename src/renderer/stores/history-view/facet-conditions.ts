import { foldText } from '#shared/format/fold.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { FacetKind, NumberColumn } from '#shared/model/facets.ts'
import type { JobState, Verdict } from '#shared/model/job.ts'
import type { SourceKind } from '#shared/model/source.ts'
import { formatQuery, parseQuery, type Term } from '#shared/model/query/index.ts'

/** A value of a facet as a term of the query. `name`: that of a sheet's label. */
export function toFacetTerm(kind: FacetKind, name: string | null, value: string): Term {
  const exactly = { text: value, glob: false }
  switch (kind) {
    case 'state':
      return { kind, not: false, states: [value as JobState] }
    case 'verdict':
      return { kind, not: false, verdicts: [value as Verdict] }
    case 'sourceKind':
      return { kind, not: false, kinds: [value as SourceKind] }
    case 'workflow':
    case 'connection':
      return { kind, not: false, value: exactly }
    case 'task':
      return { kind, not: false, name: exactly }
    case 'tag':
      return { kind, not: false, name: exactly, bound: null }
    case 'label':
      return { kind, not: false, name, value: exactly }
    default:
      return assertNever(kind)
  }
}

/** The conditions that mean the value of a facet: of a label, those with a bound too. */
export const findFacetConditions = (conditions: readonly string[], term: Term): readonly string[] => {
  const meant = toComparable(term)
  return conditions.filter((condition) => {
    const [found] = readTerms(condition)
    return found !== undefined && toComparable(found) === meant
  })
}

/** The conditions with those of the value taken away, or with one for it. */
export function toggleFacet(conditions: readonly string[], term: Term): readonly string[] {
  const found = findFacetConditions(conditions, term)
  return found.length > 0
    ? conditions.filter((condition) => !found.includes(condition))
    : [...conditions, formatQuery({ terms: [term] })]
}

/** From a number on, and up to another one without it; null: no bound at this end. */
export interface NumberRange {
  readonly from: number | null
  readonly below: number | null
}

/** The conditions that bound a number of jobs. */
const findBounds = (conditions: readonly string[], column: NumberColumn): readonly string[] =>
  conditions.filter((condition) => {
    const [term] = readTerms(condition)
    return term !== undefined && isBound(term, column)
  })

/** The conditions without bounds of the number: a histogram shows what could be chosen, not only what is. */
export function withoutBounds(conditions: readonly string[], column: NumberColumn): readonly string[] {
  const bounds = findBounds(conditions, column)
  return conditions.filter((condition) => !bounds.includes(condition))
}

/** The conditions with this range in place of every other bound of the number. */
export function replaceBounds(
  conditions: readonly string[],
  column: NumberColumn,
  { from, below }: NumberRange,
): readonly string[] {
  const ends = [
    ...(from === null ? [] : [toBoundTerm(column, '>=', from)]),
    ...(below === null ? [] : [toBoundTerm(column, '<', below)]),
  ]
  const bounds = ends.map((term) => formatQuery({ terms: [term] }))
  if (column.kind !== 'tag') return [...withoutBounds(conditions, column), ...bounds]
  // A bound asks for the label too; without bounds, the label itself is asked for.
  const label = toFacetTerm('tag', null, column.name)
  const found = findFacetConditions(conditions, label)
  const others = conditions.filter((condition) => !found.includes(condition))
  return [...others, ...(bounds.length > 0 ? bounds : [formatQuery({ terms: [label] })])]
}

/** The range that the bounds of a query leave. */
export function readRange(conditions: readonly string[], column: NumberColumn): NumberRange {
  let from: number | null = null
  let below: number | null = null
  for (const condition of findBounds(conditions, column)) {
    const [term] = readTerms(condition)
    const bound = term === undefined ? null : toBound(term)
    if (bound === null) continue
    if (bound.than.startsWith('>') || bound.than === '=') from = Math.max(from ?? bound.number, bound.number)
    if (bound.than.startsWith('<') || bound.than === '=')
      below = Math.min(below ?? bound.number, bound.number)
  }
  return { from, below }
}

/** The labels that a query asks for by their whole name: their confidence has a histogram. */
export function findAskedLabels(conditions: readonly string[]): readonly string[] {
  const names = conditions.flatMap((condition) => {
    const [term] = readTerms(condition)
    return term?.kind === 'tag' && !term.not && !term.name.glob ? [term.name.text] : []
  })
  return [...new Map(names.map((name) => [foldText(name), name])).values()]
}

const readTerms = (condition: string): readonly Term[] => parseQuery(condition, { now: 0 }).query.terms

const toComparable = (term: Term): string =>
  foldText(formatQuery({ terms: [term.kind === 'tag' ? { ...term, bound: null } : term] }))

function isBound(term: Term, column: NumberColumn): boolean {
  if (term.kind !== 'tag' || column.kind !== 'tag') return term.kind === column.kind && toBound(term) !== null
  return (
    !term.not && !term.name.glob && term.bound !== null && foldText(term.name.text) === foldText(column.name)
  )
}

function toBound(term: Term): { readonly than: string; readonly number: number } | null {
  if (term.kind === 'took') return { than: term.than, number: term.ms }
  if (term.kind === 'size') return { than: term.than, number: term.bytes }
  return term.kind === 'tag' ? term.bound : null
}

function toBoundTerm(column: NumberColumn, than: '>=' | '<', number: number): Term {
  if (column.kind === 'took') return { kind: 'took', than, ms: number }
  if (column.kind === 'size') return { kind: 'size', than, bytes: number }
  return { kind: 'tag', not: false, name: { text: column.name, glob: false }, bound: { than, number } }
}
