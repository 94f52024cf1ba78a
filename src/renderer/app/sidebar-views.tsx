import { ArrowDown, ArrowUp, Bookmark, Pencil, Trash2 } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { useHistoryView } from '#renderer/stores/history-view/index.ts'
import { showView } from '#renderer/stores/history-view/show-view.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { useViews } from '#renderer/stores/views/index.ts'
import type { ViewCount } from '#renderer/stores/views/view-counter.ts'
import { ActionList } from '#renderer/ui/action-list.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { Menu } from '#renderer/ui/menu.tsx'
import type { SavedView } from '#shared/model/saved-view.ts'
import { viewWords as words } from '#shared/text/views.ts'
import { RenameView } from './rename-view.tsx'

/** The saved views with their counts. In a narrow window they are a menu. Draws nothing where there are none. */
export function SidebarViews() {
  const views = useViews((store) => store.views)
  const counts = useViews((store) => store.counts)
  const shownId = useShownViewId()
  if (views.length === 0) return null
  return (
    <>
      <h2 className="mt-3 shrink-0 px-2.5 pb-1 text-xs text-muted max-[1000px]:hidden">{words.title}</h2>
      <ActionList
        aria-label={words.title}
        className="flex min-h-16 flex-col gap-px overflow-y-auto max-[1000px]:hidden"
      >
        {views.map((view) => (
          <ViewRow key={view.id} view={view} count={counts[view.id]} isShown={view.id === shownId} />
        ))}
      </ActionList>
      <div className="mt-2 hidden shrink-0 max-[1000px]:flex">
        <Menu
          label={words.title}
          align="start"
          items={views.map((view) => ({
            id: view.id,
            label: view.name,
            hint: countText(counts[view.id]),
            onSelect: () => showView(view),
          }))}
          trigger={
            <button
              type="button"
              aria-label={words.title}
              title={words.title}
              className="flex h-8 grow items-center justify-center rounded text-muted hover:bg-surface-3 hover:text-text"
            >
              <Bookmark aria-hidden size={16} className={cx(shownId !== null && 'text-accent')} />
            </button>
          }
        />
      </div>
    </>
  )
}

/** The view that the history shows at the moment. */
function useShownViewId(): string | null {
  const isHistory = useNavigation(({ screen }) => screen.name === 'history' && screen.filter === undefined)
  const viewId = useHistoryView((view) => view.viewId)
  return isHistory ? viewId : null
}

interface ViewRowProps {
  readonly view: SavedView
  readonly count: ViewCount | undefined
  readonly isShown: boolean
}

function ViewRow({ view, count, isShown }: ViewRowProps) {
  const [isRenamed, setIsRenamed] = useState(false)
  const move = useViews((store) => store.move)
  const remove = useViews((store) => store.remove)
  if (isRenamed)
    return (
      <li>
        <RenameView view={view} onClose={() => setIsRenamed(false)} />
      </li>
    )
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined
    if (by !== undefined) move(view.id, by)
    else if (event.key === 'F2') setIsRenamed(true)
    else if (event.key === 'Delete') remove(view.id)
    else return
    // Elsewhere, the same keys go from job to job.
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <li
      className={cx(
        'group flex h-8 shrink-0 items-center rounded',
        isShown ? 'bg-surface-3' : 'hover:bg-surface-3',
      )}
    >
      <button
        type="button"
        aria-current={isShown ? 'true' : undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown F2 Delete"
        title={[view.name, view.query, describeCount(count)].filter((line) => line !== '').join('\n')}
        onClick={() => showView(view)}
        onKeyDown={onKeyDown}
        className={cx(
          'flex h-8 min-w-0 grow items-center gap-2 rounded pl-2.5 text-left',
          isShown ? 'font-semibold' : 'text-muted group-hover:text-text',
        )}
      >
        <span dir="auto" className="min-w-0 grow truncate">
          {view.name}
        </span>
        <span className="shrink-0 pr-1 text-xs text-muted">{countText(count)}</span>
      </button>
      <span className="hidden group-focus-within:flex group-hover:flex has-data-popup-open:flex">
        <Menu
          label={words.more(view.name)}
          align="start"
          items={[
            { id: 'rename', label: words.rename, icon: Pencil, onSelect: () => setIsRenamed(true) },
            { id: 'up', label: words.moveUp, icon: ArrowUp, onSelect: () => move(view.id, -1) },
            { id: 'down', label: words.moveDown, icon: ArrowDown, onSelect: () => move(view.id, 1) },
            {
              id: 'remove',
              label: words.remove,
              icon: Trash2,
              separated: true,
              onSelect: () => remove(view.id),
            },
          ]}
        />
      </span>
    </li>
  )
}

function countText(count: ViewCount | undefined): string {
  if (count === undefined) return '…'
  return count.count === null ? words.notCounted : words.count(count.count)
}

function describeCount(count: ViewCount | undefined): string {
  if (count === undefined) return words.counting
  return count.count === null ? words.notUnderstood(count.problem ?? '') : words.jobs(count.count)
}
