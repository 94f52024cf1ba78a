import { useEffect, useRef, useState } from 'react'
import { announce } from '#renderer/stores/announcement/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import { describeColumn, type ColumnSort } from '#shared/model/columns/index.ts'
import { columnWords } from '#shared/text/columns.ts'

/** What takes less time is not worth a line. */
const DELAY_MS = 300

interface SortingLineProps {
  readonly sort: ColumnSort
  readonly onCancel: () => void
}

/** Says that the jobs are being sorted; the list stays as it is until then. */
export function SortingLine({ sort, onCancel }: SortingLineProps) {
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), DELAY_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!isLong) return null
  return (
    <div className="pointer-events-none absolute inset-x-0 top-9 z-20 flex justify-center">
      <output className="pointer-events-auto flex items-center gap-2 rounded-card border border-line bg-surface py-1 pr-1 pl-3 shadow-float">
        <Spinner />
        {columnWords.sorting(describeColumn(sort.column).title)}
        <Button small onClick={onCancel}>
          {columnWords.cancel}
        </Button>
      </output>
    </div>
  )
}

/** Says how a list is sorted, once it is. */
export function useSortAnnouncement(sort: ColumnSort | null): void {
  const text = sort === null ? '' : columnWords.sorted(describeColumn(sort.column).title, sort.direction)
  const said = useRef(text)
  useEffect(() => {
    if (said.current === text) return
    said.current = text
    announce(text === '' ? columnWords.unsorted : text)
  }, [text])
}
