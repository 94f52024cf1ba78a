import { useEffect, useRef, useState } from 'react'
import { findJob, findRow, type JobListState } from '#renderer/stores/jobs/index.ts'

type ChosenBy = 'pointer' | 'key'

interface ChosenJob {
  readonly id: string
  /** The row of the job at the moment it was chosen. */
  readonly row: number
}

export interface ChosenJobState {
  readonly chosenId: string | null
  /** -1 when no job is chosen, or when it is not among the loaded rows. */
  readonly row: number
  readonly choose: (row: number, by: ChosenBy) => void
  readonly clear: () => void
}

/**
 * The chosen job of a list. It keeps its row when the page around it is unloaded. A row that the keys went to before
 * it was loaded is chosen as soon as it is there.
 */
export function useChosenJob(
  list: JobListState['list'],
  initialId: string | null,
  onChoose: (jobId: string, by: ChosenBy) => void,
): ChosenJobState {
  const [chosen, setChosen] = useState<ChosenJob | null>(
    initialId === null ? null : { id: initialId, row: -1 },
  )
  const pendingRow = useRef<number | null>(null)

  const choose = (row: number, by: ChosenBy): void => {
    const id = findJob(list, row)?.id
    pendingRow.current = id === undefined ? row : null
    if (id === undefined) return
    setChosen({ id, row })
    onChoose(id, by)
  }
  useEffect(() => {
    if (pendingRow.current === null) return
    const row = list.next === null ? Math.min(pendingRow.current, list.loadedRows - 1) : pendingRow.current
    if (findJob(list, row) !== undefined) choose(row, 'key')
  })
  const found = chosen === null ? -1 : findRow(list, chosen.id)
  const isUnloaded =
    chosen !== null && found < 0 && chosen.row < list.loadedRows && findJob(list, chosen.row) === undefined
  return {
    chosenId: chosen?.id ?? null,
    row: isUnloaded ? chosen.row : found,
    choose,
    clear: () => setChosen(null),
  }
}
