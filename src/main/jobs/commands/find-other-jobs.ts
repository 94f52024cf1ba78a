import type { JournalReader } from '#main/storage/journal/journal.ts'
import { isRunnableSource, sourceText } from '#shared/model/source.ts'
import type { Job } from '#shared/model/job.ts'

/** Which jobs have a source of which another job … */
export interface OtherJobs {
  /** … may have started. */
  readonly unclear: ReadonlySet<string>
  /** … has a result that is newer than they are, or is on its way. */
  readonly elsewhere: ReadonlySet<string>
}

/**
 * What other jobs there are of the sources of these jobs, with the workflow they would run with (null for their own). What the
 * state of a job itself says already is not counted, and no result that was known when the job was made.
 */
export async function findOtherJobs(
  reader: Pick<JournalReader, 'unclearSources' | 'finishedJobs' | 'openSources'>,
  jobs: readonly Job[],
  workflowId: string | null,
): Promise<OtherJobs> {
  const groups = new Map<string, JobsOfWorkflow>()
  for (const job of jobs) {
    const text = toAskedText(job)
    if (text === null) continue
    const wanted = workflowId ?? job.workflowId
    const key = `${job.connectionId}\n${wanted}`
    const group = groups.get(key) ?? { connectionId: job.connectionId, workflowId: wanted, sources: [] }
    group.sources.push({ text, job, isSameWork: job.workflowId === wanted })
    groups.set(key, group)
  }
  const unclear = new Set<string>()
  const elsewhere = new Set<string>()
  for (const group of groups.values()) {
    const distinct = [...new Set(group.sources.map(({ text }) => text))]
    const asked = [group.connectionId, group.workflowId, distinct] as const
    const mayHaveStarted = new Set(await reader.unclearSources(...asked))
    const results = new Map((await reader.finishedJobs(...asked)).map(({ text, jobId }) => [text, jobId]))
    const open = new Set(await reader.openSources(...asked))
    for (const { text, job, isSameWork } of group.sources) {
      const isState = (state: Job['state']): boolean => isSameWork && job.state === state
      if (!isState('unknown') && mayHaveStarted.has(text)) unclear.add(job.id)
      // Ids begin with their time.
      const result = results.get(text) ?? ''
      const hasResult = isSameWork ? result > job.id : result !== ''
      if (!isState('finished') && (hasResult || open.has(text))) elsewhere.add(job.id)
    }
  }
  return { unclear, elsewhere }
}

interface JobsOfWorkflow {
  readonly connectionId: string
  readonly workflowId: string
  /** `isSameWork`: the job ran with this workflow. */
  readonly sources: { readonly text: string; readonly job: Job; readonly isSameWork: boolean }[]
}

/** What the job asks the service for; null for a file without a handle, and for a link that was shortened. */
function toAskedText({ source, handle }: Job): string | null {
  if (source.kind === 'file') return handle
  if (!isRunnableSource(source)) return null
  return source.kind === 'url' && source.sealed === true ? null : sourceText(source)
}
