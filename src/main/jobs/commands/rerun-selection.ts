import { readPages } from '#main/lib/paged-reader.ts'
import type { JobFilter, JournalReader } from '#main/storage/journal/journal.ts'
import type { Job, JobState } from '#shared/model/job.ts'
import type { RerunRequest } from '#main/jobs/engine.ts'

const PAGE_ROWS = 500

const RERUN_STATES: readonly JobState[] = ['failed', 'rejected', 'unknown']

/** The jobs that a request names, a page at a time, in the order they were made. `states`: those of a run that it means. */
export async function* selectJobs(
  reader: JournalReader,
  from: RerunRequest['from'],
  states: readonly JobState[] = RERUN_STATES,
): AsyncGenerator<readonly Job[]> {
  switch (from.kind) {
    case 'jobs': {
      const ids = [...new Set(from.jobIds)].toSorted()
      for (let start = 0; start < ids.length; start += PAGE_ROWS) {
        const found = await Promise.all(ids.slice(start, start + PAGE_ROWS).map((id) => reader.job(id)))
        yield found.filter((job) => job !== null)
      }
      return
    }
    case 'run': {
      const { runId, cause } = from
      for await (const jobs of readJobs(reader, { runId, states }))
        yield jobs.filter(
          ({ error }) => cause === null || (error?.code === cause.code && error.message === cause.message),
        )
      return
    }
    case 'filter':
      yield* readJobs(reader, from.filter)
  }
}

async function* readJobs(reader: JournalReader, filter: JobFilter): AsyncGenerator<readonly Job[]> {
  const pages = readPages((cursor) => reader.page({ ...filter, order: 'list' }, cursor, PAGE_ROWS))
  for await (const { jobs } of pages) yield jobs
}
