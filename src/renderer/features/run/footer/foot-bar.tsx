import { Play } from 'lucide-react'
import { useState } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { keyLabel } from '#renderer/lib/keys.ts'
import { summaryOf, useDraft, type DraftPlan } from '#renderer/stores/draft/index.ts'
import { startRun } from '#renderer/stores/draft/start-run.ts'
import { useLists } from '#renderer/stores/lists/index.ts'
import { useChosenWorkflow } from '#renderer/stores/workflows/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import { COMMANDS } from '#shared/text/commands.ts'
import { fileWords } from '#shared/text/files.ts'
import { runWords as words } from '#shared/text/run.ts'
import { ConfirmStrip } from './confirm-strip.tsx'
import { FirstResultsLine } from './first-results-line.tsx'
import { ExistingLines } from './existing-lines.tsx'
import { BlockingError, MissingHint } from './disabled-reason.tsx'
import { RequestList } from './request-list.tsx'
import { usePlan } from './use-plan.ts'
import { usePreview } from './use-preview.ts'

/** What Run will do, told before it is done, and the button that does it. */
export function FootBar({ connection }: { readonly connection: Connection }) {
  const { items, starting } = useDraft()
  const workflow = useChosenWorkflow(connection)
  const { plan, facts, isReading, isCompared } = usePlan(connection.id, workflow?.id)
  const preview = usePreview(connection, workflow?.id, plan)
  const asked = useLists((store) => store.questions.length > 0)
  const [opened, setOpened] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  const refused = failure?.connection === connection ? failure.error : null
  const blocked = refused ?? preview.error ?? blockedBy(preview.told?.blocked ?? null)
  const missing = asked ? fileWords.list.waits : missingOf(workflow !== undefined, items.length, plan)
  const free = blocked === null && missing === null
  const ready = free && preview.told !== null && !starting && !isReading && isCompared
  const start = async (): Promise<void> => {
    if (workflow === undefined || !ready) return
    setFailure(null)
    const answer = await startRun(connection.id, workflow.id, plan)
    if (answer?.ok === false) setFailure({ connection, error: answer.error })
  }
  useCommand('run.start', ready ? () => void start() : null)
  const showRequests = opened && free && preview.told !== null

  return (
    <footer className="shrink-0 border-t border-line bg-surface-2">
      {showRequests && preview.told !== null && (
        <div id="run-requests" className="border-b border-line">
          <RequestList told={preview.told} total={plan.items.length} />
        </div>
      )}
      {blocked === null && workflow !== undefined && (
        <ExistingLines plan={plan} facts={facts} workflow={workflow.name} />
      )}
      {free && <FirstResultsLine connection={connection} jobs={plan.items.length} />}
      <div className="mx-auto flex h-13 max-w-220 items-center gap-3 px-4">
        {blocked !== null ? (
          <BlockingError error={blocked} connection={connection} />
        ) : missing !== null ? (
          <MissingHint connection={connection} text={missing} />
        ) : (
          <ConfirmStrip
            connection={connection}
            preview={preview.told}
            plan={plan}
            leftOut={summaryOf(items).open}
            isComparing={!isReading && !isCompared}
            isOpen={showRequests}
            onToggle={() => setOpened(!opened)}
          />
        )}
        <Button
          variant="primary"
          icon={Play}
          disabled={!ready}
          title={keyLabel(COMMANDS['run.start'].keys)}
          onClick={() => void start()}
        >
          {starting ? words.strip.creating : runWords(plan)}
        </Button>
      </div>
    </footer>
  )
}

interface Failure {
  readonly connection: Connection
  readonly error: AppError
}

/** That there is nothing to run on is said in the words of this screen. */
const blockedBy = (error: AppError | null): AppError | null =>
  error?.code === 'source.none' || error?.code === 'workflow.missing' ? null : error

function missingOf(hasWorkflow: boolean, items: number, plan: DraftPlan): string | null {
  if (items === 0) return words.strip.noSources
  if (!hasWorkflow) return words.strip.noWorkflow
  if (plan.items.length > 0) return null
  return plan.skipped > 0 ? fileWords.strip.nothingLeft : words.strip.onlyProblems
}

function runWords({ items, onlyFiles }: DraftPlan): string {
  if (items.length === 0) return words.strip.run
  return onlyFiles ? fileWords.strip.runOnFiles(items.length) : words.strip.runOn(items.length)
}
