import { useState } from 'react'
import { runCommand } from '#renderer/stores/commands/index.ts'
import { attachJob, acknowledgeJob } from '#renderer/stores/job/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Job } from '#shared/model/job.ts'
import { readRemoteJobIds } from '#shared/model/remote-job-ids.ts'
import type { Result } from '#shared/model/result.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { ErrorWords } from './error-note.tsx'
import { Note } from './note.tsx'

/**
 * The note of a job that may have started: attach its remote job id, leave it as it is, or run it again as a new
 * job.
 */
export function UnknownNote({ job }: { readonly job: Job }) {
  const [remoteJobId, setRemoteJobId] = useState('')
  const [error, setError] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const act = async (action: Promise<Result<Job>>): Promise<void> => {
    setBusy(true)
    const answer = await action
    setBusy(false)
    setError(answer.ok ? null : answer.error)
  }
  return (
    <Note>
      {job.error !== null && <ErrorWords error={job.error} />}
      <form
        className="flex flex-col gap-2 pt-2"
        onSubmit={(event) => {
          event.preventDefault()
          void act(attachJob(job.id, readOneId(remoteJobId)))
        }}
      >
        <TextField
          label={words.attach.label}
          hint={words.attach.hint}
          error={error === null ? undefined : [error.message, error.advice].join(' ').trim()}
          placeholder={words.attach.placeholder}
          value={remoteJobId}
          onChange={setRemoteJobId}
          mono
          className="max-w-96"
        />
        <div className="flex flex-wrap gap-2">
          <Button submit disabled={busy || remoteJobId.trim() === ''}>
            {words.attach.action}
          </Button>
          {!job.acknowledged && (
            <Button disabled={busy} onClick={() => void act(acknowledgeJob(job.id))}>
              {words.acknowledge}
            </Button>
          )}
          <Button onClick={() => runCommand('job.runAgain')}>{words.runAgainAsNew}</Button>
        </div>
      </form>
      {job.acknowledged && <p className="text-muted">{words.state.acknowledged}</p>}
    </Note>
  )
}

/** The one id in a pasted text, such as a webhook; any other text as it is, so that it is said what is wrong with it. */
function readOneId(text: string): string {
  const [id, ...others] = readRemoteJobIds(text)
  return id !== undefined && others.length === 0 ? id : text
}
