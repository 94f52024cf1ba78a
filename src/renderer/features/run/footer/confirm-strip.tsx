import { ChevronDown, ChevronUp, TriangleAlert } from 'lucide-react'
import type { DraftPlan } from '#renderer/stores/draft/index.ts'
import { Badge } from '#renderer/ui/badge.tsx'
import { Swatch } from '#renderer/ui/swatch.tsx'
import type { RunPreview } from '#shared/model/run-preview.ts'
import type { Connection } from '#shared/model/connection.ts'
import { dateInWords } from '#shared/model/policy.ts'
import { appWords } from '#shared/text/app.ts'
import { fileWords } from '#shared/text/files.ts'
import { runWords as words } from '#shared/text/run.ts'
import { formatRoundedDuration } from '#renderer/features/run/format-time.ts'

interface ConfirmStripProps {
  readonly connection: Connection
  /** The name of the workflow that runs. */
  readonly workflow: string
  /** What main says of the run; null until it has answered. */
  readonly preview: RunPreview | null
  readonly plan: DraftPlan
  /** The number of undecided and rejected lines: they are not run. */
  readonly leftOut: number
  /** Whether earlier results and uploads are still being looked up. */
  readonly isComparing: boolean
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** What Run will do, in one line. The exact requests are shown when it is opened. */
export function ConfirmStrip(props: ConfirmStripProps) {
  const { connection, workflow, preview, plan, leftOut, isComparing, isOpen, onToggle } = props
  const jobs = plan.items.length
  const parts = [
    ...(plan.uploads.files > 0 ? [fileWords.strip.uploads(plan.uploads.files, plan.uploads.bytes)] : []),
    ...(plan.reused > 0 ? [fileWords.strip.reused(plan.reused)] : []),
    ...(preview !== null && preview.policyExpiry !== null
      ? [words.strip.policyEnds(dateInWords(preview.policyExpiry))]
      : []),
    ...(preview !== null && preview.usualMs !== null
      ? [words.strip.usual(formatRoundedDuration(preview.usualMs))]
      : []),
    ...(leftOut > 0 ? [words.strip.linesLeftOut(leftOut)] : []),
    ...(isComparing ? [fileWords.strip.comparing] : []),
  ]
  const warning = preview?.warnings[0]
  const Chevron = isOpen ? ChevronDown : ChevronUp
  return (
    <fieldset
      aria-label={words.strip.label}
      className="flex min-w-0 grow flex-wrap items-center gap-x-2 gap-y-0.5"
    >
      <Swatch colour={connection.colour} />
      <span className="min-w-0 font-semibold wrap-break-word">{connection.name}</span>
      {connection.production && <Badge tone="red">{appWords.production}</Badge>}
      <span className="shrink-0">
        {connection.sandbox ? words.strip.madeUp(jobs) : words.strip.billed(jobs)}
      </span>
      <span className="min-w-0 font-semibold wrap-break-word">· {workflow}</span>
      {warning !== undefined && (
        <span
          title={`${warning.message} ${warning.advice}`}
          className="flex min-w-0 items-center gap-1 text-amber"
        >
          <TriangleAlert aria-hidden size={14} className="shrink-0" />
          <span className="min-w-0">{warning.message}</span>
        </span>
      )}
      {parts.map((part) => (
        <span key={part} className="text-muted">
          · {part}
        </span>
      ))}
      <button
        type="button"
        aria-label={isOpen ? words.strip.hide : words.strip.show}
        title={isOpen ? words.strip.hide : words.strip.show}
        aria-expanded={isOpen}
        aria-controls="run-requests"
        onClick={onToggle}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded text-muted hover:bg-surface-3 hover:text-text"
      >
        <Chevron aria-hidden size={15} />
      </button>
    </fieldset>
  )
}
