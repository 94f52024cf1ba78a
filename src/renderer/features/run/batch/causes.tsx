import { CircleX, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { failedCount, useFailures } from '#renderer/stores/runs/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { RunAgainInput } from '#shared/ipc/runs.ts'
import type { FailureGroup, Run } from '#shared/model/run.ts'
import { batch as words } from '#shared/text/batch.ts'
import type { RunSlots } from '#renderer/features/run/sources/slots.ts'

interface CausesProps extends Pick<RunSlots, 'renderAgain'> {
  readonly run: Run
}

/** Failed and refused jobs, one line a cause, each with its *Run these again*. */
export function Causes({ run, renderAgain }: CausesProps) {
  const groups = useFailures(run)
  /** What is to be run again: one cause, by its key; or all of them. */
  const [again, setAgain] = useState<string | null>(null)
  if (groups.length === 0) return null
  const failed = failedCount(run.counts)
  const strip = (from: RunAgainInput['from']) => renderAgain(from, run.connectionId, () => setAgain(null))
  return (
    <section aria-label={words.causes} className="flex flex-col gap-2">
      {groups.length > 1 && (
        <div className="flex items-center gap-2">
          <h2>{words.causes}</h2>
          <span className="grow text-muted">{words.cause(failed)}</span>
          <Button
            small
            icon={RotateCw}
            aria-expanded={again === ALL}
            onClick={() => setAgain(again === ALL ? null : ALL)}
          >
            {words.runAll(failed)}
          </Button>
        </div>
      )}
      {again === ALL && strip({ kind: 'run', runId: run.id })}
      <ul className="rounded-card border border-line">
        {groups.map((group) => {
          const { code, message } = group.error
          const key = keyOf(group)
          return (
            <li key={key} className="border-b border-line last:border-b-0">
              <CauseLine
                group={group}
                opened={again === key}
                onAgain={() => setAgain(again === key ? null : key)}
              />
              {again === key && (
                <div className="px-3 pb-3">
                  {strip({ kind: 'run', runId: run.id, cause: { code, message } })}
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

interface CauseLineProps {
  readonly group: FailureGroup
  readonly opened: boolean
  readonly onAgain: () => void
}

function CauseLine({ group: { error, count }, opened, onAgain }: CauseLineProps) {
  return (
    <div className="flex min-h-8 items-center gap-2 px-3 py-1">
      <CircleX aria-hidden size={15} className="shrink-0 text-red" />
      <span className="selectable min-w-0 grow">
        {error.message} <span className="text-muted">{error.advice}</span>
        {error.correlationId !== undefined && (
          <span className="text-muted"> {words.correlation(error.correlationId)}</span>
        )}
      </span>
      <span className="shrink-0 font-semibold">{words.cause(count)}</span>
      <Button
        small
        icon={RotateCw}
        aria-label={words.runTheseOf(error.message)}
        aria-expanded={opened}
        onClick={onAgain}
      >
        {words.runThese}
      </Button>
    </div>
  )
}

const ALL = 'all'
const keyOf = ({ error }: FailureGroup): string => `${error.code} ${error.message}`
