import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { request, subscribe } from '#renderer/client/index.ts'
import { columnKey, isAskedFor, type CellValue, type JobColumn } from '#shared/model/columns/index.ts'

/** Cells asked for at once, and of how many jobs they are kept. */
const MAX_ASKED = 200
const MAX_KEPT = 4000
/** Results come many at once: the cells in sight are asked for anew at most this often. */
const REFRESH_INTERVAL_MS = 1000

type JobCells = Readonly<Record<string, CellValue>>

/** The cells that the rows of jobs do not hold, by job and by the key of the column. */
const useCells = create<{ readonly byJob: ReadonlyMap<string, JobCells> }>()(() => ({ byJob: new Map() }))

/** A cell of a job; undefined until it is there. */
export const useJobCell = (jobId: string, key: string): CellValue | undefined =>
  useCells(({ byJob }) => byJob.get(jobId)?.[key])

/** Loads cells of the jobs in sight. What was loaded before stays on screen while it is asked for anew. */
function createCellLoader(columns: readonly JobColumn[]) {
  const keys = columns.map(columnKey)
  let fresh = new Set<string>()
  let wanted: readonly string[] = []
  let isBusy = false
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const load = async (): Promise<void> => {
    if (isBusy || isClosed) return
    isBusy = true
    try {
      for (let ids = listMissing(); ids.length > 0; ids = listMissing()) {
        for (const id of ids) fresh.add(id)
        const answer = await request('jobs.cells', { jobIds: [...ids], columns: [...columns] })
        if (isClosed || !answer.ok) return
        keep(
          ids.map((id) => [
            id,
            Object.fromEntries(keys.map((key, at) => [key, answer.data[id]?.[at] ?? null])),
          ]),
        )
      }
    } finally {
      isBusy = false
    }
  }
  const listMissing = (): readonly string[] => wanted.filter((id) => !fresh.has(id)).slice(0, MAX_ASKED)
  const refreshSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      fresh = new Set()
      void load()
    }, REFRESH_INTERVAL_MS)
  }
  const unsubscribers = columns.length === 0 ? [] : [subscribe('facts.changed', refreshSoon)]
  return {
    want(jobIds: readonly string[]): void {
      wanted = columns.length === 0 ? [] : jobIds
      void load()
    },
    close(): void {
      isClosed = true
      clearTimeout(timer)
      for (const unsubscribe of unsubscribers) unsubscribe()
    },
  }
}

function keep(loaded: readonly (readonly [string, JobCells])[]): void {
  useCells.setState(({ byJob }) => {
    const next = new Map(byJob)
    for (const [id, cells] of loaded) {
      const known = next.get(id)
      // The newest are the last ones.
      next.delete(id)
      next.set(id, { ...known, ...cells })
    }
    for (const oldest of next.keys().take(Math.max(0, next.size - MAX_KEPT))) next.delete(oldest)
    return { byJob: next }
  })
}

type CellLoader = ReturnType<typeof createCellLoader>

/** A loader of the cells of these columns while the component is mounted; null at first. */
export function useCellLoader(columns: readonly JobColumn[]): CellLoader | null {
  const asked = JSON.stringify(columns.filter(isAskedFor))
  const [loader, setLoader] = useState<CellLoader | null>(null)
  useEffect(() => {
    const created = createCellLoader(JSON.parse(asked) as JobColumn[])
    // oxlint-disable-next-line react/set-state-in-effect -- it subscribes, so that it is made and closed with the effect.
    setLoader(created)
    return () => created.close()
  }, [asked])
  return loader
}
