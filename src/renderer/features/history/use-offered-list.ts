import { useEffect, useRef, useState } from 'react'
import { findJob, findRow, type JobListState } from '#renderer/stores/jobs/index.ts'
import { offerList } from '#renderer/stores/jobs/opened-list.ts'

/**
 * Offers the rows of a list to the whole view of a job: it goes from one to the next, and the list follows. Returns the row
 * that is to be scrolled into sight; -1 for none.
 */
export function useOfferedList(list: JobListState['list'], choose: (row: number) => void): number {
  const [revealed, setRevealed] = useState(-1)
  const latest = useRef(choose)
  useEffect(() => {
    latest.current = choose
  })
  useEffect(
    () =>
      offerList({
        findNeighbours(jobId) {
          const row = findRow(list, jobId)
          const findId = (at: number): string | null => (row < 0 ? null : (findJob(list, at)?.id ?? null))
          return { previous: findId(row - 1), next: findId(row + 1) }
        },
        choose(jobId) {
          const row = findRow(list, jobId)
          if (row < 0) return
          latest.current(row)
          setRevealed(row)
        },
      }),
    [list],
  )
  return revealed
}
