import type { SavedNames } from '#cli/workspace/saved-names.ts'
import type { createDates } from '#shared/format/dates.ts'
import type { Run } from '#shared/model/run.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import { formatCounts } from './format-counts.ts'

/** A run as a row for eyes: id, when, state, its name, what it runs again, workflow and counts. */
export function formatRunRow(
  { id, name, workflowId, createdAt, state, counts, pausedBy, retryOf }: Run,
  { workflows }: SavedNames,
  dates: ReturnType<typeof createDates>,
  now: number,
): string {
  const workflow = workflows.find((one) => one.id === workflowId)?.name ?? workflowId
  const facts = [
    ...(name === null ? [] : [name]),
    ...(retryOf === null ? [] : [words.status.rerunOf(retryOf)]),
    workflow,
    formatCounts(counts),
    ...(pausedBy === null ? [] : [pausedBy.message]),
  ]
  return `${id}  ${dates.row(createdAt, now).padEnd(11)}  ${state.padEnd(8)}  ${facts.join(' · ')}`
}

/** A run as a line of JSON. */
export function toRunLine({
  id,
  name,
  state,
  workflowId,
  connectionId,
  createdAt,
  total,
  counts,
  verdicts,
  pausedBy,
  retryOf,
}: Run): object {
  const error = pausedBy === null ? {} : { error: { code: pausedBy.code, message: pausedBy.message } }
  return {
    run: id,
    name,
    state,
    workflow: workflowId,
    connection: connectionId,
    createdAt,
    total,
    counts,
    verdicts,
    retryOf,
    ...error,
  }
}
