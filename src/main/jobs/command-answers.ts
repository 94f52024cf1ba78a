import type { JournalReader } from '#main/storage/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, type Result } from '#shared/model/result.ts'
import { stateWords } from '#shared/text/states.ts'
import { answering } from './run-commands.ts'

/** A command on one job. A journal that cannot be written or read is told as an error. */
export function withJob(
  reader: JournalReader,
  jobId: string,
  command: (job: Job) => Promise<Result<Job>>,
): Promise<Result<Job>> {
  return answering(async () => {
    const job = await reader.job(jobId)
    return job === null ? fail(appError('job.missing')) : command(job)
  })
}

export const notAllowed = (job: Job) =>
  fail(appError('job.notAllowed', { state: stateWords[job.state].toLowerCase() }))
