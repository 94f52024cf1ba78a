import { create } from 'zustand'
import type { JobFilterInput } from '#shared/ipc/jobs.ts'
import { STATE_GROUPS, type StateGroup } from '#shared/model/state-groups.ts'

/** What the history shows; kept while the window lives, so that coming back finds it as it was left. */
export interface HistoryView {
  /** Only the active connection. */
  readonly onlyActive: boolean
  readonly group: StateGroup | null
  /** What stands in the search field, and what is searched for: it follows after a pause. */
  readonly typed: string
  readonly text: string
  /** What the screen was opened with beyond that: one run, one workflow, one connection, some states. */
  readonly given: Partial<JobFilterInput>
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
  given: {},
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
  searching = setTimeout(() => useHistoryView.setState({ text: useHistoryView.getState().typed }), SEARCH_MS)
}

/** What the history was last opened for: coming back to the same is no new opening. */
let openedFor: Partial<JobFilterInput> | undefined

/** Opened for something: all other filters are lifted. */
export function showOnly(given: Partial<JobFilterInput>): void {
  if (given === openedFor) return
  openedFor = given
  useHistoryView.setState({ ...START, onlyActive: false, given })
}

export function liftFilters(): void {
  useHistoryView.setState({ onlyActive: false, group: null, typed: '', text: '', given: {} })
}

/** The filter as main reads it. */
export function filterOf(view: HistoryView, activeId: string): JobFilterInput {
  const text = view.text.trim()
  return {
    ...view.given,
    ...(view.onlyActive && { connectionId: activeId }),
    ...(view.group !== null && { states: [...STATE_GROUPS[view.group]] }),
    ...(text !== '' && { text }),
  }
}
