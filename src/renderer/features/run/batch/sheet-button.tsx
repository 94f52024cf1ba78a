import { Table2 } from 'lucide-react'
import { useState } from 'react'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { batchWords as words } from '#shared/text/batch.ts'

/** The button that saves the jobs of a run as a sheet; what came of it is said beside the button. */
export function SheetButton({ runId }: { readonly runId: string }) {
  const saveSheet = useRuns((store) => store.saveSheet)
  const [notice, setNotice] = useState<{ readonly text: string; readonly wrong: boolean } | null>(null)
  const saveAs = async (as: 'csv' | 'ndjson'): Promise<void> => {
    setNotice({ text: words.saving, wrong: false })
    const answer = await saveSheet(runId, as)
    if (!answer.ok) setNotice({ text: answer.error.message, wrong: true })
    else setNotice(answer.data === null ? null : { text: words.saved(answer.data.rows), wrong: false })
  }
  return (
    <div className="flex min-w-0 items-center gap-2">
      <output className={notice?.wrong === true ? 'truncate text-red' : 'truncate text-muted'}>
        {notice?.text}
      </output>
      <Menu
        label={words.sheet}
        trigger={<Button icon={Table2}>{words.sheet}</Button>}
        items={(['csv', 'ndjson'] as const).map((as) => ({
          id: as,
          label: words.sheetAs[as],
          onSelect: () => void saveAs(as),
        }))}
      />
    </div>
  )
}
