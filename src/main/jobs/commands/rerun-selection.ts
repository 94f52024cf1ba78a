import type { JobFilter, JournalReader } from '#main/storage/journal/journal.ts'
import type { Job } from '#shared/model/job.ts'
import type { RerunRequest } from '#main/jobs/engine.ts'

const PAGE = 500

/** The jobs that a request to run again speaks of, a page at a time, in the order they were made. */
export async function* selectJobs(
  reader: JournalReader,
  { from }: RerunRequest,
): AsyncGenerator<readonly Job[]> {
  switch (from.kind) {
    case 'jobs': {
      const ids = [...new Set(from.jobIds)].toSorted()
      for (let at = 0; at < ids.length; at += PAGE) {
        const found = await Promise.all(ids.slice(at, at + PAGE).map((id) => reader.job(id)))
        yield found.filter((job) => job !== null)
      }
      return
    }
    case 'run': {
      const { runId, cause } = from
      for await (const jobs of pages(reader, { runId, states: ['failed', 'rejected', 'unknown'] }))
        yield jobs.filter(
          ({ error }) => cause === null || (error?.code === cause.code && error.message === cause.message),
        )
      return
    }
    case 'filter':
      yield* pages(reader, from.filter)
  }
}

async function* pages(reader: JournalReader, filter: JobFilter): AsyncGenerator<readonly Job[]> {
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<JournalReader['page']>> = await reader.page(
      { ...filter, order: 'list' },
      after,
      PAGE,
    )
    if (page.jobs.length > 0) yield page.jobs
    after = page.next
  } while (after !== null)
}
