import { readPages } from '#main/lib/paged-reader.ts'
import type { JobFilter, JournalReader } from '#main/storage/journal/journal.ts'
import type { Job } from '#shared/model/job.ts'

/** Jobs by their ids, or all that match a filter; no more than `most`. */
export interface SelectedJobs {
  readonly from:
    | { readonly kind: 'jobs'; readonly jobIds: readonly string[] }
    | { readonly kind: 'filter'; readonly filter: JobFilter }
  readonly most: number
}

const PAGE_ROWS = 200

/** The selected jobs, page by page: sorted as the filter says, else in the order they were made. */
export async function* readSelected(
  reader: Pick<JournalReader, 'job' | 'page'>,
  { from, most }: SelectedJobs,
): AsyncGenerator<readonly Job[]> {
  let room = most
  const pages = from.kind === 'jobs' ? readByIds(reader, from.jobIds) : readByFilter(reader, from.filter)
  for await (const jobs of pages) {
    yield jobs.slice(0, room)
    room -= jobs.length
    if (room <= 0) return
  }
}

async function* readByIds(
  reader: Pick<JournalReader, 'job'>,
  jobIds: readonly string[],
): AsyncGenerator<readonly Job[]> {
  const ids = [...new Set(jobIds)].toSorted()
  for (let start = 0; start < ids.length; start += PAGE_ROWS) {
    const found = await Promise.all(ids.slice(start, start + PAGE_ROWS).map((id) => reader.job(id)))
    yield found.filter((job) => job !== null)
  }
}

async function* readByFilter(
  reader: Pick<JournalReader, 'page'>,
  filter: JobFilter,
): AsyncGenerator<readonly Job[]> {
  const ordered = filter.sort === undefined ? { ...filter, order: 'list' as const } : filter
  const pages = readPages((cursor) => reader.page(ordered, cursor, PAGE_ROWS))
  for await (const { jobs } of pages) yield jobs
}
