import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import {
  keepFocusedStep,
  takeFocusedStep,
  useJobNeighbours,
  useOpenedList,
  type JobStep,
} from '#renderer/stores/jobs/opened-list.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { COMMANDS } from '#shared/text/commands.ts'
import { jobWords as words } from '#shared/text/job.ts'

/** The way to the previous and the next job of the list that this one was opened from. */
export function JobSteps({ jobId }: { readonly jobId: string }) {
  const neighbours = useJobNeighbours(jobId)
  const steps = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const step = takeFocusedStep()
    if (step !== null)
      steps.current?.querySelector<HTMLElement>(`[data-step="${step}"]:not(:disabled)`)?.focus()
  }, [])
  const { previous, next } = neighbours
  const go = (step: JobStep): void => {
    const id = neighbours[step]
    if (id !== null) showInPlace(id, step)
  }
  useCommand('job.previous', previous === null ? null : () => go('previous'))
  useCommand('job.next', next === null ? null : () => go('next'))
  if (previous === null && next === null) return null
  return (
    <span ref={steps} className="flex">
      <IconButton
        data-repeats
        data-step="previous"
        label={words.previous}
        keys={COMMANDS['job.previous'].keys}
        icon={ArrowUp}
        disabled={previous === null}
        onClick={() => go('previous')}
      />
      <IconButton
        data-repeats
        data-step="next"
        label={words.next}
        keys={COMMANDS['job.next'].keys}
        icon={ArrowDown}
        disabled={next === null}
        onClick={() => go('next')}
      />
    </span>
  )
}

/** Shows another job in place of this one. Its view is a new one: the same button takes the focus there. */
function showInPlace(jobId: string, step: JobStep): void {
  const focused = document.activeElement
  if (focused instanceof HTMLElement && focused.dataset['step'] === step) keepFocusedStep(step)
  useOpenedList.getState().list?.choose(jobId)
  useNavigation.getState().replace({ name: 'job', jobId })
}
