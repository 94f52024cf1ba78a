import { Play } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useCommand } from '#renderer/lib/commands.ts'
import { keyLabel } from '#renderer/lib/keys.ts'
import { summaryOf, useDraft } from '#renderer/stores/draft/index.ts'
import { startRun } from '#renderer/stores/draft/start.ts'
import { useChosenWorkflow } from '#renderer/stores/workflows/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import { COMMANDS } from '#shared/text/commands.ts'
import { run as words } from '#shared/text/run.ts'
import { ConfirmStrip } from './confirm-strip.tsx'
import { Blocked, Hint } from './reason.tsx'
import { Requests } from './requests.tsx'
import { usePreview } from './use-preview.ts'

/** What Run will do, told before it is done, and the button that does it. */
export function FootBar({ connection }: { readonly connection: Connection }) {
  const { items, starting, reading } = useDraft()
  const workflow = useChosenWorkflow(connection)
  const summary = useMemo(() => summaryOf(items), [items])
  const preview = usePreview(connection, workflow?.id, items, summary.taken)
  const [opened, setOpened] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  const refused = failure?.connection === connection ? failure.error : null
  const blocked = refused ?? preview.error ?? blockedBy(preview.plan?.blocked ?? null)
  const missing = missingOf(workflow !== undefined, items.length, summary.taken)
  const ready = blocked === null && missing === null && preview.plan !== null && !starting && reading === 0
  const start = async (): Promise<void> => {
    if (workflow === undefined || !ready) return
    setFailure(null)
    const answer = await startRun(connection.id, workflow.id)
    if (answer?.ok === false) setFailure({ connection, error: answer.error })
  }
  useCommand('run.start', ready ? () => void start() : null)
  const showRequests = opened && blocked === null && missing === null && preview.plan !== null

  return (
    <footer className="shrink-0 border-t border-line bg-surface-2">
      {showRequests && preview.plan !== null && (
        <div id="run-requests" className="border-b border-line">
          <Requests plan={preview.plan} total={summary.taken} />
        </div>
      )}
      <div className="mx-auto flex h-13 max-w-220 items-center gap-3 px-4">
        {blocked !== null ? (
          <Blocked error={blocked} connection={connection} />
        ) : missing !== null ? (
          <Hint connection={connection} text={missing} />
        ) : (
          <ConfirmStrip
            connection={connection}
            plan={preview.plan}
            jobs={summary.taken}
            leftOut={summary.open}
            opened={showRequests}
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
          {starting
            ? words.strip.creating
            : summary.taken === 0
              ? words.strip.run
              : words.strip.runOn(summary.taken)}
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

function missingOf(hasWorkflow: boolean, items: number, taken: number): string | null {
  if (items === 0) return words.strip.noSources
  if (!hasWorkflow) return words.strip.noWorkflow
  return taken === 0 ? words.strip.onlyProblems : null
}
