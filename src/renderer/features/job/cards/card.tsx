import { Braces, Columns3, Route, SquareArrowOutUpRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { announce } from '#renderer/stores/announcement/index.ts'
import { useApp } from '#renderer/stores/app/index.ts'
import { copyNode } from '#renderer/stores/job/index.ts'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import { columnKey } from '#shared/model/columns/index.ts'
import { appWords } from '#shared/text/app.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { addColumn } from '#renderer/features/job/add-column.ts'
import type { ShownTask } from './shown-tasks.ts'
import { listTaskColumns } from './task-columns.ts'

interface CardProps {
  readonly jobId: string
  readonly name: string
  readonly task: ShownTask
  readonly onOpenInJson: () => void
  readonly children: ReactNode
}

/** The frame of a card: the name of the task, its key as received, and the menu of what can be copied. */
export function Card({ jobId, name, task, onOpenInJson, children }: CardProps) {
  const copy = useApp((store) => store.copy)
  const announceCopy = (copied: Promise<void>): void => {
    copied.then(
      () => announce(appWords.copied),
      () => announce(appWords.copyFailed),
    )
  }
  return (
    <section
      aria-label={`${name} ${task.key}`}
      className="flex min-w-0 flex-col gap-2 rounded-card border border-line bg-surface p-3"
    >
      <div className="flex h-6 items-center gap-2">
        <h3 className="shrink-0">{name}</h3>
        <span className="selectable min-w-0 truncate font-mono text-xs text-muted">{task.key}</span>
        <div className="grow" />
        <Menu
          label={words.card.actions(task.key)}
          items={[
            {
              id: 'node',
              label: words.card.copyNode,
              icon: Braces,
              onSelect: () => announceCopy(copyNode(jobId, task.pointer)),
            },
            {
              id: 'path',
              label: words.card.copyPath,
              icon: Route,
              onSelect: () => announceCopy(copy(task.path)),
            },
            ...toColumnItems(task),
            {
              id: 'json',
              label: words.card.openInJson,
              icon: SquareArrowOutUpRight,
              onSelect: onOpenInJson,
            },
          ]}
        />
      </div>
      {children}
    </section>
  )
}

/** *Use as column*: at once where a card has one value, else with a menu of them. */
function toColumnItems(task: ShownTask): readonly MenuItem[] {
  const offered = listTaskColumns(task)
  const item = { id: 'column', label: words.card.asColumn, icon: Columns3 }
  const [first, ...others] = offered
  if (first === undefined) return []
  if (others.length === 0) return [{ ...item, onSelect: () => void addColumn(first.column) }]
  const items = offered.map(({ label, column }) => ({
    id: columnKey(column),
    label,
    onSelect: () => void addColumn(column),
  }))
  return [{ ...item, items, onSelect: () => undefined }]
}
