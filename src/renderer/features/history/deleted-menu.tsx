import { Trash2, Undo2 } from 'lucide-react'
import { restoreDeletion, useDeletions } from '#renderer/stores/marks/index.ts'
import { useNow } from '#renderer/lib/use-now.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { createDates } from '#shared/format/dates.ts'
import { markWords as words } from '#shared/text/marks.ts'

const dates = createDates()

/** The menu that brings deleted jobs back. Draws nothing while there are none. */
export function DeletedMenu() {
  const deletions = useDeletions()
  const now = useNow(60_000)
  if (deletions.length === 0) return null
  return (
    <Menu
      label={words.recentlyDeleted}
      trigger={
        <Button icon={Trash2} title={words.recentlyDeleted}>
          <span className="max-[1000px]:sr-only">{words.recentlyDeleted}</span>
        </Button>
      }
      items={deletions.map(({ id, at, jobs }) => ({
        id,
        label: words.bringBack(jobs),
        hint: dates.row(at, now),
        icon: Undo2,
        onSelect: () => void restoreDeletion(id),
      }))}
    />
  )
}
