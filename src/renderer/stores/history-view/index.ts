import { create } from 'zustand'
import type { ColumnLayout, ColumnSort } from '#shared/model/columns/index.ts'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import {
  joinQuery,
  parseQuery,
  replaceConditions,
  splitQuery,
  type QueryProblem,
} from '#shared/model/query/index.ts'
import { toViewFilter, type SavedView, type ViewContent } from '#shared/model/saved-view.ts'
import type { StateGroup } from '#shared/model/state-groups.ts'
import { filterToQuery } from '#renderer/stores/jobs/filter-to-query.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'
import {
  toGroupCondition,
  toVerdictCondition,
  type FilteredView,
  type ShownVerdict,
} from './query-filters.ts'

export {
  findStateGroup,
  findVerdict,
  toJobFilterInput,
  toScope,
  withoutVerdict,
  type ShownVerdict,
} from './query-filters.ts'

/** What the History screen shows. */
export interface HistoryView extends FilteredView {
  /** Jobs one by one, or the runs that they belong to. */
  readonly shows: 'jobs' | 'runs'
  /** The conditions of the query that are shown as chips, each as it is written. */
  readonly conditions: readonly string[]
  /** The text in the search field, behind the chips. */
  readonly text: string
  /** What is not understood of the query. */
  readonly problems: readonly QueryProblem[]
  /** By which column the jobs are sorted; null in the order of the list. */
  readonly sort: ColumnSort | null
  /** The labels that the listed jobs have. */
  readonly labels: readonly string[]
  /** The saved view that is shown; null for none. It may have been changed since. */
  readonly viewId: string | null
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
  conditions: [],
  text: '',
  query: '',
  problems: [],
  presetFilter: {},
  order: 'newest',
  sort: null,
  labels: [],
  viewId: null,
  selectedId: null,
  lastOpenedId: null,
}

interface HistoryViewStore extends HistoryView {
  /** The filter that the screen was last opened with: opening it again with the same filter changes nothing. */
  readonly openedFilter: Partial<JobFilterInput> | null
  /** Takes what is typed behind the chips, with the cursor in it; the search begins after a pause. Answers where the cursor is then. */
  readonly type: (text: string, cursor: number) => number
  /** Shows a whole query, at once. */
  readonly search: (query: string) => void
  /** Puts what is written in place of the chip, or takes the chip away. */
  readonly editCondition: (place: number, by: string) => void
  readonly chooseStates: (group: StateGroup | null) => void
  readonly chooseVerdict: (verdict: ShownVerdict | null) => void
  /** Opens the history for something: every other filter is removed. */
  readonly openWithFilter: (filter: Partial<JobFilterInput>) => void
  /** Shows a saved view. */
  readonly openView: (view: SavedView) => void
  readonly removePreset: (key: keyof JobFilterInput) => void
  readonly clearFilters: () => void
}

/** The view of the History screen. It is kept as long as the window, so that the screen is found again as it was left. */
export const useHistoryView = create<HistoryViewStore>()((set, get) => {
  let searchTimer: ReturnType<typeof setTimeout> | undefined
  const startSearch = (): void => {
    clearTimeout(searchTimer)
    const query = toQuery(get())
    set({ query, problems: parseQuery(query, { now: Date.now() }).problems })
  }
  const show = (conditions: readonly string[], rest: string): void => {
    set({ conditions: [...new Set(conditions)], text: rest })
    startSearch()
  }
  return {
    ...INITIAL_VIEW,
    openedFilter: null,
    type(text, cursor) {
      const parts = splitQuery(text, { now: Date.now() }, cursor)
      const { conditions } = get()
      set({ conditions: [...new Set([...conditions, ...parts.conditions])], text: parts.rest })
      clearTimeout(searchTimer)
      searchTimer = setTimeout(startSearch, SEARCH_DELAY_MS)
      return parts.cursor
    },
    search(query) {
      const { conditions, rest } = splitQuery(query, { now: Date.now() })
      show(conditions, rest)
    },
    editCondition(place, by) {
      const { conditions, text } = get()
      const written = splitQuery(by, { now: Date.now() })
      show(
        conditions.toSpliced(place, 1, ...written.conditions),
        [text, written.rest].filter((part) => part.trim() !== '').join(' '),
      )
    },
    chooseStates(group) {
      const { conditions, text } = get()
      show(replaceConditions(conditions, 'state', group === null ? null : toGroupCondition(group)), text)
    },
    chooseVerdict(verdict) {
      const { conditions, text } = get()
      const by = verdict === null ? null : toVerdictCondition(verdict)
      show(replaceConditions(conditions, 'verdict', by), text)
    },
    openWithFilter(filter) {
      const { openedFilter } = get()
      if (filter === openedFilter) return
      const { states, text, query, ...presetFilter } = filter
      set({ ...INITIAL_VIEW, onlyActive: false, presetFilter, openedFilter: filter })
      get().search(filterToQuery({ states, text, query }))
    },
    openView(view) {
      const { id, query, order, columns, sort } = view
      const { query: _, ...presetFilter } = toViewFilter(view)
      set({
        ...INITIAL_VIEW,
        onlyActive: false,
        presetFilter,
        openedFilter: null,
        order,
        sort,
        viewId: id,
      })
      void useSettings.getState().set({ jobColumns: columns })
      get().search(query)
    },
    removePreset(key) {
      const { [key]: _, ...presetFilter } = get().presetFilter
      set({ presetFilter })
    },
    clearFilters() {
      clearTimeout(searchTimer)
      const { conditions, text, query, problems } = INITIAL_VIEW
      set({ onlyActive: false, conditions, text, query, problems, presetFilter: {}, viewId: null })
    },
  }
})

/** The whole query in the field, as it can be copied and shared. */
export const toQuery = ({ conditions, text }: Pick<HistoryView, 'conditions' | 'text'>): string =>
  joinQuery({ conditions, rest: text })

/** What a view of the present list would keep. The active connection is kept by its id: a view shows the same jobs tomorrow. */
export function toViewContent(view: HistoryView, activeId: string, columns: ColumnLayout): ViewContent {
  const { connectionId, workflowId, runId } = view.presetFilter
  const connection = view.onlyActive ? activeId : connectionId
  return {
    query: toQuery(view).trim(),
    ...(connection !== undefined && { connectionId: connection }),
    ...(workflowId !== undefined && { workflowId }),
    ...(runId !== undefined && { runId }),
    order: view.order,
    columns: [...columns],
    sort: view.sort,
  }
}
