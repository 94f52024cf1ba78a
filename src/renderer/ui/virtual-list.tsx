import { useRef, type ReactNode } from 'react'
import { useOneTabStop } from '#renderer/lib/use-one-tab-stop.ts'
import { useGradualRows } from './data-table/use-gradual-rows.ts'
import { useVirtualRows } from './data-table/use-virtual-rows.ts'

interface VirtualListProps<T> {
  readonly label: string
  readonly rows: readonly T[]
  /** Height of every row in px. */
  readonly rowPx: number
  readonly keyOf: (row: T) => string | number
  readonly renderRow: (row: T) => ReactNode
}

/**
 * A list of rows of one height, of which only those in sight are drawn. It fills the height that is left, and is one
 * stop of the Tab key.
 */
export function VirtualList<T>({ label, rows, rowPx, keyOf, renderRow }: VirtualListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLUListElement>(null)
  useOneTabStop(list)
  const seen = useVirtualRows({ scroller, count: rows.length, rowHeight: rowPx, above: 0, anchor: -1 })
  const { first, last } = useGradualRows(seen)
  return (
    <div ref={scroller} className="min-h-0 grow overflow-y-auto">
      <ul ref={list} aria-label={label} data-rows className="relative w-full" style={{ height: seen.height }}>
        {rows.slice(first, last).map((row, place) => (
          <li
            key={keyOf(row)}
            aria-setsize={rows.length}
            aria-posinset={first + place + 1}
            className="absolute top-0 left-0 w-full"
            style={{
              height: rowPx,
              transform: `translateY(${seen.origin + (first + place) * rowPx}px)`,
            }}
          >
            {renderRow(row)}
          </li>
        ))}
      </ul>
    </div>
  )
}
