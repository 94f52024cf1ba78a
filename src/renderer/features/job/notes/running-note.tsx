import { useState } from 'react'
import { useUsualDuration, watchJob } from '#renderer/stores/job/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import { formatDuration } from '#shared/format/duration.ts'
import type { Job } from '#shared/model/job.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { Note } from './note.tsx'
import { useNow } from '#renderer/lib/use-now.ts'

/** The note of a running job: for how long, how long it usually takes, and a button to stop watching. */
export function RunningNote({ job }: { readonly job: Job }) {
  const now = useNow(1000)
  const usual = useUsualDuration(job.connectionId, job.workflowId)
  const [error, setError] = useState<AppError | null>(null)
  const stop = async (): Promise<void> => {
    const answer = await watchJob(job.id, false)
    setError(answer.ok ? null : answer.error)
  }
  const seconds = Math.max(0, Math.round((now - (job.startedAt ?? job.createdAt)) / 1000))
  const status = job.remoteStatus
  return (
    <Note actions={<Button onClick={() => void stop()}>{words.stopWatching}</Button>}>
      <div className="flex items-center gap-2">
        <Spinner label={words.state.runningFor('')} />
        <span>
          {words.state.runningFor(wholeSeconds(seconds))}
          {usual !== null && ` ${words.state.usually(formatDuration(usual))}`}
        </span>
      </div>
      {status !== null && status !== 'Started' && <p>{words.state.serviceSays(status)}</p>}
      {job.error !== null && <p className="text-muted">{job.error.message}</p>}
      {error !== null && <p className="text-red">{error.message}</p>}
    </Note>
  )
}

/** Whole seconds only, since the number changes each second. */
const wholeSeconds = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000)
