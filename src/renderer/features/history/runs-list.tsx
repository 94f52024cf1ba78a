import { CornerUpLeft, CornerUpRight, FileDown, Table2 } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useNow } from '#renderer/lib/use-now.ts'
import { useWidth } from '#renderer/lib/use-width.ts'
import { useFileSaving } from '#renderer/stores/file-saving/index.ts'
import { useRunList } from '#renderer/stores/run-list/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { toast } from '#renderer/stores/toast/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { DataTable } from '#renderer/ui/data-table/data-table.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import { jobsOfRun } from '#renderer/stores/marks/index.ts'
import type { Run } from '#shared/model/run.ts'
import { fileSavingWords } from '#shared/text/file-saving.ts'
import { historyWords } from '#shared/text/history.ts'
import { createRunColumns } from './run-columns.tsx'
import { useLoadedWorkflowNames } from './use-loaded-workflow-names.ts'

const words = historyWords.runs
const CLOCK_INTERVAL_MS = 30_000
const FOLDED_PX = 900

interface RunsListProps {
  /** Of one connection; undefined for all. */
  readonly connectionId: string | undefined
  /** Shows the batch of a run as it was. */
  readonly onOpen: (run: Run) => void
}

/** Every run, newest first: opened again, or saved as a sheet. */
export function RunsList({ connectionId, onOpen }: RunsListProps) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const now = useNow(CLOCK_INTERVAL_MS)
  const { runs, status, error, hasMore, loadMore } = useRunList(connectionId)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const columns = useMemo(() => createRunColumns(width, now), [width, now])
  useLoadedWorkflowNames(connectionId)
  const renderActions = useCallback((run: Run) => <RunActions run={run} onOpen={onOpen} />, [onOpen])
  const openRow = (index: number): void => {
    const run = runs[index]
    if (run !== undefined) onOpen(run)
  }
  return (
    <div ref={frame} className="flex min-h-0 min-w-0 grow flex-col">
      {error !== null && <Banner tone="error">{`${error.message} ${error.advice}`.trim()}</Banner>}
      {status === 'loading' && (
        <div className="flex grow items-center justify-center">
          <Spinner />
        </div>
      )}
      {status === 'ready' && runs.length === 0 && <EmptyState sentence={words.none} />}
      {width > 0 && runs.length > 0 && (
        <DataTable
          label={words.list}
          takesFocus
          columns={columns}
          rowCount={runs.length}
          isEndLoaded={!hasMore}
          getRow={(index) => runs[index]}
          rowHeight={width < FOLDED_PX ? 48 : 32}
          selected={runs.findIndex(({ id }) => id === chosenId)}
          onSelect={(index) => setChosenId(runs[index]?.id ?? null)}
          onOpen={openRow}
          onEscape={() => {
            if (chosenId === null) return false
            setChosenId(null)
            return true
          }}
          onRange={(_, to) => {
            if (to >= runs.length) void loadMore()
          }}
          actions={renderActions}
          menu={(run) => [
            { id: 'open', label: words.open, icon: CornerUpRight, hint: '⏎', onSelect: () => onOpen(run) },
            ...(run.retryOf === null
              ? []
              : [
                  {
                    id: 'earlier',
                    label: words.openEarlier,
                    icon: CornerUpLeft,
                    onSelect: () => void openEarlier(run, onOpen),
                  },
                ]),
            { id: 'sheet', label: words.saveSheet, icon: Table2, onSelect: () => void saveSheet(run) },
            {
              id: 'files',
              label: fileSavingWords.saveFiles,
              icon: FileDown,
              onSelect: () => useFileSaving.getState().ask(jobsOfRun(run)),
            },
          ]}
        />
      )}
    </div>
  )
}

/** The buttons at the right of a row. */
function RunActions({ run, onOpen }: { readonly run: Run; readonly onOpen: (run: Run) => void }) {
  return (
    <>
      <IconButton label={words.saveSheet} icon={Table2} onClick={() => void saveSheet(run)} />
      <Button small icon={CornerUpRight} aria-label={words.open} onClick={() => onOpen(run)}>
        {historyWords.actions.open}
      </Button>
    </>
  )
}

async function openEarlier({ retryOf }: Run, onOpen: (run: Run) => void): Promise<void> {
  if (retryOf === null) return
  const answer = await useRuns.getState().learnById(retryOf)
  if (answer.ok) onOpen(answer.data)
  else toast({ text: answer.error.message, tone: 'error' })
}

/** Saves the sheet of a run, and says so in a toast: nothing else on screen changes. */
async function saveSheet(run: Run): Promise<void> {
  const answer = await useRuns.getState().saveSheet(run.id, 'csv')
  if (!answer.ok) toast({ text: answer.error.message, tone: 'error' })
  else if (answer.data !== null) toast({ text: words.saved(answer.data.rows), tone: 'info' })
}
