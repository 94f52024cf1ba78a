import type { JournalReader, KnownRow } from '#main/storage/journal/journal.ts'
import type { RequestedJob } from '#main/jobs/engine.ts'
import { sourceText } from '#shared/model/source.ts'

/** Sources in one question to the journal. */
const TEXTS_PER_QUERY = 2000

interface KnownPlan {
  readonly connectionId: string
  readonly workflowId: string
  /** All rows of the list, in its order. */
  readonly jobs: readonly RequestedJob[]
  /** Indexes of those that are not run, since they have a result. */
  readonly known: ReadonlySet<number>
}

export interface SplitPlan {
  readonly jobs: readonly RequestedJob[]
  readonly knownRows: readonly KnownRow[]
}

/**
 * Divides a list into the jobs that are run and the rows whose result is known. A row whose result cannot be found (any
 * more) is in neither: it was left out by the person, and nothing is billed for it.
 */
export async function splitKnownRows(
  reader: Pick<JournalReader, 'finishedJobs'>,
  { connectionId, workflowId, jobs, known }: KnownPlan,
): Promise<SplitPlan> {
  const texts = [...known].flatMap((index) => toText(jobs[index]) ?? [])
  const jobIds = new Map<string, string>()
  for (let start = 0; start < texts.length; start += TEXTS_PER_QUERY) {
    const portion = texts.slice(start, start + TEXTS_PER_QUERY)
    for (const { text, jobId } of await reader.finishedJobs(connectionId, workflowId, portion))
      jobIds.set(text, jobId)
  }
  const run: RequestedJob[] = []
  const knownRows: KnownRow[] = []
  for (const [position, job] of jobs.entries()) {
    if (!known.has(position)) {
      run.push({ ...job, position })
      continue
    }
    const jobId = jobIds.get(toText(job) ?? '')
    if (jobId !== undefined) knownRows.push({ position, source: job.source, labels: job.labels ?? {}, jobId })
  }
  return { jobs: run, knownRows }
}

/** What a run asks for, as text; null for a file whose bytes are not stored. */
function toText(job: RequestedJob | undefined): string | null {
  if (job === undefined) return null
  return job.handle ?? (job.source.kind === 'file' ? null : sourceText(job.source))
}
