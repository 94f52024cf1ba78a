import { CircleStop, Pause, Play, RefreshCw } from 'lucide-react'
import { toast } from '#renderer/stores/toast/index.ts'
import { holdUpload, isUploadHeld, stopJob, requeueJob } from '#renderer/stores/uploads/index.ts'
import type { MenuItem } from '#renderer/ui/menu.tsx'
import { isWaiting, mayHold, mayRequeue } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import type { Result } from '#shared/model/result.ts'
import { fileWords } from '#shared/text/files.ts'

const words = fileWords.job

/** The menu items for a job that is not sent yet. `billedHint` says what sending it costs. */
export function createUploadMenu(job: Job, billedHint: string): readonly MenuItem[] {
  const isPaused = isUploadHeld(job.id)
  const { id } = job
  return [
    ...(mayRequeue(job)
      ? [
          {
            id: 'requeue',
            label: words.requeue,
            icon: RefreshCw,
            hint: billedHint,
            separated: true,
            onSelect: () => void sendCommand(requeueJob(id)),
          },
        ]
      : []),
    ...(mayHold(job)
      ? [
          {
            id: 'hold',
            label: isPaused ? words.goOn : words.hold,
            icon: isPaused ? Play : Pause,
            separated: true,
            onSelect: () => void sendCommand(holdUpload(id, !isPaused)),
          },
        ]
      : []),
    ...(isWaiting(job.state)
      ? [{ id: 'stop', label: words.stop, icon: CircleStop, onSelect: () => void sendCommand(stopJob(id)) }]
      : []),
  ]
}

/** Sends a command. Its success is seen in the row; only an error needs a toast. */
async function sendCommand(answer: Promise<Result<Job>>): Promise<void> {
  const result = await answer
  if (!result.ok) toast({ text: result.error.message, tone: 'error' })
}
