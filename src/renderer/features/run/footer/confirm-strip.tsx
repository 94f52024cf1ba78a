import { ChevronDown, ChevronUp, TriangleAlert } from 'lucide-react'
import type { DraftPlan } from '#renderer/stores/draft/index.ts'
import { Badge } from '#renderer/ui/badge.tsx'
import { Swatch } from '#renderer/ui/swatch.tsx'
import type { RunPreview } from '#shared/ipc/runs.ts'
import type { Connection } from '#shared/model/connection.ts'
import { dateInWords } from '#shared/model/policy.ts'
import { app } from '#shared/text/app.ts'
import { fileWords } from '#shared/text/files.ts'
import { run as words } from '#shared/text/run.ts'
import { durationWords } from '#renderer/features/run/batch/time-words.ts'

interface ConfirmStripProps {
  readonly connection: Connection
  /** What main says of it; null until it has. */
  readonly told: RunPreview | null
  readonly plan: DraftPlan
  /** Lines that still need the person and are not run. */
  readonly leftOut: number
  /** Whether results and files of before are still being looked for. */
  readonly comparing: boolean
  readonly opened: boolean
  readonly onToggle: () => void
}

/** One line of what Run will do; it opens to the exact requests. */
export function ConfirmStrip(props: ConfirmStripProps) {
  const { connection, told, plan, leftOut, comparing, opened, onToggle } = props
  const jobs = plan.items.length
  const parts = [
    ...(plan.uploads.files > 0 ? [fileWords.strip.uploads(plan.uploads.files, plan.uploads.bytes)] : []),
    ...(plan.reused > 0 ? [fileWords.strip.reused(plan.reused)] : []),
    ...(told !== null && told.policyExpiry !== null
      ? [words.strip.policyEnds(dateInWords(told.policyExpiry))]
      : []),
    ...(told !== null && told.usualMs !== null ? [words.strip.usual(durationWords(told.usualMs))] : []),
    ...(leftOut > 0 ? [words.strip.left(leftOut)] : []),
    ...(comparing ? [fileWords.strip.comparing] : []),
  ]
  const warning = told?.warnings[0]
  const Chevron = opened ? ChevronDown : ChevronUp
  return (
    <fieldset aria-label={words.strip.label} className="flex min-w-0 grow items-center gap-2">
      <Swatch colour={connection.colour} />
      <span className="max-w-40 shrink-0 truncate font-semibold">{connection.name}</span>
      {connection.production && <Badge tone="red">{app.production}</Badge>}
      <span className="shrink-0">
        {connection.sandbox ? words.strip.madeUp(jobs) : words.strip.billed(jobs)}
      </span>
      {warning !== undefined && (
        <span
          title={`${warning.message} ${warning.advice}`}
          className="flex min-w-0 items-center gap-1 text-amber"
        >
          <TriangleAlert aria-hidden size={14} className="shrink-0" />
          <span className="truncate">{warning.message}</span>
        </span>
      )}
      {parts.length > 0 && (
        <span className="truncate text-muted">{parts.map((part) => `· ${part}`).join(' ')}</span>
      )}
      <button
        type="button"
        aria-label={opened ? words.strip.hide : words.strip.show}
        title={opened ? words.strip.hide : words.strip.show}
        aria-expanded={opened}
        aria-controls="run-requests"
        onClick={onToggle}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded text-muted hover:bg-surface-3 hover:text-text"
      >
        <Chevron aria-hidden size={15} />
      </button>
    </fieldset>
  )
}
