import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import type { ReadContext } from './read-context.ts'
import { formatCounts } from '#cli/output/format-counts.ts'
import { createDates } from '#shared/format/dates.ts'
import type { Run } from '#shared/model/run.ts'
import { cliWords as words } from '#shared/text/cli.ts'

const SHOWN = 20
const MAX_OPEN_RUNS = 1000

/** Runs that are not done, and the latest others. */
export async function status({ reader, names, output, json, now }: ReadContext): Promise<ExitCode> {
  const open =
    reader === null ? [] : await reader.runs({ states: ['running', 'paused', 'stopping'] }, MAX_OPEN_RUNS)
  const latest = reader === null ? [] : await reader.runs({}, SHOWN)
  const runs = [...open, ...latest.filter(({ id }) => open.every((run) => run.id !== id))]
  if (json) {
    for (const run of runs) await output.json(toRunLine(run))
    return EXIT.ok
  }
  const dates = createDates()
  if (runs.length === 0) await output.print(words.status.none)
  for (const run of runs) {
    const workflow = names.workflows.find(({ id }) => id === run.workflowId)?.name ?? run.workflowId
    const counts = formatCounts(run.counts)
    const why = run.pausedBy === null ? '' : ` · ${run.pausedBy.message}`
    await output.print(
      `${run.id}  ${dates.row(run.createdAt, now()).padEnd(11)}  ${run.state.padEnd(8)}  ${workflow} · ${counts}${why}`,
    )
  }
  return EXIT.ok
}

/** A run as a line of JSON. */
function toRunLine({
  id,
  state,
  workflowId,
  connectionId,
  createdAt,
  total,
  counts,
  pausedBy,
  retryOf,
}: Run): object {
  const error = pausedBy === null ? {} : { error: { code: pausedBy.code, message: pausedBy.message } }
  return {
    run: id,
    state,
    workflow: workflowId,
    connection: connectionId,
    createdAt,
    total,
    counts,
    retryOf,
    ...error,
  }
}
