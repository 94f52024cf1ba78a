import { CircleHelp } from 'lucide-react'
import { useRef, useState } from 'react'
import { useReturnedFocus } from '#renderer/lib/use-returned-focus.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { Run } from '#shared/model/run.ts'
import { batchWords } from '#shared/text/batch.ts'
import type { RunScreenProps } from '#renderer/features/run/run-screen-props.ts'
import { AttachIds } from './attach-ids.tsx'
import type { SendRunCommand } from './use-run-command.ts'

const words = batchWords.unknown

interface UnknownJobsProps extends Pick<RunScreenProps, 'renderRerun'> {
  readonly run: Run
  readonly sendCommand: SendRunCommand
  /** Shows them in the list. */
  readonly onShow: () => void
}

/** The jobs of a run that may have started, answered together: attached by their ids, left, or run again with the warning. */
export function UnknownJobs({ run, sendCommand, onShow, renderRerun }: UnknownJobsProps) {
  const acknowledgeUnknown = useRuns((store) => store.acknowledgeUnknown)
  const [opened, setOpened] = useState<'attach' | 'rerun' | null>(null)
  const attachButton = useRef<HTMLButtonElement>(null)
  useReturnedFocus(opened === 'attach', attachButton)
  if (run.unanswered === 0) return null
  const toggle = (what: 'attach' | 'rerun'): void => setOpened(opened === what ? null : what)
  const close = (): void => setOpened(null)
  return (
    <section
      aria-label={words.region}
      className="flex flex-col gap-2 rounded-card bg-amber-soft px-3 py-1.5 low:py-0.5"
    >
      <div className="flex flex-wrap items-center gap-2">
        <CircleHelp aria-hidden size={15} className="shrink-0 text-amber" />
        <span className="min-w-36 grow basis-0">{words.lost(run.unanswered)}</span>
        <span className="flex flex-wrap gap-2">
          {/* In a low window there is one line for them; the filter shows them, too. */}
          <Button small onClick={onShow} className="low:hidden">
            {words.show}
          </Button>
          <Button
            ref={attachButton}
            small
            aria-expanded={opened === 'attach'}
            onClick={() => toggle('attach')}
          >
            {words.attach}
          </Button>
          <Button small title={words.acknowledgeMeaning} onClick={() => sendCommand(acknowledgeUnknown)}>
            {words.acknowledge}
          </Button>
          <Button small aria-expanded={opened === 'rerun'} onClick={() => toggle('rerun')}>
            {words.rerun}
          </Button>
        </span>
      </div>
      {opened === 'attach' && <AttachIds runId={run.id} onClose={close} />}
      {opened === 'rerun' &&
        renderRerun({
          from: { kind: 'query', connectionId: run.connectionId, query: `run:${run.id} state:unknown` },
          connectionId: run.connectionId,
          onClose: close,
        })}
    </section>
  )
}
