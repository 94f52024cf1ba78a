import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { useWorkflows } from '#renderer/stores/workflows/index.ts'
import { Badge } from '#renderer/ui/badge.tsx'
import { Swatch } from '#renderer/ui/swatch.tsx'
import { createDates } from '#shared/format/dates.ts'
import type { RerunPreview } from '#shared/model/rerun.ts'
import { appWords } from '#shared/text/app.ts'
import { rerunWords as words } from '#shared/text/rerun.ts'
import { shortenId } from '#shared/format/shorten.ts'

interface RerunSummaryProps {
  readonly preview: RerunPreview
  /** The strip is about one job, which is run again even when it may have started. */
  readonly isSingle: boolean
  /** The source of the one job, where it is not seen beside the strip. */
  readonly about: string | undefined
  /** The jobs to be run contain those that were run again before. */
  readonly includesRerun: boolean
  /** The jobs to be run contain those that another run has done or is doing. */
  readonly includesElsewhere: boolean
}

const dates = createDates()

/** What running jobs again would do, in one line: how many jobs, billed or not, which workflow, on which connection. */
export function RerunSummary(props: RerunSummaryProps) {
  const { preview, isSingle, about, includesRerun, includesElsewhere } = props
  const { jobs, runs, open, unknown, unclear, elsewhere, again, workflowIds, connectionIds } = preview
  const [openedAt] = useState(() => Date.now())
  const connections = useConnections((store) => store.list)
  const lists = useWorkflows((store) => store.lists)
  const earlier =
    again === null
      ? null
      : words.again({
          n: again.jobs,
          total: includesRerun ? jobs : jobs + again.jobs,
          finished: again.finished,
          on: dates.row(again.at, openedAt),
        })
  if (jobs === 0)
    return (
      <p>
        <span className="font-semibold">
          {unknown > 0 && again === null && elsewhere === 0 ? words.onlyUnknown(unknown) : words.none}
        </span>
        {earlier !== null && <span className="text-muted"> {earlier}</span>}
        {elsewhere > 0 && <span className="text-muted"> {words.elsewhere(elsewhere)}</span>}
      </p>
    )
  const involved = connections.filter(({ id }) => connectionIds.includes(id))
  const [connection] = involved
  const [workflowId = ''] = workflowIds
  const workflow =
    Object.values(lists)
      .flat()
      .find(({ id, connectionId }) => id === workflowId && connectionIds.includes(connectionId))?.name ??
    shortenId(workflowId)
  const isBilled = involved.length === 0 || involved.some(({ sandbox }) => !sandbox)
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
        <span className="font-semibold">{isBilled ? words.billed(jobs) : words.madeUp(jobs)}</span>
        <span>· {workflowIds.length === 1 ? workflow : words.workflows(workflowIds.length)}</span>
        {connection !== undefined && connectionIds.length === 1 ? (
          <span className="flex items-center gap-1.5">
            · <Swatch colour={connection.colour} />
            {connection.name}
            {connection.production && <Badge tone="red">{appWords.production}</Badge>}
          </span>
        ) : (
          <span>· {words.connections(connectionIds.length)}</span>
        )}
        {about !== undefined && <span className="min-w-0 wrap-anywhere text-muted">· {about}</span>}
        {runs > 1 && <span className="text-muted">· {words.runs(runs)}</span>}
        {open > 0 && <span className="text-muted">· {words.leftOut(open)}</span>}
        {earlier !== null && <span className="text-muted">· {earlier}</span>}
        {elsewhere > 0 && !includesElsewhere && (
          <span className="text-muted">· {words.elsewhere(elsewhere)}</span>
        )}
      </p>
      {isSingle && unknown > 0 && <Warning text={words.mayHaveStarted} />}
      {unclear > 0 && <Warning text={words.unclear(unclear)} />}
      {elsewhere > 0 && includesElsewhere && <Warning text={words.includedElsewhere(elsewhere)} />}
    </>
  )
}

function Warning({ text }: { readonly text: string }) {
  return (
    <p className="flex items-center gap-1.5 text-amber">
      <TriangleAlert aria-hidden size={14} className="shrink-0" />
      {text}
    </p>
  )
}
