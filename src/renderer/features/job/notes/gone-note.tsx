import { useState } from 'react'
import { lookAgain } from '#renderer/stores/job/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Job } from '#shared/model/job.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { ErrorWords } from './error-note.tsx'
import { Note } from './note.tsx'

/** A job that the service does not have any more, by its own word: it can be asked again. */
export function GoneNote({ job }: { readonly job: Job }) {
  const [error, setError] = useState<AppError | null>(null)
  const look = async (): Promise<void> => {
    const answer = await lookAgain(job.id)
    setError(answer.ok ? null : answer.error)
  }
  return (
    <Note
      actions={
        <Button title={words.lookAgainMeaning} onClick={() => void look()}>
          {words.lookAgain}
        </Button>
      }
    >
      {job.error === null ? <p>{words.state.gone}</p> : <ErrorWords error={job.error} />}
      {error && <p className="text-red">{error.message}</p>}
    </Note>
  )
}
