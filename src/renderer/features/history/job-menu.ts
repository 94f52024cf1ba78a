import {
  CheckCheck,
  Copy,
  CornerUpRight,
  Eye,
  FileCode2,
  Link2,
  RotateCw,
  Trash2,
  Workflow,
} from 'lucide-react'
import { keyLabel } from '#renderer/lib/keys.ts'
import { toast } from '#renderer/stores/toast/index.ts'
import { useApp } from '#renderer/stores/app/index.ts'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { lookAgain } from '#renderer/stores/job/index.ts'
import { deleteJobs, oneJob } from '#renderer/stores/marks/index.ts'
import { copyResult } from '#renderer/stores/jobs/index.ts'
import type { MenuItem } from '#renderer/ui/menu.tsx'
import { isEnd, mayLookAgain } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { sourceText } from '#shared/model/source.ts'
import { appWords } from '#shared/text/app.ts'
import { historyWords } from '#shared/text/history.ts'
import { markWords } from '#shared/text/marks.ts'
import { rerunWords } from '#shared/text/rerun.ts'
import { createUploadMenu } from './upload-menu.ts'

const words = historyWords.actions

/** What the list around a row can do with its job. */
export interface RowHandlers {
  readonly onOpen: (() => void) | undefined
  /** Marks the job, or removes its mark. */
  readonly onMark: () => void
  /** Says what running the job again would do, and asks for it. */
  readonly onRerun: (choosesWorkflow: boolean) => void
}

/** The menu of a row: everything that can be done with its job. */
export function createJobMenu(job: Job, handlers: RowHandlers): readonly MenuItem[] {
  const { onOpen } = handlers
  return [
    ...(onOpen === undefined
      ? []
      : [{ id: 'open', label: words.open, icon: CornerUpRight, hint: '⏎', onSelect: onOpen }]),
    ...createCopyItems(job),
    ...createUploadMenu(job, findBilledHint(job)),
    ...createLookAgainItems(job),
    ...createRerunItems(job, handlers),
    {
      id: 'delete',
      label: markWords.delete,
      icon: Trash2,
      danger: true,
      separated: true,
      // What has started would lose its id.
      disabled: !isEnd(job.state),
      onSelect: () => void deleteJobs(oneJob(job.id)),
    },
  ]
}

function createCopyItems(job: Job): readonly MenuItem[] {
  const { copy } = useApp.getState()
  const { remoteJobId } = job
  return [
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
  ]
}

function createLookAgainItems({ id, state }: Job): readonly MenuItem[] {
  if (!mayLookAgain(state)) return []
  const look = async (): Promise<void> => {
    const answer = await lookAgain(id)
    // Its success is seen in the row.
    if (!answer.ok) toast({ text: answer.error.message, tone: 'error' })
  }
  return [
    {
      id: 'lookAgain',
      label: rerunWords.lookAgain,
      icon: Eye,
      separated: true,
      onSelect: () => void look(),
    },
  ]
}

function createRerunItems(job: Job, { onRerun, onMark }: RowHandlers): readonly MenuItem[] {
  return [
    {
      id: 'runAgain',
      label: words.runAgain,
      icon: RotateCw,
      separated: true,
      // Says what it costs before it is chosen.
      hint: findBilledHint(job),
      onSelect: () => onRerun(false),
    },
    { id: 'otherWorkflow', label: rerunWords.otherWorkflow, icon: Workflow, onSelect: () => onRerun(true) },
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

/** What sending the job costs. */
function findBilledHint({ connectionId }: Job): string {
  const { list } = useConnections.getState()
  const isSandbox = list.find(({ id }) => id === connectionId)?.sandbox ?? false
  return isSandbox ? words.madeUp : words.billed
}

/** Copies, and says so in a toast: the menu it was chosen from is closed by then. */
function copyAndNotify(copy: Promise<void>): void {
  copy.then(
    () => toast({ text: appWords.copied, tone: 'info' }),
    (error: unknown) =>
      toast({ text: error instanceof Error ? error.message : appWords.copyFailed, tone: 'error' }),
  )
}
