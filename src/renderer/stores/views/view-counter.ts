import type { Result } from '#shared/model/result.ts'
import { findViewProblem, type SavedView } from '#shared/model/saved-view.ts'

/** How many jobs a view lists: null where that cannot be said, with the reason. */
export interface ViewCount {
  readonly count: number | null
  readonly problem: string | null
}

interface ViewCounterOptions {
  readonly count: (view: SavedView) => Promise<Result<number>>
  readonly onCount: (id: string, count: ViewCount) => void
  /** Nobody sees the counts at the moment. */
  readonly isHidden: () => boolean
  /** Ms, of a clock that only goes on. */
  readonly now: () => number
}

/** A view is counted again no sooner than this after it was asked, however fast jobs change. */
const COUNT_INTERVAL_MS = 500
/** Counting a view takes this share of the time at most: one that takes long is counted less often. */
const SHARE = 20

interface Counted {
  readonly view: SavedView
  isStale: boolean
  /** When it may be counted next. */
  dueAt: number
}

/** Counts the jobs of the saved views one after another, and again when jobs have changed. */
export class ViewCounter {
  readonly #options: ViewCounterOptions
  #views: readonly Counted[] = []
  #isCounting = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: ViewCounterOptions) {
    this.#options = options
  }

  /** Takes the views in their order. Those that list the same as before keep their counts. */
  setViews(views: readonly SavedView[]): void {
    const { now, onCount } = this.#options
    const before = new Map(this.#views.map((counted) => [counted.view, counted]))
    this.#views = views.map((view) => {
      const known = before.get(view)
      if (known !== undefined) return known
      const problem = findViewProblem(view)
      if (problem !== null) onCount(view.id, { count: null, problem: problem.message })
      return { view, isStale: problem === null, dueAt: now() }
    })
    this.#goOn()
  }

  /** Jobs have changed, or it can be seen again. */
  readonly recount = (): void => {
    for (const counted of this.#views) if (findViewProblem(counted.view) === null) counted.isStale = true
    this.#goOn()
  }

  #goOn(): void {
    clearTimeout(this.#timer)
    if (this.#isCounting || this.#options.isHidden()) return
    const stale = this.#views.filter(({ isStale }) => isStale)
    const now = this.#options.now()
    const next = stale.find(({ dueAt }) => dueAt <= now)
    if (next !== undefined) void this.#count(next)
    else if (stale.length > 0) {
      const wait = Math.min(...stale.map(({ dueAt }) => dueAt)) - now
      this.#timer = setTimeout(() => this.#goOn(), wait)
    }
  }

  async #count(counted: Counted): Promise<void> {
    const { count, onCount, now } = this.#options
    this.#isCounting = true
    counted.isStale = false
    const askedAt = now()
    const answer = await count(counted.view)
    this.#isCounting = false
    counted.dueAt = askedAt + Math.max(COUNT_INTERVAL_MS, SHARE * (now() - askedAt))
    if (this.#views.includes(counted)) {
      const result = answer.ok
        ? { count: answer.data, problem: null }
        : { count: null, problem: answer.error.message }
      onCount(counted.view.id, result)
    }
    this.#goOn()
  }
}
