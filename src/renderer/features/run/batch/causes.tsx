import { CircleX, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { countFailed, useFailures } from '#renderer/stores/runs/index.ts'
import { ActionList } from '#renderer/ui/action-list.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { RerunInput } from '#shared/model/rerun.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { JobFilterInput } from '#shared/model/job-page.ts'
import { STATE_GROUPS } from '#shared/model/state-groups.ts'
import type { FailureGroup, Run } from '#shared/model/run.ts'
import { batchWords as words } from '#shared/text/batch.ts'
import type { RunScreenProps } from '#renderer/features/run/run-screen-props.ts'

interface CausesProps extends Pick<RunScreenProps, 'renderRerun'> {
  readonly run: Run
  /** The failed jobs that no rerun has finished or is at work on; undefined while that is not known. */
  readonly stillFailed: number | undefined
  /** The cause whose jobs the list shows. */
  readonly shown: AppError | null
  /** Shows the jobs of a cause in the list; null for all jobs. */
  readonly onShow: (cause: AppError | null) => void
}

/** The failed and refused jobs of a run by cause, one line each, with *Run these again*. */
export function Causes({ run, stillFailed, shown, onShow, renderRerun }: CausesProps) {
  const groups = useFailures(run)
  /** The cause whose rerun strip is open, by its key, or all of them; null when the strip is closed. */
  const [openedCause, setOpenedCause] = useState<string | null>(null)
  if (groups.length === 0) return null
  const failed = countFailed(run.counts)
  const isPartlyRerun = stillFailed !== undefined && stillFailed > 0 && stillFailed < failed
  const strip = (from: RerunInput['from']) =>
    renderRerun({ from, connectionId: run.connectionId, onClose: () => setOpenedCause(null) })
  return (
    <section aria-label={words.causes} className="flex flex-col gap-2">
      {(groups.length > 1 || isPartlyRerun) && (
        <div className="flex items-center gap-2">
          <h2>{words.causes}</h2>
          <span className="grow text-muted">{words.cause(failed)}</span>
          <Button
            small
            icon={RotateCw}
            aria-expanded={openedCause === ALL_CAUSES}
            onClick={() => setOpenedCause(openedCause === ALL_CAUSES ? null : ALL_CAUSES)}
          >
            {words.runAll(stillFailed ?? failed)}
          </Button>
        </div>
      )}
      {openedCause === ALL_CAUSES && strip({ kind: 'run', runId: run.id })}
      <ActionList className="rounded-card border border-line">
        {groups.map((group) => {
          const { code, message } = group.error
          const key = toCauseKey(group)
          return (
            <li key={key} className="border-b border-line last:border-b-0">
              <CauseLine
                group={group}
                isOpen={openedCause === key}
                isShown={shown !== null && toCauseKey({ error: shown, count: 0 }) === key}
                onShow={(isShown) => onShow(isShown ? null : group.error)}
                onRerun={() => setOpenedCause(openedCause === key ? null : key)}
              />
              {openedCause === key && (
                <div className="px-3 pb-3">
                  {strip({ kind: 'run', runId: run.id, cause: { code, message } })}
                </div>
              )}
            </li>
          )
        })}
      </ActionList>
    </section>
  )
}

interface CauseLineProps {
  readonly group: FailureGroup
  readonly isOpen: boolean
  /** The list shows its jobs. */
  readonly isShown: boolean
  readonly onShow: (isShown: boolean) => void
  readonly onRerun: () => void
}

function CauseLine({ group: { error, count }, isOpen, isShown, onShow, onRerun }: CauseLineProps) {
  return (
    <div className="flex min-h-8 items-center gap-2 px-3 py-1">
      <CircleX aria-hidden size={15} className="shrink-0 text-red" />
      <span className="selectable min-w-0 grow">
        {error.message} <span className="text-muted">{error.advice}</span>
        {/* The id is that of one request: it says nothing of several jobs. */}
        {count === 1 && error.correlationId !== undefined && (
          <span className="text-muted"> {words.correlationId(error.correlationId)}</span>
        )}
      </span>
      <Button
        small
        variant="plain"
        aria-pressed={isShown}
        aria-label={words.showCause(count, error.message)}
        onClick={() => onShow(isShown)}
      >
        <span className="font-semibold">{words.cause(count)}</span>
      </Button>
      <Button
        small
        icon={RotateCw}
        aria-label={words.runTheseOf(error.message)}
        aria-expanded={isOpen}
        onClick={onRerun}
      >
        {words.runThese}
      </Button>
    </div>
  )
}

const ALL_CAUSES = 'all'
const toCauseKey = ({ error }: FailureGroup): string => `${error.code} ${error.message}`

/** The failed and refused jobs of a cause. */
export const toCauseFilter = ({ code, message }: AppError): Pick<JobFilterInput, 'states' | 'cause'> => ({
  states: [...STATE_GROUPS.failed],
  cause: { code, message },
})
