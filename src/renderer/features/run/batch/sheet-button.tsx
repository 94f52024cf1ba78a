import { FileDown, Table2 } from 'lucide-react'
import { useState } from 'react'
import { useFileSaving } from '#renderer/stores/file-saving/index.ts'
import { jobsOfRun } from '#renderer/stores/marks/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { useRun } from '#renderer/stores/runs/use-run.ts'
import { useExports } from '#renderer/stores/exports/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import type { Run } from '#shared/model/run.ts'
import { exportWords } from '#shared/text/export.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import { fileSavingWords } from '#shared/text/file-saving.ts'

/** The button that saves the list of a run as a sheet; what came of it is said beside the button. */
export function SheetButton({ runId }: { readonly runId: string }) {
  const run = useRun(runId)
  const earlier = useRun(run?.retryOf ?? null)
  const saveSheet = useRuns((store) => store.saveSheet)
  const [notice, setNotice] = useState<{ readonly text: string; readonly wrong: boolean } | null>(null)
  const saveAs = async (as: SheetFormat, whole = false): Promise<void> => {
    setNotice({ text: words.saving, wrong: false })
    const answer = await saveSheet(runId, as, whole)
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
        trigger={
          <Button icon={Table2} title={words.sheet}>
            {/* Between the two widths there is one line for the filter and this button, and no more room. */}
            <span className="min-[761px]:max-[1000px]:sr-only">{words.sheet}</span>
          </Button>
        }
        items={[
          // A rerun with another workflow is a list of its own.
          ...(earlier === undefined || earlier.workflowId !== run?.workflowId
            ? createItems(words.sheetAs, (as) => void saveAs(as))
            : [
                ...createItems(words.wholeSheetAs, (as) => void saveAs(as, true), 'whole '),
                ...createItems(words.rerunSheetAs, (as) => void saveAs(as)),
              ]),
          createExportItem(runId),
          ...(run === undefined ? [] : [createFilesItem(run)]),
        ]}
      />
    </div>
  )
}

type SheetFormat = 'csv' | 'ndjson'

const createItems = (
  labels: Readonly<Record<SheetFormat, string>>,
  onSave: (as: SheetFormat) => void,
  prefix = '',
): readonly MenuItem[] =>
  (['csv', 'ndjson'] as const).map((as) => ({
    id: `${prefix}${as}`,
    label: labels[as],
    onSelect: () => onSave(as),
  }))

const createExportItem = (runId: string): MenuItem => ({
  id: 'export',
  label: exportWords.open,
  onSelect: () =>
    void useExports.getState().open({ from: { kind: 'run', runId }, count: null, sort: null, columns: null }),
})

const createFilesItem = (run: Run): MenuItem => ({
  id: 'files',
  label: fileSavingWords.saveFiles,
  icon: FileDown,
  separated: true,
  onSelect: () => useFileSaving.getState().ask(jobsOfRun(run)),
})
