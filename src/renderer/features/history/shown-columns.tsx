import { ChevronDown, ChevronUp, GripVertical, Pin, PinOff } from 'lucide-react'
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import {
  columnKey,
  moveColumn,
  nameColumn,
  toggleColumn,
  togglePinned,
  type ColumnLayout,
  type JobColumn,
} from '#shared/model/columns/index.ts'
import { columnWords } from '#shared/text/columns.ts'

const words = columnWords.menu

interface ShownColumnsProps {
  readonly layout: ColumnLayout
  readonly onChange: (change: (layout: ColumnLayout) => ColumnLayout) => void
}

/** The columns that are shown, in their order: hidden, pinned, moved by buttons, keys and by dragging. */
export function ShownColumns({ layout, onChange }: ShownColumnsProps) {
  const list = useRef<HTMLUListElement>(null)
  const move = (column: JobColumn, by: number): void => onChange((now) => moveColumn(now, column, by))

  const onKeyDown = (event: KeyboardEvent, column: JobColumn): void => {
    const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined
    if (by === undefined) return
    event.preventDefault()
    move(column, by)
  }
  /** The column goes where the pointer is, row by row. */
  const onPointerDown = (event: PointerEvent<HTMLElement>, column: JobColumn): void => {
    const grip = event.currentTarget
    grip.setPointerCapture(event.pointerId)
    const drag = (to: globalThis.PointerEvent): void => {
      const rows = [...(list.current?.children ?? [])]
      const at = rows.findIndex((row) => row.contains(grip))
      const over = rows.findIndex((row) => to.clientY < row.getBoundingClientRect().bottom)
      const goal = over < 0 ? rows.length - 1 : over
      if (goal !== at) move(column, goal - at)
    }
    grip.addEventListener('pointermove', drag)
    grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', drag), {
      once: true,
    })
  }
  return (
    <>
      <h3 className="px-1 pb-1 text-xs text-muted">{words.shown}</h3>
      <ul ref={list} aria-label={words.shown}>
        {layout.map(({ column, pinned }, at) => {
          const title = nameColumn(column)
          return (
            <li
              key={columnKey(column)}
              className="group flex h-7 items-center gap-1 rounded px-1 focus-within:bg-surface-3 hover:bg-surface-3"
            >
              <span
                title={words.drag(title)}
                className="cursor-grab touch-none text-muted"
                onPointerDown={(event) => onPointerDown(event, column)}
              >
                <GripVertical aria-hidden size={12} />
              </span>
              <label className="flex min-w-0 grow items-center gap-2">
                <input
                  type="checkbox"
                  className="accent-accent"
                  checked
                  onChange={() => onChange((now) => toggleColumn(now, column))}
                  onKeyDown={(event) => onKeyDown(event, column)}
                />
                <span className="truncate">{title}</span>
              </label>
              <span className="flex shrink-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
                <IconButton
                  label={words.up(title)}
                  icon={ChevronUp}
                  disabled={at === 0}
                  onClick={() => move(column, -1)}
                />
                <IconButton
                  label={words.down(title)}
                  icon={ChevronDown}
                  disabled={at === layout.length - 1}
                  onClick={() => move(column, 1)}
                />
              </span>
              <IconButton
                label={words.pin(title)}
                icon={pinned === true ? PinOff : Pin}
                aria-pressed={pinned === true}
                onClick={() => onChange((now) => togglePinned(now, column))}
              />
            </li>
          )
        })}
      </ul>
    </>
  )
}
