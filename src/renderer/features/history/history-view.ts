import { create } from 'zustand'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import { parseQuery } from '#shared/model/query/index.ts'
import { STATE_GROUPS, type StateGroup } from '#shared/model/state-groups.ts'

/** What the history shows; kept while the window lives, so that coming back finds it as it was left. */
export interface HistoryView {
  /** Only the active connection. */
  readonly onlyActive: boolean
  readonly stateGroup: StateGroup | null
  /** What stands in the search field, and the query that is asked: it follows after a pause. */
  readonly typed: string
  readonly query: string
  /** What of the query is not understood. */
  readonly queryProblem: string | null
  /** What the screen was opened with beyond that: one run, one workflow, one connection, some states. */
  readonly presetFilter: Partial<JobFilterInput>
  /** Of a run: newest first, or in the order of its list. */
  readonly order: 'newest' | 'list'
  /** Labels found among the jobs shown, and those that are columns. */
  readonly labels: readonly string[]
  readonly labelColumns: readonly string[]
  /** The job in the panel. */
  readonly selectedId: string | null
  /** The job that was opened last. */
  readonly lastOpenedId: string | null
}

const INITIAL_VIEW: HistoryView = {
  onlyActive: true,
  stateGroup: null,
  typed: '',
  query: '',
  queryProblem: null,
  presetFilter: {},
  order: 'newest',
  labels: [],
  labelColumns: [],
  selectedId: null,
  lastOpenedId: null,
}

export const useHistoryView = create<HistoryView>()(() => INITIAL_VIEW)

/** After so long without a key the search begins. */
const SEARCH_DELAY_MS = 150
let searching: ReturnType<typeof setTimeout> | undefined

export function search(typed: string): void {
  useHistoryView.setState({ typed })
  clearTimeout(searching)
  searching = setTimeout(ask, SEARCH_DELAY_MS)
}

function ask(): void {
  const text = useHistoryView.getState().typed
  const { problems } = parseQuery(text, { now: Date.now() })
  useHistoryView.setState({ query, queryProblem: problems[0]?.message ?? null })
}

/** What the history was last opened for: coming back to the same is no new opening. */
let openedFor: Partial<JobFilterInput> | undefined

/** Opened for something: all other filters are lifted. */
export function openWithFilter(given: Partial<JobFilterInput>): void {
  if (given === openedFor) return
  openedFor = given
  const { labelColumns } = useHistoryView.getState()
  useHistoryView.setState({ ...INITIAL_VIEW, onlyActive: false, presetFilter, labelColumns })
}

export function clearFilters(): void {
  useHistoryView.setState({ onlyActive: false, stateGroup: null, typed: '', query: '', queryProblem: null, presetFilter: {} })
}

/** The filter as main reads it. */
export function toJobFilter(view: HistoryView, activeId: string): JobFilterInput {
  const text = view.query.trim()
  return {
    ...view.presetFilter,
    ...(view.onlyActive && { connectionId: activeId }),
    ...(view.stateGroup !== null && { states: [...STATE_GROUPS[view.stateGroup]] }),
    ...(text !== '' && { query: text }),
    ...(view.presetFilter.runId !== undefined && view.order === 'list' && { order: 'list' as const }),
  }
}
