import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import { mayTryAgain } from '#shared/model/job-state.ts'

const PAGE = 500

/** Puts the failed uploads of a run back in the queue; what the service said of a job that ran stays. */
export async function queueFailedUploads(
  reader: JournalReader,
  commits: JobTransitions,
  runId: string,
): Promise<void> {
  let after: string | null = null
  for (;;) {
    const jobs = await reader.inState('failed', after, PAGE, runId)
    const again = jobs.filter(mayTryAgain)
    await Promise.all(again.map((job) => commits.transition(job, 'queued', { error: null, endedAt: null })))
    if (jobs.length < PAGE) return
    after = jobs.at(-1)?.id ?? null
  }
}
