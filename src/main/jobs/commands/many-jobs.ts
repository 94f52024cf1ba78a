import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { JobSelection } from '#main/jobs/engine.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { DoneCommand } from '#main/storage/journal/journal-command.ts'
import { ok, type Result } from '#shared/model/result.ts'
import { selectJobs } from './rerun-selection.ts'

/** Jobs that changed together are published one by one up to this many; of more, lists are read again. */
const MAX_PUBLISHED_JOBS = 500

/** The ids of the jobs that a person means, in the order they were made: no more than the person was told of. */
export async function selectIds(reader: JournalReader, selection: JobSelection): Promise<readonly string[]> {
  const { most = Infinity } = selection
  const ids: string[] = []
  for await (const jobs of selectJobs(reader, selection.from)) {
    for (const { id } of jobs) if (ids.length < most) ids.push(id)
    if (ids.length >= most) break
  }
  return ids
}

/** How many jobs a command was about. */
export const toCount = (answer: Result<DoneCommand>): Result<number> =>
  answer.ok ? ok(answer.data.jobCount ?? 0) : answer

/** Publishes jobs as they are now, or that very many of them changed. */
export async function publishJobs(
  { reader, ports }: Pick<EngineContext, 'reader' | 'ports'>,
  jobIds: readonly string[],
): Promise<void> {
  if (jobIds.length > MAX_PUBLISHED_JOBS) return ports.onManyJobs?.()
  const jobs = await Promise.all(jobIds.map((id) => reader.job(id)))
  for (const job of jobs) if (job !== null) ports.onJob(job)
}
