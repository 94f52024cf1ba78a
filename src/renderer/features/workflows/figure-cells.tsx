import { formatDuration } from '#shared/format/duration.ts'
import type { LearnedWorkflow } from '#shared/model/learned-workflow.ts'
import { workflowWords as words } from '#shared/text/workflows.ts'

/** The cells of how long jobs of a workflow take, and how many of them finish; empty before there are any. */
export function FigureCells({ learned }: { readonly learned: LearnedWorkflow | null }) {
  const { medianMs = null, p95Ms = null, ended = 0, finished = 0 } = learned ?? {}
  return (
    <>
      <td className="truncate tabular-nums">{medianMs === null ? '' : formatDuration(medianMs)}</td>
      <td className="truncate tabular-nums max-[760px]:hidden">
        {p95Ms === null ? '' : formatDuration(p95Ms)}
      </td>
      <td className="truncate tabular-nums">{ended === 0 ? '' : words.success(finished, ended)}</td>
    </>
  )
}
