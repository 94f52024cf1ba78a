/* oxlint-disable jsx-a11y/prefer-tag-over-role -- there is no element for a tree. */
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { cx } from '#renderer/ui/cx.ts'
import { isButton, findRowElement, findRowIndex } from '#renderer/ui/data-table/row-elements.ts'
import { useVirtualRows } from '#renderer/ui/data-table/use-virtual-rows.ts'
import { readTreeMove, type TreeItem } from './tree-keys.ts'

export type { TreeItem } from './tree-keys.ts'

const ROW_PX = 24
const INDENT_PX = 16
/** Deeper levels are not moved in further, so that their text stays in sight. */
const MAX_INDENT = 24

interface TreeProps<Item extends TreeItem> {
  readonly label: string
  readonly count: number
  /** Undefined while the row is being loaded. */
  readonly getItem: (row: number) => Item | undefined
  /** The row that Tab reaches; shown whenever it changes. */
  readonly active: number
  readonly onActive: (row: number) => void
  readonly onOpen: (row: number, open: boolean) => void
  /** Left on a closed row: go to the one it lies in. */
  readonly onParent: (row: number) => void
  /** The rows now rendered: `to` is not one of them. */
  readonly onRange: (from: number, to: number) => void
  /** What a row is called: read aloud, without its buttons. */
  readonly nameOf: (item: Item) => string
  /** `lit`: active, or under the pointer. */
  readonly render: (item: Item, lit: boolean, active: boolean) => ReactNode
}

/** A tree of any length: one tab stop, arrow keys, its rows rendered as they come into sight. */
export function Tree<Item extends TreeItem>(props: TreeProps<Item>) {
  const { label, count, getItem, active, onActive, onOpen, onParent, onRange, nameOf, render } = props
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualRows({ scroller, count, rowHeight: ROW_PX, above: 0, anchor: active })
  const { first, last, reveal } = rows
  /** The active row when a key asked for another one, which then takes the focus. */
  const leaving = useRef<number | null>(null)
  const [hovered, setHovered] = useState(-1)

  useEffect(() => onRange(first, last), [first, last, onRange])
  useEffect(() => {
    reveal(active)
    if (leaving.current === null || leaving.current === active) return
    leaving.current = null
    findRowElement(scroller.current, active)?.focus({ preventScroll: true })
  }, [active, reveal])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isButton(event.target)) return
    const move = readTreeMove(event.key, active, getItem(active), count, rows.pageRows())
    if (move === null) return
    event.preventDefault()
    const leaves = move.kind === 'row' ? move.row !== active : move.kind === 'parent'
    leaving.current = leaves ? active : null
    if (move.kind === 'row') onActive(move.row)
    else if (move.kind === 'parent') onParent(active)
    else onOpen(active, move.kind === 'open')
  }

  const shown: number[] = []
  for (let row = first; row < last; row += 1) shown.push(row)
  // The active row stays in the page, so that it keeps the focus when it is scrolled away.
  if (active < count && (active < first || active >= last)) shown.push(active)

  return (
    <div
      ref={scroller}
      role="tree"
      tabIndex={-1}
      aria-label={label}
      className="relative min-h-0 grow overflow-x-hidden overflow-y-auto font-mono outline-none [overflow-anchor:none]"
      onKeyDown={onKeyDown}
      onPointerOver={(event) => setHovered(findRowIndex(event.target))}
      onPointerLeave={() => setHovered(-1)}
      onClick={(event) => {
        const row = findRowIndex(event.target)
        if (row < 0 || isButton(event.target)) return
        onActive(row)
        const item = getItem(row)
        if (item?.expandable && document.getSelection()?.isCollapsed !== false) onOpen(row, !item.open)
      }}
    >
      <div role="presentation" data-rows className="relative overflow-clip" style={{ height: rows.height }}>
        {shown.map((row) => {
          const item = getItem(row)
          const Arrow = item?.open ? ChevronDown : ChevronRight
          return (
            <div
              key={row}
              role="treeitem"
              data-row={row}
              aria-label={item && nameOf(item)}
              aria-level={item?.level}
              aria-posinset={item && item.place + 1}
              aria-setsize={item?.siblings}
              aria-expanded={item?.expandable ? item.open : undefined}
              aria-selected={row === active}
              aria-busy={item === undefined || undefined}
              tabIndex={row === active ? 0 : -1}
              className={cx(
                'group absolute inset-x-0 flex items-center gap-1 pr-3 whitespace-pre focus-visible:-outline-offset-2',
                row === active ? 'bg-accent-soft' : 'hover:bg-surface-2',
              )}
              style={{
                top: rows.origin + row * ROW_PX,
                height: ROW_PX,
                paddingLeft: 12 + INDENT_PX * Math.min((item?.level ?? 1) - 1, MAX_INDENT),
              }}
            >
              <span className="flex w-4 shrink-0 text-muted">
                {item?.expandable && <Arrow aria-hidden size={14} />}
              </span>
              {item !== undefined && render(item, row === active || row === hovered, row === active)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
