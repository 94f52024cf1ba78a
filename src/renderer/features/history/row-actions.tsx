import { CheckCheck, Copy, CornerUpRight, FileCode2, Link2, RotateCw, Workflow } from 'lucide-react'
import { keyLabel } from '#renderer/lib/keys.ts'
import { toast } from '#renderer/lib/toast.ts'
import { useApp } from '#renderer/stores/app/index.ts'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { copyResult, runAgain } from '#renderer/stores/jobs/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import type { Job } from '#shared/model/job.ts'
import { sourceText } from '#shared/model/source.ts'
import { rerunWords } from '#shared/text/rerun.ts'
import { appWords } from '#shared/text/app.ts'
import { historyWords } from '#shared/text/history.ts'
import { createUploadMenu } from './upload-menu.ts'

const words = historyWords.actions

/** Copies from a menu, which is gone when it is done: so it says so elsewhere. */
function copyAndNotify(copy: Promise<void>): void {
  copy.then(
    () => toast({ text: appWords.copied, tone: 'info' }),
    (error: unknown) =>
      toast({ text: error instanceof Error ? error.message : appWords.copyFailed, tone: 'error' }),
  )
}

/** Runs it as a new job and offers to show that. */
export async function rerunAndNotify(job: Job): Promise<void> {
  const answer = await runAgain(job.id)
  if (!answer.ok) {
    toast({ text: answer.error.message, tone: 'error' })
    return
  }
  const { id } = answer.data
  toast({
    text: historyWords.rerunStarted,
    tone: 'info',
    action: {
      label: historyWords.show,
      onClick: () => useNavigation.getState().open({ name: 'job', jobId: id }),
    },
  })
}

/** What the list a row is in can do with it. */
export interface RowHandlers {
  readonly onOpen: (() => void) | undefined
  /** Marks it, or takes its mark away. */
  readonly onMark: () => void
  /** Asks how to run it again. */
  readonly onRerun: () => void
}

/** Everything that can be done with a job from its row. */
export function createJobMenu(job: Job, { onOpen, onMark, onRerun }: RowHandlers): readonly MenuItem[] {
  const { copy } = useApp.getState()
  const { list } = useConnections.getState()
  const sandbox = list.find(({ id }) => id === job.connectionId)?.sandbox ?? false
  const { remoteJobId } = job
  return [
    ...(onOpen === undefined
      ? []
      : [{ id: 'open', label: words.open, icon: CornerUpRight, hint: '⏎', onSelect: onOpen }]),
    {
      id: 'copyJson',
      label: words.copyJson,
      icon: Copy,
      disabled: job.body === null,
      onSelect: () => copyAndNotify(copyResult(job.id, 'json')),
    },
    {
      id: 'copyRaw',
      label: words.copyRaw,
      icon: FileCode2,
      disabled: job.body === null,
      onSelect: () => copyAndNotify(copyResult(job.id, 'raw')),
    },
    {
      id: 'copySource',
      label: words.copySource,
      icon: Link2,
      separated: true,
      onSelect: () => copyAndNotify(copy(sourceText(job.source))),
    },
    ...(remoteJobId === null
      ? []
      : [
          {
            id: 'copyJobId',
            label: words.copyJobId,
            icon: Copy,
            onSelect: () => copyAndNotify(copy(remoteJobId)),
          },
        ]),
    ...createUploadMenu(job),
    {
      id: 'runAgain',
      label: words.runAgain,
      icon: RotateCw,
      separated: true,
      // Told before it is billed.
      hint: sandbox ? words.madeUp : words.billed,
      onSelect: () => void rerunAndNotify(job),
    },
    { id: 'otherWorkflow', label: rerunWords.otherWorkflow, icon: Workflow, onSelect: onRerun },
    {
      id: 'mark',
      label: rerunWords.mark,
      icon: CheckCheck,
      hint: keyLabel('Shift+Space'),
      separated: true,
      onSelect: onMark,
    },
  ]
}

interface RowActionsProps {
  readonly job: Job
  /** The chosen row: its button answers the copy key too. */
  readonly isChosen: boolean
  readonly handlers: RowHandlers
}

/** The buttons at the right of a row. */
export function RowActions({ job, isChosen, handlers }: RowActionsProps) {
  return (
    <>
      {job.body !== null && (
        <CopyButton
          iconOnly
          label={words.copyJson}
          onCopy={() => copyResult(job.id, 'json')}
          command={isChosen ? 'job.copyJson' : undefined}
        />
      )}
      <Menu label={words.more} items={createJobMenu(job, handlers)} />
    </>
  )
}
