import { useEffect, useState } from 'react'
import { useActiveConnection } from '#renderer/stores/connections/index.ts'
import { addTransfer } from '#renderer/stores/files/add-transfer.ts'
import { useChosenWorkflow } from '#renderer/stores/workflows/index.ts'
import { Badge } from '#renderer/ui/badge.tsx'
import { Swatch } from '#renderer/ui/swatch.tsx'
import { appWords } from '#shared/text/app.ts'
import { fileWords } from '#shared/text/files.ts'
import { readDraggedItems, type DraggedItems } from './dragged-items.ts'
import { showSources } from './show-sources.ts'

/** Takes what is dropped anywhere in the window, and highlights the window while something is dragged over it. */
export function DropZone() {
  const dragged = useDraggedItems()
  return dragged === null ? null : <DropHighlight dragged={dragged} />
}

function DropHighlight({ dragged }: { readonly dragged: DraggedItems }) {
  const connection = useActiveConnection()
  const workflow = useChosenWorkflow(connection)
  return (
    <div className="pointer-events-none fixed inset-0 z-50 p-3">
      <output className="flex h-full items-center justify-center rounded-card border-2 border-dashed border-accent bg-accent-soft/80 text-center">
        <span className="flex flex-col gap-2 rounded-card bg-surface px-8 py-5 shadow-float">
          <span className="flex flex-wrap items-center justify-center gap-x-2 text-lg font-semibold text-accent">
            <span>{dragged.files > 0 ? fileWords.drop.items(dragged.files) : fileWords.drop.text}</span>
            {workflow !== undefined && <span>· {workflow.name}</span>}
            {connection !== undefined && (
              <span className="flex items-center gap-2">
                · <Swatch colour={connection.colour} /> {connection.name}
                {connection.production && <Badge tone="red">{appWords.production}</Badge>}
              </span>
            )}
          </span>
          {dragged.kinds !== '' && <span className="text-md">{dragged.kinds}</span>}
        </span>
      </output>
    </div>
  )
}

function useDraggedItems(): DraggedItems | null {
  const [dragged, setDragged] = useState<DraggedItems | null>(null)
  useEffect(() => {
    // True while something of the page itself is dragged: that is no drop from outside.
    let inside = false
    const start = (): void => {
      inside = true
    }
    const end = (): void => {
      inside = false
      setDragged(null)
    }
    const over = (event: DragEvent): void => {
      if (inside || event.dataTransfer === null || isForField(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      const next = readDraggedItems(event.dataTransfer)
      setDragged((before) => (before?.files === next.files && before.kinds === next.kinds ? before : next))
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setDragged(null)
    }
    const drop = (event: DragEvent): void => {
      const taken = !inside && event.dataTransfer !== null && !isForField(event)
      end()
      if (!taken || event.dataTransfer === null) return
      event.preventDefault()
      showSources()
      addTransfer(event.dataTransfer)
    }
    const listeners = {
      dragstart: start,
      dragend: end,
      dragenter: over,
      dragover: over,
      dragleave: leave,
      drop,
    }
    // The mouse does not send this event during a drag. So the drag has ended outside of the window, without any
    // event.
    const moved = (): void => setDragged(null)
    const names = Object.keys(listeners) as (keyof typeof listeners)[]
    for (const name of names) window.addEventListener(name, listeners[name])
    window.addEventListener('mousemove', moved)
    return () => {
      window.removeEventListener('mousemove', moved)
      for (const name of names) window.removeEventListener(name, listeners[name])
    }
  }, [])
  return dragged
}

/** Whether text is dragged over a text field: the field takes it, as in every other app. */
const isForField = ({ target, dataTransfer }: DragEvent): boolean =>
  dataTransfer?.types.includes('Files') !== true &&
  target instanceof HTMLElement &&
  target.matches('input, textarea')
