import { useEffect, useState } from 'react'
import { useApp } from '#renderer/stores/app/index.ts'
import { requestOf } from '#renderer/stores/job/index.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import type { JobRequest } from '#shared/model/job-request.ts'
import type { Job } from '#shared/model/job.ts'
import type { Result } from '#shared/model/result.ts'
import { jobWords as words } from '#shared/text/job.ts'

/** The requests of a job as they were sent, secrets cut. */
export function RequestTab({ job }: { readonly job: Job }) {
  const [answer, setAnswer] = useState<Result<JobRequest> | null>(null)
  const { id, remoteJobId } = job
  useEffect(() => {
    let closed = false
    const load = async (): Promise<void> => {
      const next = await requestOf(id)
      if (!closed) setAnswer(next)
    }
    void load()
    return () => {
      closed = true
    }
    // The status request is there once there is a job id.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [id, remoteJobId])
  if (answer === null) return <Spinner />
  if (!answer.ok) return <p className="selectable p-4 text-red">{answer.error.message}</p>
  return (
    <div className="flex min-h-0 grow flex-col gap-4 overflow-y-auto p-4">
      <Request name={words.request.run} text={answer.data.run} />
      {answer.data.status === null ? (
        <p className="text-muted">{words.request.noStatus}</p>
      ) : (
        <Request name={words.request.status} text={answer.data.status} />
      )}
      <p className="text-muted">{words.request.cut}</p>
    </div>
  )
}

function Request({ name, text }: { readonly name: string; readonly text: string }) {
  const copy = useApp((store) => store.copy)
  return (
    <section className="flex flex-col gap-1">
      <div className="flex items-center gap-1">
        <h3>{name}</h3>
        <CopyButton iconOnly label={words.request.copy(name)} onCopy={() => copy(text)} />
      </div>
      <code className="selectable rounded border border-line bg-surface-2 p-2 font-mono text-xs break-all">
        {text}
      </code>
    </section>
  )
}
