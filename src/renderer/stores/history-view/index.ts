import { create } from 'zustand'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import type { Verdict } from '#shared/model/job.ts'
import { parseQuery, type QueryProblem } from '#shared/model/query/index.ts'
import { STATE_GROUPS, type StateGroup } from '#shared/model/state-groups.ts'

/** The verdicts that a list can be filtered by. */
export type ShownVerdict = Exclude<Verdict, 'none'>

/** What the History screen shows. */
export interface HistoryView {
  /** Jobs one by one, or the runs that they belong to. */
  readonly shows: 'jobs' | 'runs'
  /** Only jobs of the active connection. */
  readonly onlyActive: boolean
  readonly stateGroup: StateGroup | null
  /** Only jobs with this verdict. */
  readonly verdict: ShownVerdict | null
  /** The text in the search field. */
  readonly typed: string
  /** The query that the list shows; it follows the text in the field after a pause. */
  readonly query: string
  /** Why the query is not understood; null when it is. */
  readonly queryProblem: string | null
  /** The filter that the screen was opened with: one run, one workflow, one connection, some states. */
  readonly presetFilter: Partial<JobFilterInput>
  /** The order of the jobs of one run; all other lists are newest first. */
  readonly order: 'newest' | 'list'
  /** The labels that the listed jobs have. */
  readonly labels: readonly string[]
  /** The labels that are shown as columns. */
  readonly labelColumns: readonly string[]
  /** The job in the panel; null while the panel is closed. */
  readonly selectedId: string | null
  /** The job that was opened whole last: its row is chosen on the way back. */
  readonly lastOpenedId: string | null
}

/** A search begins after this time without a key. */
const SEARCH_DELAY_MS = 150

const INITIAL_VIEW: HistoryView = {
  shows: 'jobs',
  onlyActive: true,
  stateGroup: null,
  verdict: null,
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

interface HistoryViewStore extends HistoryView {
  /** The filter that the screen was last opened with: opening it again with the same filter changes nothing. */
  readonly openedFilter: Partial<JobFilterInput> | null
  /** Takes what is typed; the search begins after a pause. */
  readonly search: (typed: string) => void
  /** Opens the history for something: every other filter is removed. */
  readonly openWithFilter: (filter: Partial<JobFilterInput>) => void
  readonly removePreset: (key: keyof JobFilterInput) => void
  readonly clearFilters: () => void
}

/** The view of the History screen. It is kept as long as the window, so that the screen is found again as it was left. */
export const useHistoryView = create<HistoryViewStore>()((set, get) => {
  let searchTimer: ReturnType<typeof setTimeout> | undefined
  const startSearch = (): void => {
    const { typed } = get()
    const { problems } = parseQuery(typed, { now: Date.now() })
    const [first] = problems
    set({ query: typed, queryProblem: first === undefined ? null : tellProblem(typed, first) })
  }
  return {
    ...INITIAL_VIEW,
    openedFilter: null,
    search(typed) {
      set({ typed })
      clearTimeout(searchTimer)
      searchTimer = setTimeout(startSearch, SEARCH_DELAY_MS)
    },
    openWithFilter(filter) {
      const { openedFilter, labelColumns } = get()
      if (filter === openedFilter) return
      set({
        ...INITIAL_VIEW,
        onlyActive: false,
        presetFilter: filter,
        openedFilter: filter,
        labelColumns,
      })
    },
    removePreset(key) {
      const { [key]: _, ...presetFilter } = get().presetFilter
      set({ presetFilter })
    },
    clearFilters: () =>
      set({
        onlyActive: false,
        stateGroup: null,
        verdict: null,
        typed: '',
        query: '',
        queryProblem: null,
        presetFilter: {},
      }),
  }
})

/** What is wrong, and with which part, where the sentence does not name it. */
function tellProblem(typed: string, { from, to, message }: QueryProblem): string {
  const part = typed.slice(from, to)
  return part === typed.trim() ? message : `${part}: ${message}`
}

/** The filter as main takes it. */
export function toJobFilterInput(view: HistoryView, activeId: string): JobFilterInput {
  const query = [view.query.trim(), view.verdict === null ? '' : `verdict:${view.verdict}`]
    .filter((part) => part !== '')
    .join(' ')
  return {
    ...view.presetFilter,
    ...(view.onlyActive && { connectionId: activeId }),
    ...(view.stateGroup !== null && { states: [...STATE_GROUPS[view.stateGroup]] }),
    ...(query !== '' && { query }),
    ...(view.presetFilter.runId !== undefined && view.order === 'list' && { order: 'list' as const }),
  }
}
