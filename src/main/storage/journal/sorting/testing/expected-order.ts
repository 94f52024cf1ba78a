import type { ColumnField, JobColumn } from '#shared/model/columns/index.ts'
import { findLossAt } from '#shared/model/forgotten.ts'
import { JOB_STATES, type Job } from '#shared/model/job.ts'
import { sourceText } from '#shared/model/source.ts'

/** How the workflows and connections of a varied history are called. */
export const NAMES = { w0: 'Zoo', w1: 'apple', c0: 'Shop', c1: 'Apples' }

const fold = (text: string): string => text.normalize('NFC').toLowerCase()
const sortable = (text: string | null): number | string | null =>
  text === null || text === '' ? null : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : fold(text)

/** What a person sees a job by in each column. */
export function valueOf(job: Job, column: JobColumn, runNames: ReadonlyMap<string, string | null>) {
  if (column.kind === 'label') return sortable(job.labels[column.name] ?? null)
  if (column.kind !== 'field') throw new Error('not asked')
  const values: Record<ColumnField, number | string | null> = {
    state: JOB_STATES.indexOf(job.state),
    source: fold(sourceText(job.source)),
    workflow: sortable((NAMES as Record<string, string>)[job.workflowId] ?? job.workflowId),
    connection: sortable((NAMES as Record<string, string>)[job.connectionId] ?? job.connectionId),
    verdict: { flagged: 0, clear: 1, none: null }[job.verdict],
    result: sortable(job.error === null ? job.summary : job.error.message),
    duration: job.durationMs,
    started: job.startedAt ?? job.sentAt,
    kept: job.body !== null ? 0 : findLossAt(job),
    created: job.createdAt,
    ended: job.endedAt,
    run: sortable(runNames.get(job.runId) ?? null),
    jobId: job.remoteJobId,
    kind: job.source.kind,
    size: job.source.kind === 'file' ? (job.source.bytes ?? null) : null,
    resultSize: job.body?.bytes ?? null,
    files: job.files?.total ?? null,
    requests: job.polls,
    tags: job.tags[0] === undefined ? null : fold(job.tags[0]),
    note: sortable(job.note),
  }
  return values[column.field]
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [Array.from(a, (c) => c.codePointAt(0) ?? 0), Array.from(b, (c) => c.codePointAt(0) ?? 0)]
    for (let at = 0; at < Math.min(x.length, y.length); at += 1)
      if (x[at] !== y[at]) return (x[at] ?? 0) - (y[at] ?? 0)
    return x.length - y.length
  }
  return typeof a === 'number' ? -1 : 1
}

/** The ids of jobs, which stand oldest first, as a list shows them that is sorted whole. */
export function listSorted(
  jobs: readonly Job[],
  valueFor: (job: Job) => number | string | null,
  falling: boolean,
) {
  const valued = jobs.flatMap((job, place) => {
    const value = valueFor(job)
    return value === null ? [] : [{ job, value, place }]
  })
  valued.sort((a, b) => compare(a.value, b.value) || a.place - b.place)
  if (falling) valued.reverse()
  const others = jobs.filter((job) => valueFor(job) === null).toReversed()
  return [...valued.map(({ job }) => job.id), ...others.map(({ id }) => id)]
}
