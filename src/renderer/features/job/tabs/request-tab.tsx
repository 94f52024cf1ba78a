import { useRequest } from '#renderer/lib/use-request.ts'
import { useApp } from '#renderer/stores/app/index.ts'
import { readRequest } from '#renderer/stores/job/index.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import type { Job } from '#shared/model/job.ts'
import { jobWords as words } from '#shared/text/job.ts'

/** The requests of a job as they were sent, with their secrets cut. */
export function RequestTab({ job }: { readonly job: Job }) {
  const { id, remoteJobId } = job
  // The status request is there as soon as there is a remote job id.
  const { data, error } = useRequest([id, remoteJobId], () => readRequest(id), { keepPrevious: true })
  if (error !== null) return <p className="selectable p-4 text-red">{error.message}</p>
  if (data === null) return <Spinner />
  return (
    <div className="flex min-h-0 grow flex-col gap-4 overflow-y-auto p-4">
      <Request name={words.request.run} text={data.run} />
      {data.status === null ? (
        <p className="text-muted">{words.request.noStatus}</p>
      ) : (
        <Request name={words.request.status} text={data.status} />
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
