import type { JobFilterInput } from '#shared/model/job-page.ts'
import type { JobState, Verdict } from '#shared/model/job.ts'
import { cutQuery, findConditions, formatQuery, parseQuery, splitQuery } from '#shared/model/query/index.ts'
import { STATE_GROUPS, type StateGroup } from '#shared/model/state-groups.ts'

/** The verdicts that a list can be filtered by. */
export type ShownVerdict = Exclude<Verdict, 'none'>

/** What decides which jobs are listed. */
export interface FilteredView {
  /** Only jobs of the active connection. */
  readonly onlyActive: boolean
  /** The query that the list shows; it follows what is written after a pause. */
  readonly query: string
  /** What the screen was opened for: one run, one workflow, one connection. */
  readonly presetFilter: Partial<JobFilterInput>
  /** The order of the jobs of one run; all other lists are newest first. */
  readonly order: 'newest' | 'list'
}

const GROUPS = Object.keys(STATE_GROUPS) as StateGroup[]

/** The condition that the jobs of a group meet. */
export const toGroupCondition = (group: StateGroup): string =>
  formatQuery({ terms: [{ kind: 'state', not: false, states: STATE_GROUPS[group] }] })

export const toVerdictCondition = (verdict: ShownVerdict): string =>
  formatQuery({ terms: [{ kind: 'verdict', not: false, verdicts: [verdict] }] })

/** The group that the conditions ask for; null where they ask for no state, `some` where for other states than those of a group. */
export function findStateGroup(conditions: readonly string[]): StateGroup | 'some' | null {
  const found = findConditions(conditions, 'state')
  const states = findOnlyStates(conditions)
  if (states === null) return found.length === 0 ? null : 'some'
  return GROUPS.find((group) => isSameSet(STATE_GROUPS[group], states)) ?? 'some'
}

/** The verdict that the conditions ask for; null where they ask for none, or for several. */
export function findVerdict(conditions: readonly string[]): ShownVerdict | null {
  const [only, ...others] = findConditions(conditions, 'verdict')
  if (only === undefined || others.length > 0) return null
  const [term] = parseQuery(only, { now: 0 }).query.terms
  const verdicts: readonly Verdict[] = term?.kind === 'verdict' ? term.verdicts : []
  const [verdict] = verdicts
  return verdicts.length === 1 && verdict !== 'none' ? (verdict ?? null) : null
}

/** The same view without a condition about the verdict. */
export function withoutVerdict(view: FilteredView): FilteredView {
  const { conditions, rest } = splitQuery(view.query, { now: 0 })
  const verdicts = findConditions(conditions, 'verdict')
  if (verdicts.length === 0) return view
  return {
    ...view,
    query: [...without(conditions, verdicts), rest].join(' ').trim(),
  }
}

/**
 * The filter as main takes it. One condition about states becomes the filter by state: a list can tell by itself which of the
 * jobs that change still belong to it.
 */
export function toJobFilterInput(view: FilteredView, activeId: string): JobFilterInput {
  const { conditions, rest } = splitQuery(cutQuery(view.query), { now: 0 })
  const states = findOnlyStates(conditions)
  const others = states === null ? conditions : without(conditions, findConditions(conditions, 'state'))
  const query = [...others, rest].join(' ').trim()
  return {
    ...view.presetFilter,
    ...(view.onlyActive && { connectionId: activeId }),
    ...(states !== null && { states: [...states] }),
    ...(query !== '' && { query }),
    ...(view.presetFilter.runId !== undefined && view.order === 'list' && { order: 'list' as const }),
  }
}

/** The jobs that the screen is about, whatever the query asks of them. */
export const toScope = (view: FilteredView, activeId: string): JobFilterInput =>
  toJobFilterInput({ ...view, query: '', order: 'newest' }, activeId)

/** The states of the only condition about states; null where there is none, or several. */
function findOnlyStates(conditions: readonly string[]): readonly JobState[] | null {
  const [only, ...others] = findConditions(conditions, 'state')
  if (only === undefined || others.length > 0) return null
  const [term] = parseQuery(only, { now: 0 }).query.terms
  return term?.kind === 'state' ? term.states : null
}

const without = (all: readonly string[], some: readonly string[]): readonly string[] =>
  all.filter((each) => !some.includes(each))

const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((each) => other.includes(each))
