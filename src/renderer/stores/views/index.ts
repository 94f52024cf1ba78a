import { create } from 'zustand'
import { request, subscribe } from '#renderer/client/index.ts'
import { toast } from '#renderer/stores/toast/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { MAX_SAVED_VIEWS, toViewFilter, type SavedView, type ViewContent } from '#shared/model/saved-view.ts'
import { viewWords as words } from '#shared/text/views.ts'
import { ViewCounter, type ViewCount } from './view-counter.ts'

interface ViewsStore {
  /** In the order of the person. */
  readonly views: readonly SavedView[]
  /** How many jobs each lists, by its id; a view that was not counted yet has none. */
  readonly counts: Readonly<Record<string, ViewCount>>
  readonly load: () => Promise<void>
  /** Saves a new view at the end; answers with its id, or null where it cannot be kept. */
  readonly save: (name: string, content: ViewContent) => Promise<string | null>
  /** Changes what a view shows, or its name. */
  readonly change: (id: string, change: Partial<ViewContent & Pick<SavedView, 'name'>>) => void
  /** Puts a view so many places further down. */
  readonly move: (id: string, by: number) => void
  /** Removes a view, and offers to bring it back. */
  readonly remove: (id: string) => void
}

/** The saved views of the history, as main keeps them. */
export const useViews = create<ViewsStore>()((set, get) => {
  /** Shown at once; taken back when main refuses. */
  const keep = async (views: readonly SavedView[]): Promise<boolean> => {
    const before = get().views
    set({ views })
    const answer = await request('views.keep', { views: [...views] })
    if (answer.ok) return true
    if (get().views === views) set({ views: before })
    showError(answer.error)
    return false
  }
  return {
    views: [],
    counts: {},
    async load() {
      const answer = await request('views.list', undefined)
      if (answer.ok) set({ views: answer.data })
      else showError(answer.error)
    },
    async save(name, content) {
      const { views } = get()
      if (views.length >= MAX_SAVED_VIEWS) {
        toast({ text: words.tooMany(MAX_SAVED_VIEWS), tone: 'error' })
        return null
      }
      const view = { ...content, id: crypto.randomUUID(), name: name.trim() }
      return (await keep([...views, view])) ? view.id : null
    },
    change(id, change) {
      void keep(get().views.map((view) => (view.id === id ? { ...view, ...change } : view)))
    },
    move(id, by) {
      const { views } = get()
      const from = views.findIndex((view) => view.id === id)
      const moved = views[from]
      const to = Math.max(0, Math.min(views.length - 1, from + by))
      if (moved !== undefined && to !== from) void keep(views.toSpliced(from, 1).toSpliced(to, 0, moved))
    },
    remove(id) {
      const { views } = get()
      const place = views.findIndex((view) => view.id === id)
      const removed = views[place]
      if (removed === undefined) return
      void keep(views.toSpliced(place, 1))
      const undo = (): void => void keep(get().views.toSpliced(place, 0, removed))
      toast({ text: words.removed(removed.name), tone: 'info', action: { label: words.undo, onClick: undo } })
    },
  }
})

const showError = (error: AppError): void => toast({ text: error.message, tone: 'error' })

/** Keeps the counts of the views up to date; called once. The returned function ends it. */
export function subscribeViewCounts(): () => void {
  const counter = new ViewCounter({
    count: (view) => request('views.count', { filter: toViewFilter(view) }),
    onCount: (id, count) => useViews.setState(({ counts }) => ({ counts: { ...counts, [id]: count } })),
    isHidden: () => document.hidden,
    now: () => performance.now(),
  })
  const stops = [
    useViews.subscribe(({ views }, before) => {
      if (views !== before.views) counter.setViews(views)
    }),
    subscribe('jobs.changed', counter.recount),
    subscribe('facts.changed', counter.recount),
  ]
  document.addEventListener('visibilitychange', counter.recount)
  return () => {
    for (const stop of stops) stop()
    document.removeEventListener('visibilitychange', counter.recount)
  }
}
