import { create } from 'zustand'
import type { JobFilterInput } from '#shared/ipc/jobs.ts'
import { parseQuery } from '#shared/model/query/index.ts'
import { STATE_GROUPS, type StateGroup } from '#shared/model/state-groups.ts'

/** What the history shows; kept while the window lives, so that coming back finds it as it was left. */
export interface HistoryView {
  /** Only the active connection. */
  readonly onlyActive: boolean
  readonly group: StateGroup | null
  /** What stands in the search field, and the query that is asked: it follows after a pause. */
  readonly typed: string
  readonly text: string
  /** What of the query is not understood. */
  readonly problem: string | null
  /** What the screen was opened with beyond that: one run, one workflow, one connection, some states. */
  readonly given: Partial<JobFilterInput>
  /** Of a run: newest first, or in the order of its list. */
  readonly order: 'newest' | 'list'
  /** Labels found among the jobs shown, and those that are columns. */
  readonly labels: readonly string[]
  readonly columns: readonly string[]
  /** The job in the panel. */
  readonly selected: string | null
  /** The job that was opened last. */
  readonly opened: string | null
}

const START: HistoryView = {
  onlyActive: true,
  group: null,
  typed: '',
  text: '',
  problem: null,
  given: {},
  order: 'newest',
  labels: [],
  columns: [],
  selected: null,
  opened: null,
}

export const useHistoryView = create<HistoryView>()(() => START)

/** After so long without a key the search begins. */
const SEARCH_MS = 150
let searching: ReturnType<typeof setTimeout> | undefined

export function search(typed: string): void {
  useHistoryView.setState({ typed })
  clearTimeout(searching)
  searching = setTimeout(ask, SEARCH_MS)
}

function ask(): void {
  const text = useHistoryView.getState().typed
  const { problems } = parseQuery(text, { now: Date.now() })
  useHistoryView.setState({ text, problem: problems[0]?.message ?? null })
}

/** What the history was last opened for: coming back to the same is no new opening. */
let openedFor: Partial<JobFilterInput> | undefined

/** Opened for something: all other filters are lifted. */
export function showOnly(given: Partial<JobFilterInput>): void {
  if (given === openedFor) return
  openedFor = given
  const { columns } = useHistoryView.getState()
  useHistoryView.setState({ ...START, onlyActive: false, given, columns })
}

export function liftFilters(): void {
  useHistoryView.setState({ onlyActive: false, group: null, typed: '', text: '', problem: null, given: {} })
}

/** The filter as main reads it. */
export function filterOf(view: HistoryView, activeId: string): JobFilterInput {
  const text = view.text.trim()
  return {
    ...view.given,
    ...(view.onlyActive && { connectionId: activeId }),
    ...(view.group !== null && { states: [...STATE_GROUPS[view.group]] }),
    ...(text !== '' && { query: text }),
    ...(view.given.runId !== undefined && view.order === 'list' && { order: 'list' as const }),
  }
}
