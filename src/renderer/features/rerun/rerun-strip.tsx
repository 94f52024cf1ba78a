import { RotateCw } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { useCommandId } from '#renderer/stores/runs/use-command-id.ts'
import type { RerunSlot } from '#renderer/stores/runs/rerun-slot.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { GuardedButton } from '#renderer/ui/guarded-button.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import { useOpenedFocus } from '#renderer/lib/use-opened-focus.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { RerunInput } from '#shared/model/rerun.ts'
import type { Run } from '#shared/model/run.ts'
import { rerunWords as words } from '#shared/text/rerun.ts'
import { workflowWords } from '#shared/text/workflows.ts'
import { RerunSummary } from './rerun-summary.tsx'
import { useRerunPreview } from './use-rerun-preview.ts'
import { WorkflowChoice } from './workflow-choice.tsx'

interface RerunStripProps extends Omit<RerunSlot, 'onStarted'> {
  readonly onStarted: (runs: readonly Run[]) => void
}

/** The strip that runs jobs again. It says first what would be sent and billed, and makes one run at most. */
export function RerunStrip(props: RerunStripProps) {
  const { from, about, connectionId, choosesWorkflow = false, onClose, onStarted } = props
  const rerun = useRuns((store) => store.rerun)
  const isSingle = from.kind === 'jobs' && from.jobIds.length === 1
  const [workflowId, setWorkflowId] = useState<string | null>(null)
  // Who names one job means that job; of many, those that may be billed twice are left out until the person says so.
  const [includeUnknown, setIncludeUnknown] = useState(isSingle)
  const [includeElsewhere, setIncludeElsewhere] = useState(isSingle)
  const [includeRerun, setIncludeRerun] = useState(false)
  const [pending, setPending] = useState<string | null>(null)
  const [starting, setStarting] = useState(false)
  const [refused, setRefused] = useState<AppError | null>(null)
  const section = useRef<HTMLElement>(null)
  const isSent = useRef(false)
  const findCommandId = useCommandId()
  useOpenedFocus(section, choosesWorkflow ? 'input' : '[data-start]')
  const input: RerunInput = {
    from,
    includeUnknown,
    includeRerun,
    includeElsewhere,
    ...(workflowId !== null && { workflowId }),
  }
  const { preview, error, isCurrent } = useRerunPreview(input)
  const jobs = preview?.jobs ?? 0
  // Where all of them were run again already or may have started, there is nothing to start: what can be done is to include them.
  const canOnlyInclude = preview !== null && jobs === 0
  useEffect(() => {
    const focused = document.activeElement
    if (canOnlyInclude && focused instanceof HTMLElement && focused.dataset['start'] !== undefined)
      section.current?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.focus()
  }, [canOnlyInclude])
  const canStart = jobs > 0 && isCurrent && !starting && pending === null
  const start = async (): Promise<void> => {
    if (!canStart || isSent.current) return
    isSent.current = true
    setStarting(true)
    setRefused(null)
    // Jobs may fail while the strip is read: no more are billed than it says.
    const answer = await rerun({ ...input, most: jobs }, findCommandId(input))
    if (answer.ok) {
      onStarted(answer.data)
      return
    }
    isSent.current = false
    setStarting(false)
    setRefused(answer.error)
  }
  useCommand('go.back', onClose)
  // Esc in the workflow field is no Esc of the screen, but it closes the strip all the same.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onClose()
  }
  const wrong = refused ?? error
  return (
    // The keys of its fields bubble to here.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={section}
      aria-label={words.label}
      onKeyDown={onKeyDown}
      className="flex flex-col gap-2 rounded-card border border-line bg-surface-2 p-3"
    >
      {wrong !== null && <Banner tone="error">{`${wrong.message} ${wrong.advice}`.trim()}</Banner>}
      <div aria-live="polite" className="flex flex-col gap-1">
        {preview === null ? (
          error === null && <Spinner label={words.counting} />
        ) : (
          <RerunSummary
            preview={preview}
            isSingle={isSingle}
            about={about}
            includesRerun={includeRerun}
            includesElsewhere={includeElsewhere}
          />
        )}
        {pending !== null && <p className="text-muted">{workflowWords.pending(pending)}</p>}
      </div>
      {!isSingle && preview !== null && preview.unknown > 0 && (
        <Include checked={includeUnknown} onChange={setIncludeUnknown}>
          {words.includeUnknown(preview.unknown)}
        </Include>
      )}
      {preview !== null && preview.again !== null && (
        <Include checked={includeRerun} onChange={setIncludeRerun}>
          {words.includeRerun(preview.again.jobs)}
        </Include>
      )}
      {!isSingle && preview !== null && preview.elsewhere > 0 && (
        <Include checked={includeElsewhere} onChange={setIncludeElsewhere}>
          {words.includeElsewhere(preview.elsewhere)}
        </Include>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {connectionId !== null && (
          <WorkflowChoice
            connectionId={connectionId}
            value={workflowId}
            onChange={setWorkflowId}
            onPending={setPending}
            takesFocus={choosesWorkflow}
          />
        )}
        <span className="grow" />
        <Button onClick={onClose}>{words.cancel}</Button>
        <GuardedButton
          data-start
          variant="primary"
          icon={RotateCw}
          disabled={!canStart}
          onClick={() => void start()}
        >
          {starting ? words.starting : words.run(jobs)}
        </GuardedButton>
      </div>
    </section>
  )
}

interface IncludeProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: string
}

/** Includes jobs that are left out by themselves. */
function Include({ checked, onChange, children }: IncludeProps) {
  return (
    <label className="flex items-center gap-2">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      {children}
    </label>
  )
}
