import { readPages } from '#main/lib/paged-reader.ts'
import type { JournalReader, KnownRow } from '#main/storage/journal/journal.ts'
import type { Job } from '#shared/model/job.ts'
import type { StoredSource } from '#shared/model/source.ts'

/** A row of a list with the job that holds its result now. */
export interface SheetRow {
  readonly source: StoredSource
  readonly labels: Job['labels']
  readonly job: Job
}

/** Rows read and written together, so that memory stays small, and other work is done in between. */
const PAGE_ROWS = 1000

export type SheetReader = Pick<JournalReader, 'page' | 'knownRows' | 'latestResults' | 'labelNames' | 'run'>

/**
 * The list of a run, in its order: the jobs, each with its latest result; the rows whose result was known; and every row of a
 * source that several rows name.
 */
export async function* readSheetRows(
  reader: SheetReader,
  runId: string,
): AsyncGenerator<readonly SheetRow[]> {
  const allKnown = await reader.knownRows(runId)
  let written = 0
  const takeKnown = (before: number): readonly KnownRow[] => {
    const start = written
    while ((allKnown[written]?.position ?? Infinity) < before) written += 1
    return allKnown.slice(start, written)
  }
  for await (const { jobs } of readPages((cursor) =>
    reader.page({ runId, order: 'list' }, cursor, PAGE_ROWS),
  )) {
    const latest = await reader.latestResults(jobs.map(({ id }) => id))
    const rows: SheetRow[] = []
    for (const [index, job] of jobs.entries()) {
      const known = takeKnown(job.position + 1)
      rows.push(...(await readKnownRows(reader, known)))
      // A job of several rows is already among its known rows.
      if (known.at(-1)?.position === job.position) continue
      rows.push({ source: job.source, labels: job.labels, job: latest[index] ?? job })
    }
    yield rows
  }
  for (;;) {
    const rest = allKnown.slice(written, written + PAGE_ROWS)
    if (rest.length === 0) return
    written += rest.length
    yield await readKnownRows(reader, rest)
  }
}

/** The rows whose results other jobs hold, without those whose job does not exist any more. */
export async function readKnownRows(
  reader: Pick<SheetReader, 'latestResults'>,
  known: readonly KnownRow[],
): Promise<readonly SheetRow[]> {
  if (known.length === 0) return []
  const ids = [...new Set(known.map(({ jobId }) => jobId))]
  const found = await reader.latestResults(ids)
  const jobs = new Map(ids.map((id, index) => [id, found[index] ?? null]))
  return known.flatMap(({ source, labels, jobId }) => {
    const job = jobs.get(jobId) ?? null
    return job === null ? [] : [{ source, labels, job }]
  })
}

/**
 * The run that a list belongs to: of a rerun, the first run in the chain of reruns. A rerun with another workflow is a list of
 * its own: its results are no results of the earlier list.
 */
export async function findListRun(reader: Pick<SheetReader, 'run'>, runId: string): Promise<string> {
  const run = await reader.run(runId)
  if (run === null || run.retryOf === null) return runId
  const earlier = await reader.run(run.retryOf)
  return earlier?.workflowId === run.workflowId ? findListRun(reader, earlier.id) : runId
}
