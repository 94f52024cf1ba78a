import type { AppError } from '#shared/errors/app-error.ts'
import type { Facet } from '#shared/model/facets.ts'
import type { CellRows } from '#shared/model/columns/index.ts'
import type { FileSaving } from '#shared/model/file-saving.ts'
import { mapLabels } from '#shared/model/labels.ts'
import type { Job } from '#shared/model/job.ts'
import type { Run } from '#shared/model/run.ts'

type Redact = (text: string) => string

/** A job as it may leave main, with the secrets cut from the texts of the service and of the sources. */
export function redactJob(job: Job, redact: Redact): Job {
  return {
    ...job,
    source: job.source.kind === 'url' ? { ...job.source, url: redact(job.source.url) } : job.source,
    labels: mapLabels(job.labels, redact),
    remoteStatus: job.remoteStatus === null ? null : redact(job.remoteStatus),
    summary: redact(job.summary),
    error: job.error === null ? null : redactError(job.error, redact),
  }
}

/** Cells as they may leave main. */
export const redactCells = (rows: CellRows, redact: Redact): CellRows =>
  Object.fromEntries(
    Object.entries(rows).map(([id, cells]) => [
      id,
      cells.map((cell) => (typeof cell === 'string' ? redact(cell) : cell)),
    ]),
  )

export function redactRun(run: Run, redact: Redact): Run {
  return {
    ...run,
    name: run.name === null ? null : redact(run.name),
    pausedBy: run.pausedBy === null ? null : redactError(run.pausedBy, redact),
  }
}

/** Counted values as they may leave main: a sheet may have a secret in a column. */
export const redactFacet = (facet: Facet, redact: Redact): Facet => ({
  ...facet,
  values: facet.values.map(({ value, jobs }) => ({ value: redact(value), jobs })),
})

/** An error as it may leave main. */
export function redactError(error: AppError, redact: (text: string) => string): AppError {
  return {
    ...error,
    message: redact(error.message),
    advice: redact(error.advice),
    ...(error.detail === undefined ? {} : { detail: redact(error.detail) }),
  }
}

/** How far a saving of files is, as it may leave main. */
export const redactFileSaving = (saving: FileSaving, redact: Redact): FileSaving => ({
  ...saving,
  error: saving.error === null ? null : redactError(saving.error, redact),
})
