import { formatDuration } from '#shared/format/duration.ts'
import type { createDates } from '#shared/format/dates.ts'
import { shortenMiddle } from '#shared/format/shorten.ts'
import type { Job } from '#shared/model/job.ts'
import { sourceText } from '#shared/model/source.ts'
import { stateWords } from '#shared/text/states.ts'

/** A job as a line of JSON: on a run as it ends, in a list. */
export interface JobLine {
  readonly job: string
  readonly run: string
  readonly source: string
  readonly state: Job['state']
  readonly jobid: string | null
  readonly durationMs: number | null
  /** Further columns of the list that the source came from. */
  readonly labels?: Job['labels']
  readonly verdict?: Job['verdict']
  /** The result in one sentence. */
  readonly summary?: string
  /** What a person gave it. */
  readonly tags?: readonly string[]
  readonly note?: string
  readonly error?: { readonly code: string; readonly message: string }
}

export function toJobLine(shown: Job): JobLine {
  const { id, runId, source, state, remoteJobId: jobid, durationMs, error } = shown
  const { labels, verdict, summary, tags, note } = shown
  return {
    job: id,
    run: runId,
    source: sourceText(source),
    state,
    jobid,
    durationMs,
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(verdict !== 'none' && { verdict }),
    ...(summary !== '' && { summary }),
    ...(tags.length > 0 && { tags }),
    ...(note !== null && { note }),
    ...(error === null ? {} : { error: { code: error.code, message: error.message } }),
  }
}

const SOURCE_COLUMNS = 48
const STATE_COLUMNS = Math.max(...Object.values(stateWords).map((word) => word.length))

/** A job as a row for eyes. */
export function formatJobRow(job: Job, dates: ReturnType<typeof createDates>, now: number): string {
  const took = job.durationMs === null ? '' : formatDuration(job.durationMs)
  return [
    job.id,
    dates.row(job.createdAt, now).padEnd(11),
    stateWords[job.state].padEnd(STATE_COLUMNS),
    took.padStart(10),
    shortenMiddle(sourceText(job.source), SOURCE_COLUMNS).padEnd(SOURCE_COLUMNS),
    job.error?.message ?? job.summary,
  ]
    .join('  ')
    .trimEnd()
}
