import type { JournalReader, KnownRow } from '#main/storage/journal/journal.ts'
import type { DuplicateRow, RequestedJob } from '#main/jobs/engine.ts'
import { sourceText } from '#shared/model/source.ts'
import type { PlannedSource } from './planned-source.ts'

/** Sources in one query to the journal. */
const TEXTS_PER_QUERY = 2000

interface KnownPlan {
  readonly connectionId: string
  readonly workflowId: string
  /** All rows of the list, in its order. */
  readonly jobs: readonly RequestedJob[]
  /** Indexes of those that are not run, since they have a result. */
  readonly known: ReadonlySet<number>
  /** Rows that repeat the source of another row: the place of that row, by their own places. */
  readonly origins?: ReadonlyMap<number, number>
}

export interface SplitPlan {
  readonly jobs: readonly RequestedJob[]
  readonly knownRows: readonly KnownRow[]
  readonly duplicateRows: readonly DuplicateRow[]
}

/**
 * Divides a list into the jobs to run, the rows whose result is known, and the rows that share a job. A row that the person
 * left out for its result, and whose result cannot be found any more, is in none of them: nothing is billed for it.
 */
export async function splitKnownRows(
  reader: Pick<JournalReader, 'finishedJobs'>,
  { connectionId, workflowId, jobs, known, origins = new Map() }: KnownPlan,
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
  const duplicateRows: DuplicateRow[] = []
  for (const [position, job] of jobs.entries()) {
    const origin = origins.get(position) ?? position
    if (origin !== position && !known.has(origin)) {
      duplicateRows.push({ position, jobPosition: origin, labels: job.labels ?? {} })
      continue
    }
    if (!known.has(origin)) {
      run.push({ ...job, position })
      continue
    }
    const jobId = jobIds.get(toText(jobs[origin]) ?? '')
    if (jobId !== undefined) knownRows.push({ position, source: job.source, labels: job.labels ?? {}, jobId })
  }
  return { jobs: run, knownRows, duplicateRows }
}

/** For each duplicate, the place of the first row with the same source that is no duplicate itself. */
export function findOrigins(
  sources: readonly PlannedSource[],
  duplicates: ReadonlySet<number>,
): ReadonlyMap<number, number> {
  const origins = new Map<number, number>()
  if (duplicates.size === 0) return origins
  const firsts = new Map<string, number>()
  const toKey = (source: PlannedSource): string => `${source.kind} ${sourceText(source)}`
  for (const [position, source] of sources.entries())
    if (!duplicates.has(position) && !firsts.has(toKey(source))) firsts.set(toKey(source), position)
  for (const position of duplicates) {
    const source = sources[position]
    const first = source === undefined ? undefined : firsts.get(toKey(source))
    if (first !== undefined) origins.set(position, first)
  }
  return origins
}

/** What a run asks for, as text; null for a file whose bytes are not stored. */
function toText(job: RequestedJob | undefined): string | null {
  if (job === undefined) return null
  return job.handle ?? (job.source.kind === 'file' ? null : sourceText(job.source))
}
