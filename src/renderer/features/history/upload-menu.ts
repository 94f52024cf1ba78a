import { CircleStop, Pause, Play, RefreshCw } from 'lucide-react'
import { toast } from '#renderer/lib/toast.ts'
import { holdUpload, isHeld, stopJob, tryAgain } from '#renderer/stores/uploads/index.ts'
import type { MenuItem } from '#renderer/ui/menu.tsx'
import { isWaiting, mayHold, mayTryAgain } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import type { Result } from '#shared/model/result.ts'
import { fileWords } from '#shared/text/files.ts'

const words = fileWords.job

/** What can be done with a job before it is sent, from its row. */
export function createUploadMenu(job: Job): readonly MenuItem[] {
  const held = isHeld(job.id)
  const { id } = job
  return [
    ...(mayTryAgain(job)
      ? [
          {
            id: 'tryAgain',
            label: words.tryAgain,
            icon: RefreshCw,
            separated: true,
            onSelect: () => void send(tryAgain(id)),
          },
        ]
      : []),
    ...(mayHold(job)
      ? [
          {
            id: 'hold',
            label: held ? words.goOn : words.hold,
            icon: held ? Play : Pause,
            separated: true,
            onSelect: () => void send(holdUpload(id, !held)),
          },
        ]
      : []),
    ...(isWaiting(job.state)
      ? [{ id: 'stop', label: words.stop, icon: CircleStop, onSelect: () => void send(stopJob(id)) }]
      : []),
  ]
}

/** The row says how it went; only a refusal has no place there. */
async function send(answer: Promise<Result<Job>>): Promise<void> {
  const result = await answer
  if (!result.ok) toast({ text: result.error.message, tone: 'error' })
}
