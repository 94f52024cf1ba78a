import { useMemo } from 'react'
import { useDraft, type DraftItem, type DraftSummary } from '#renderer/stores/draft/index.ts'
import { attachLines, listRemoteJobs, useAttaching } from '#renderer/stores/job/attach.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useIsLowWindow } from '#renderer/lib/use-low-window.ts'
import { VirtualList } from '#renderer/ui/virtual-list.tsx'
import { assertNever } from '#shared/model/assert.ts'
import { MAX_KEPT_SOURCES } from '#shared/model/kept-draft.ts'
import { runWords as words } from '#shared/text/run.ts'
import { AliasQuestion } from './alias-question.tsx'
import { FileRow } from './file-row.tsx'
import { UndecidedRow, type UndecidedRowActions } from './undecided-row.tsx'
import { SourceRow } from './source-row.tsx'
import { RejectedRow } from './rejected-row.tsx'

const ROW_PX = 32
const LOW_ROW_PX = 26

type Row =
  | { readonly kind: 'problems' }
  | { readonly kind: 'sources' }
  | { readonly kind: 'problem'; readonly item: DraftItem }
  | { readonly kind: 'source'; readonly item: DraftItem }

interface SourceListProps {
  readonly summary: DraftSummary
  readonly onUseWorkflow: UndecidedRowActions['onUseWorkflow']
}

/** The list of added sources, with the lines that need the person first. Only the rows in sight are drawn. */
export function SourceList({ summary, onUseWorkflow }: SourceListProps) {
  const isLow = useIsLowWindow()
  const rows = useMemo(() => toRows(summary), [summary])
  return (
    <VirtualList
      label={words.sources.area}
      rows={rows}
      rowPx={isLow ? LOW_ROW_PX : ROW_PX}
      keyOf={toRowKey}
      renderRow={(row) => <SourceListRow row={row} summary={summary} onUseWorkflow={onUseWorkflow} />}
    />
  )
}

function SourceListRow({ row, summary, onUseWorkflow }: SourceListProps & { readonly row: Row }) {
  switch (row.kind) {
    case 'problems':
      return <UndecidedHead summary={summary} />
    case 'sources':
      return (
        <div className="flex h-full items-center gap-2 border-b border-line bg-surface-2 px-3">
          <h2>{words.sources.ready(summary.sources.length)}</h2>
          {summary.duplicates > 0 && (
            <span className="text-muted">{words.sources.leftOut(summary.duplicates)}</span>
          )}
          {summary.sources.length + summary.problems.length > MAX_KEPT_SOURCES && (
            <span className="truncate text-amber">{words.sources.tooManyToKeep(MAX_KEPT_SOURCES)}</span>
          )}
        </div>
      )
    case 'problem':
      return row.item.kind === 'line' ? (
        <UndecidedRow item={row.item} onUseWorkflow={onUseWorkflow} />
      ) : (
        <RejectedRow item={row.item} />
      )
    case 'source':
      return <SourceItemRow item={row.item} />
    default:
      return assertNever(row)
  }
}

function SourceItemRow({ item }: { readonly item: DraftItem }) {
  switch (item.kind) {
    case 'line':
      return <SourceRow item={item} />
    case 'file':
      return <FileRow item={item} />
    case 'rejected':
      return <RejectedRow item={item} />
    default:
      return assertNever(item)
  }
}

function UndecidedHead({
  summary: { open, perhapsOpen, listed, problems },
}: {
  readonly summary: DraftSummary
}) {
  const tickAllPerhaps = useDraft((store) => store.tickAllPerhaps)
  const removeUnresolved = useDraft((store) => store.removeUnresolved)
  return (
    <div className="flex h-full items-center gap-2 border-b border-line bg-amber-soft px-3">
      <h2 className="grow">
        {open > 0 ? words.sources.needsYou(open) : words.sources.ticked(problems.length)}
      </h2>
      <AttachAllButton problems={problems} />
      {listed > 0 && <AliasQuestion listed={listed} />}
      {perhapsOpen > 1 && (
        <Button small variant="plain" onClick={tickAllPerhaps}>
          {words.sources.tickAll(perhapsOpen)}
        </Button>
      )}
      {open > 1 && (
        <Button small variant="plain" onClick={removeUnresolved}>
          {words.sources.removeAll}
        </Button>
      )}
    </div>
  )
}

function AttachAllButton({ problems }: Pick<DraftSummary, 'problems'>) {
  const remoteJobs = useMemo(() => listRemoteJobs(problems), [problems])
  const isAsking = useAttaching((store) => store.asking.size > 0)
  if (remoteJobs.length < 2) return null
  return (
    <Button small variant="plain" disabled={isAsking} onClick={() => void attachLines(remoteJobs)}>
      {words.sources.attachAll(remoteJobs.length)}
    </Button>
  )
}

function toRows({ problems, sources }: DraftSummary): readonly Row[] {
  const rows: Row[] = []
  if (problems.length > 0) rows.push({ kind: 'problems' })
  for (const item of problems) rows.push({ kind: 'problem', item })
  if (sources.length > 0) rows.push({ kind: 'sources' })
  for (const item of sources) rows.push({ kind: 'source', item })
  return rows
}

const toRowKey = (row: Row): string | number =>
  row.kind === 'problem' || row.kind === 'source' ? row.item.id : row.kind
