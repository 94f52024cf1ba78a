import { CircleStop, Pause, Play, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { holdUpload, stopJob, requeueJob, useIsUploadHeld } from '#renderer/stores/uploads/index.ts'
import { GuardedButton } from '#renderer/ui/guarded-button.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import { isWaiting, mayHold, mayRequeue } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import type { Result } from '#shared/model/result.ts'
import { fileWords } from '#shared/text/files.ts'

const words = fileWords.job

/** What can be done with a job before it is sent: hold or release its upload, try it again, or take it out of the run. */
export function UploadActions({ job }: { readonly job: Job }) {
  const isPaused = useIsUploadHeld(job.id)
  const [error, setError] = useState<AppError | null>(null)
  const send = (answer: Promise<Result<Job>>): void => {
    const report = async (): Promise<void> => {
      const result = await answer
      setError(result.ok ? null : result.error)
    }
    void report()
  }
  return (
    <>
      {mayRequeue(job) && (
        <GuardedButton variant="primary" icon={RefreshCw} onClick={() => send(requeueJob(job.id))}>
          {words.requeue}
        </GuardedButton>
      )}
      {mayHold(job) && (
        <Button icon={isPaused ? Play : Pause} onClick={() => send(holdUpload(job.id, !isPaused))}>
          {isPaused ? words.goOn : words.hold}
        </Button>
      )}
      {isWaiting(job.state) && (
        <Button icon={CircleStop} onClick={() => send(stopJob(job.id))}>
          {words.stop}
        </Button>
      )}
      {error !== null && <output className="basis-full text-red">{error.message}</output>}
    </>
  )
}
