import { useEffect, useRef, useState } from 'react'
import { jobAt, rowOf, type JobListState } from '#renderer/stores/jobs/index.ts'

type ChosenBy = 'pointer' | 'key'

interface ChosenJob {
  readonly id: string
  /** Where it stood when it was chosen. */
  readonly row: number
}

/**
 * The chosen job of a list. It keeps its row while its page is let go, and a row that keys went to before it was
 * loaded is chosen when it comes.
 */
export function useChosenJob(
  list: JobListState['list'],
  start: string | null,
  onChoose: (jobId: string, by: ChosenBy) => void,
): {
  readonly chosen: string | null
  /** -1 without one, or when it is not among the known rows. */
  readonly row: number
  readonly choose: (row: number, by: ChosenBy) => void
  readonly clear: () => void
} {
  const [chosen, setChosen] = useState<ChosenJob | null>(start === null ? null : { id: start, row: -1 })
  const pendingRow = useRef<number | null>(null)

  const choose = (row: number, by: ChosenBy): void => {
    const id = jobAt(list, row)?.id
    pendingRow.current = id === undefined ? row : null
    if (id === undefined) return
    setChosen({ id, row })
    onChoose(id, by)
  }
  useEffect(() => {
    if (pendingRow.current === null) return
    const row = list.next === null ? Math.min(pendingRow.current, list.known - 1) : pendingRow.current
    if (jobAt(list, row) !== undefined) choose(row, 'key')
  })
  const found = chosen === null ? -1 : rowOf(list, chosen.id)
  const isUnloaded =
    chosen !== null && found < 0 && chosen.row < list.known && jobAt(list, chosen.row) === undefined
  return {
    chosen: chosen?.id ?? null,
    row: isUnloaded ? chosen.row : found,
    choose,
    clear: () => setChosen(null),
  }
}
