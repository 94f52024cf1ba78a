import { useEffect, useMemo } from 'react'
import { create } from 'zustand'
import { request } from '#renderer/client/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Run } from '#shared/model/run.ts'

const PAGE_ROWS = 100

interface RunListStore {
  /** The connection of the runs; undefined for all. */
  readonly connectionId: string | undefined
  /** The runs that were read, newest first. */
  readonly runs: readonly Run[]
  readonly status: 'loading' | 'ready' | 'failed'
  readonly error: AppError | null
  /** More runs follow the last one. */
  readonly hasMore: boolean
  readonly load: (connectionId: string | undefined) => Promise<void>
  readonly loadMore: () => Promise<void>
}

const useStore = create<RunListStore>()((set, get) => {
  let isReading = false
  const read = async (connectionId: string | undefined, loaded: readonly Run[]): Promise<void> => {
    const last = loaded.at(-1)
    const answer = await request('runs.list', {
      active: false,
      limit: PAGE_ROWS,
      ...(connectionId !== undefined && { connectionId }),
      ...(last !== undefined && { before: last.id }),
    })
    if (get().connectionId !== connectionId) return
    if (!answer.ok) set({ status: 'failed', error: answer.error })
    else
      set({
        status: 'ready',
        error: null,
        runs: [...loaded, ...answer.data],
        hasMore: answer.data.length === PAGE_ROWS,
      })
  }
  return {
    connectionId: undefined,
    runs: [],
    status: 'loading',
    error: null,
    hasMore: false,
    async load(connectionId) {
      if (connectionId !== get().connectionId) set({ runs: [], status: 'loading' })
      set({ connectionId })
      await read(connectionId, [])
    },
    async loadMore() {
      const { connectionId, runs, hasMore } = get()
      if (isReading || !hasMore) return
      isReading = true
      await read(connectionId, runs)
      isReading = false
    },
  }
})

export interface RunList extends Pick<RunListStore, 'status' | 'error' | 'hasMore' | 'loadMore'> {
  readonly runs: readonly Run[]
}

/** The runs of a connection, or of all, newest first, kept up to date while the component is mounted. */
export function useRunList(connectionId: string | undefined): RunList {
  const { runs, status, error, hasMore, load, loadMore } = useStore()
  useEffect(() => void load(connectionId), [load, connectionId])
  const loaded = useRuns((store) => store.runs)
  const shown = useMemo(() => {
    const first = runs[0]?.id ?? ''
    const isNew = (run: Run): boolean =>
      run.id > first && (connectionId === undefined || run.connectionId === connectionId)
    const fresh = Object.values(loaded).filter(isNew)
    return [...fresh.toSorted((a, b) => (a.id < b.id ? 1 : -1)), ...runs.map((run) => loaded[run.id] ?? run)]
  }, [runs, loaded, connectionId])
  return { runs: status === 'ready' ? shown : [], status, error, hasMore, loadMore }
}
