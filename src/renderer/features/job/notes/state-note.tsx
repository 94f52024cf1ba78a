import { useState } from 'react'
import { watchJob } from '#renderer/stores/job/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Job } from '#shared/model/job.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { ErrorNote } from './error-note.tsx'
import { GoneNote } from './gone-note.tsx'
import { Note } from './note.tsx'
import { RunningNote } from './running-note.tsx'
import { UnknownNote } from './unknown-note.tsx'

interface StateNoteProps {
  readonly job: Job
  readonly onOpen: (jobId: string) => void
}

/** What a job's state means and what can be done about it; and the earlier job that it runs again. */
export function StateNote({ job, onOpen }: StateNoteProps) {
  const { retryOf } = job
  return (
    <>
      {retryOf !== null && (
        <p className="flex items-center gap-1 px-1 text-muted">
          {words.retryOf}
          <Button small variant="plain" onClick={() => onOpen(retryOf)}>
            {words.showEarlier}
          </Button>
        </p>
      )}
      <NoteForState job={job} />
    </>
  )
}

function NoteForState({ job }: { readonly job: Job }) {
  switch (job.state) {
    case 'queued':
    case 'uploading':
    case 'ready':
    case 'sending':
      return (
        <Note>
          {job.error === null ? words.state[job.state] : <WaitingReason job={job} error={job.error} />}
        </Note>
      )
    case 'started':
      return job.watching ? <RunningNote job={job} /> : <NotWatchingNote job={job} />
    case 'finished':
      return job.body === null ? <Note>{words.state.finishedEmpty}</Note> : null
    case 'failed':
    case 'rejected':
      return job.error === null ? null : <ErrorNote error={job.error} />
    case 'unknown':
      return <UnknownNote job={job} />
    case 'stopped':
      return <Note>{words.state.stopped}</Note>
    case 'expired':
      return <GoneNote job={job} />
    default:
      return assertNever(job.state)
  }
}

/** The reason why a job still waits. */
function WaitingReason({ job, error }: { readonly job: Job; readonly error: AppError }) {
  return (
    <>
      <p>{words.state[job.state === 'ready' ? 'ready' : 'queued']}</p>
      <p className="text-muted">{error.message}</p>
    </>
  )
}

function NotWatchingNote({ job }: { readonly job: Job }) {
  const [error, setError] = useState<AppError | null>(null)
  const watch = async (): Promise<void> => {
    const answer = await watchJob(job.id, true)
    setError(answer.ok ? null : answer.error)
  }
  return (
    <Note actions={<Button onClick={() => void watch()}>{words.watchAgain}</Button>}>
      <p>{words.state.notWatched}</p>
      {error && <p className="text-red">{error.message}</p>}
    </Note>
  )
}
