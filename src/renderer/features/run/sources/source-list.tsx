import { useMemo } from 'react'
import { useDraft, type DraftItem, type DraftSummary } from '#renderer/stores/draft/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { FixedList } from '#renderer/ui/fixed-list.tsx'
import { assertNever } from '#shared/model/assert.ts'
import { run as words } from '#shared/text/run.ts'
import { FileRow } from './file-row.tsx'
import { ProblemRow, type RowActions } from './undecided-row.tsx'
import { SourceRow } from './source-row.tsx'
import { TroubleRow } from './rejected-row.tsx'

const ROW_PX = 32

type Row =
  | { readonly kind: 'problems' }
  | { readonly kind: 'sources' }
  | { readonly kind: 'problem'; readonly item: DraftItem }
  | { readonly kind: 'source'; readonly item: DraftItem }

interface SourceListProps {
  readonly summary: DraftSummary
  readonly onUseWorkflow: RowActions['onUseWorkflow']
}

/** The lines added, what needs the person first; only what is in sight is drawn. */
export function SourceList({ summary, onUseWorkflow }: SourceListProps) {
  const rows = useMemo(() => rowsOf(summary), [summary])
  return (
    <FixedList
      label={words.sources.area}
      rows={rows}
      rowPx={ROW_PX}
      keyOf={keyOf}
      renderRow={(row) => <RowOf row={row} summary={summary} onUseWorkflow={onUseWorkflow} />}
    />
  )
}

function RowOf({ row, summary, onUseWorkflow }: SourceListProps & { readonly row: Row }) {
  switch (row.kind) {
    case 'problems':
      return <ProblemsHead summary={summary} />
    case 'sources':
      return (
        <div className="flex h-full items-center gap-2 border-b border-line bg-surface-2 px-3">
          <h2>{words.sources.ready(summary.sources.length)}</h2>
          {summary.duplicates > 0 && (
            <span className="text-muted">{words.sources.leftOut(summary.duplicates)}</span>
          )}
        </div>
      )
    case 'problem':
      return row.item.kind === 'line' ? (
        <ProblemRow item={row.item} onUseWorkflow={onUseWorkflow} />
      ) : (
        <TroubleRow item={row.item} />
      )
    case 'source':
      return <RowOfSource item={row.item} />
    default:
      return assertNever(row)
  }
}

function RowOfSource({ item }: { readonly item: DraftItem }) {
  switch (item.kind) {
    case 'line':
      return <SourceRow item={item} />
    case 'file':
      return <FileRow item={item} />
    case 'trouble':
      return <TroubleRow item={item} />
    default:
      return assertNever(item)
  }
}

function ProblemsHead({ summary: { open, perhapsOpen, problems } }: { readonly summary: DraftSummary }) {
  const { tickAllPerhaps, removeOpen } = useDraft()
  return (
    <div className="flex h-full items-center gap-2 border-b border-line bg-amber-soft px-3">
      <h2 className="grow">
        {open > 0 ? words.sources.needsYou(open) : words.sources.ticked(problems.length)}
      </h2>
      {perhapsOpen > 1 && (
        <Button small variant="plain" onClick={tickAllPerhaps}>
          {words.sources.tickAll(perhapsOpen)}
        </Button>
      )}
      {open > 1 && (
        <Button small variant="plain" onClick={removeOpen}>
          {words.sources.removeAll}
        </Button>
      )}
    </div>
  )
}

function rowsOf({ problems, sources }: DraftSummary): readonly Row[] {
  const rows: Row[] = []
  if (problems.length > 0) rows.push({ kind: 'problems' })
  for (const item of problems) rows.push({ kind: 'problem', item })
  if (sources.length > 0) rows.push({ kind: 'sources' })
  for (const item of sources) rows.push({ kind: 'source', item })
  return rows
}

const keyOf = (row: Row): string | number =>
  row.kind === 'problem' || row.kind === 'source' ? row.item.id : row.kind
