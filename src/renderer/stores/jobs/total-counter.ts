import { request } from '#renderer/client/index.ts'
import type { ListView } from './list-view.ts'

/** To count the jobs of a search, main reads every job, so it is asked no more often than this. */
const SEARCH_COUNT_INTERVAL_MS = 5000

/** Has main count the jobs of a list. */
export interface TotalCounter {
  readonly count: () => void
  /** Counts after a change; the jobs of a search only after a while. */
  readonly countAnew: () => void
  readonly stop: () => void
}

export function createTotalCounter(view: ListView): TotalCounter {
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = async (): Promise<void> => {
    timer = undefined
    const answer = await request('jobs.count', { filter: view.filter })
    if (!view.isClosed && answer.ok) view.store.setState({ total: answer.data })
  }
  const count = (): void => void ask()
  return {
    count,
    countAnew() {
      if (!view.isSearch) count()
      else timer ??= setTimeout(count, SEARCH_COUNT_INTERVAL_MS)
    },
    stop: () => clearTimeout(timer),
  }
}
