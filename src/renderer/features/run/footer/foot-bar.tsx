import { Play } from 'lucide-react'
import { useState } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { keyLabel } from '#renderer/lib/keys.ts'
import { summarizeDraft, useDraft, type DraftPlan, type ExistingById } from '#renderer/stores/draft/index.ts'
import { useLists } from '#renderer/stores/lists/index.ts'
import { useChosenWorkflow, useWorkflows } from '#renderer/stores/workflows/index.ts'
import { GuardedButton } from '#renderer/ui/guarded-button.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import type { RunPreview } from '#shared/model/run-preview.ts'
import { COMMANDS } from '#shared/text/commands.ts'
import { fileWords } from '#shared/text/files.ts'
import { runWords as words } from '#shared/text/run.ts'
import { workflowWords } from '#shared/text/workflows.ts'
import { ConfirmStrip } from './confirm-strip.tsx'
import { FirstResultsLine } from './first-results-line.tsx'
import { ExistingLines } from './existing-lines.tsx'
import { BlockingError, MissingHint } from './disabled-reason.tsx'
import { RequestList } from './request-list.tsx'
import { usePlan } from './use-plan.ts'
import { usePreview } from './use-preview.ts'
import { useStart } from './use-start.ts'

/** The foot of the Run screen: what Run will do, said before it is done, and the button that does it. */
export function FootBar({ connection }: { readonly connection: Connection }) {
  const items = useDraft((store) => store.items)
  const starting = useDraft((store) => store.starting)
  const hasTyped = useDraft((store) => store.typed.trim() !== '')
  const workflow = useChosenWorkflow(connection)
  const { plan, facts, isReading, isCompared } = usePlan(connection.id, workflow?.id)
  const { preview, error } = usePreview(connection, workflow?.id, plan)
  const hasListQuestion = useLists((store) => store.questions.length > 0)
  const [isOpen, setIsOpen] = useState(false)
  const pending = useWorkflows((store) => store.pending[connection.id] ?? null)

  const forbidden = error ?? findBlockingError(preview)
  const waits =
    pending !== null ? workflowWords.pending(pending) : hasListQuestion ? fileWords.list.waits : null
  const missing =
    waits ??
    describeMissing({ hasWorkflow: workflow !== undefined, items: items.length, hasTyped, plan, facts })
  const isReady = preview !== null && !starting && !isReading && isCompared
  const canStart = forbidden === null && missing === null && isReady && !hasTyped
  const canTake =
    hasTyped && forbidden === null && waits === null && workflow !== undefined && !starting && !isReading
  const isSettled = !isReading && isCompared && (preview !== null || error !== null || workflow === undefined)
  const { start, failure } = useStart({
    connection,
    workflowId: workflow?.id,
    plan,
    canStart,
    canTake,
    isSettled,
  })
  const blockedBy = failure ?? forbidden
  const isUnblocked = blockedBy === null && missing === null
  useCommand('run.start', canStart || canTake ? start : null)
  const shownRequests = isOpen && isUnblocked ? preview : null

  return (
    <footer className="shrink-0 border-t border-line bg-surface-2">
      {shownRequests !== null && (
        <div id="run-requests" className="border-b border-line">
          <RequestList preview={shownRequests} total={plan.items.length} />
        </div>
      )}
      {blockedBy === null && workflow !== undefined && (
        <ExistingLines plan={plan} facts={facts} workflow={workflow.name} />
      )}
      {isUnblocked && <FirstResultsLine connection={connection} jobs={plan.items.length} />}
      <div className="mx-auto flex min-h-13 max-w-220 items-center gap-3 px-4 py-2 low:min-h-0 low:py-1">
        {blockedBy !== null ? (
          <BlockingError error={blockedBy} connection={connection} />
        ) : missing !== null ? (
          <MissingHint connection={connection} text={missing} />
        ) : (
          <ConfirmStrip
            connection={connection}
            workflow={workflow?.name ?? ''}
            preview={preview}
            plan={plan}
            leftOut={summarizeDraft(items).open}
            isComparing={!isReading && !isCompared}
            isOpen={shownRequests !== null}
            onToggle={() => setIsOpen(!isOpen)}
          />
        )}
        <StartButton plan={plan} isStarting={starting} disabled={!canStart && !canTake} onClick={start} />
      </div>
    </footer>
  )
}

/** What forbids the run. That sources or a workflow are missing is said in the words of this screen instead. */
function findBlockingError(preview: RunPreview | null): AppError | null {
  const error = preview?.blocked ?? null
  return error?.code === 'source.none' || error?.code === 'workflow.missing' ? null : error
}

interface MissingParts {
  readonly hasWorkflow: boolean
  readonly items: number
  readonly hasTyped: boolean
  readonly plan: DraftPlan
  readonly facts: ExistingById
}

function describeMissing({ hasWorkflow, items, hasTyped, plan, facts }: MissingParts): string | null {
  if (items === 0) return hasTyped ? words.strip.typedFirst : words.strip.noSources
  if (!hasWorkflow) return words.strip.noWorkflow
  if (plan.items.length > 0) return null
  if (plan.skipped === 0) return words.strip.onlyProblems
  return facts.unclear.size + facts.underWay.size > 0
    ? fileWords.strip.allLeftOut
    : fileWords.strip.nothingLeft
}

interface StartButtonProps {
  readonly plan: DraftPlan
  readonly isStarting: boolean
  readonly disabled: boolean
  readonly onClick: () => void
}

function StartButton({ plan: { items, onlyFiles }, isStarting, disabled, onClick }: StartButtonProps) {
  const count = items.length
  const runOn = onlyFiles ? fileWords.strip.runOnFiles(count) : words.strip.runOn(count)
  const label = count === 0 ? words.strip.run : runOn
  return (
    <GuardedButton
      variant="primary"
      icon={Play}
      disabled={disabled}
      title={keyLabel(COMMANDS['run.start'].keys)}
      onClick={onClick}
    >
      {isStarting ? words.strip.creating : label}
    </GuardedButton>
  )
}
