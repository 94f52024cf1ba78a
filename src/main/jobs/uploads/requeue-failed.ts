import { readPagesById } from '#main/lib/paged-reader.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import { mayTryAgain } from '#shared/model/job-state.ts'

const PAGE_ROWS = 500

/** Puts the failed uploads of a run back in the queue; a job that the service ended as failed stays failed. */
export async function requeueFailedUploads(
  { reader, transitions }: EngineContext,
  runId: string,
): Promise<void> {
  const pages = readPagesById(PAGE_ROWS, (afterId, rows) => reader.inState('failed', afterId, rows, runId))
  for await (const jobs of pages) {
    const requeued = jobs.filter(mayTryAgain)
    const patch = { error: null, endedAt: null }
    await Promise.all(requeued.map((job) => transitions.transition(job, 'queued', patch)))
  }
}
