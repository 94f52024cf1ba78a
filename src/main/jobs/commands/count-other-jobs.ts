import type { JournalReader } from '#main/storage/journal/journal.ts'
import { sourceText } from '#shared/model/source.ts'
import type { Job } from '#shared/model/job.ts'

/** How many jobs have a source of which another job … */
export interface OtherJobs {
  /** … may have started. */
  readonly unclear: number
  /** … has a result, or is on its way. */
  readonly elsewhere: number
}

/**
 * What other jobs there are of the sources of these jobs, with the workflow they would run with (null for their own). What the
 * state of a job itself says already is not counted.
 */
export async function countOtherJobs(
  reader: Pick<JournalReader, 'unclearSources' | 'finishedSources' | 'openSources'>,
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
    group.sources.push({ text, state: job.workflowId === wanted ? job.state : null })
    groups.set(key, group)
  }
  let [unclear, elsewhere] = [0, 0]
  for (const group of groups.values()) {
    const distinct = [...new Set(group.sources.map(({ text }) => text))]
    const asked = [group.connectionId, group.workflowId, distinct] as const
    const mayHaveStarted = new Set(await reader.unclearSources(...asked))
    const done = new Set([
      ...(await reader.finishedSources(...asked)),
      ...(await reader.openSources(...asked)),
    ])
    for (const { text, state } of group.sources) {
      if (state !== 'unknown' && mayHaveStarted.has(text)) unclear += 1
      if (state !== 'finished' && done.has(text)) elsewhere += 1
    }
  }
  return { unclear, elsewhere }
}

interface JobsOfWorkflow {
  readonly connectionId: string
  readonly workflowId: string
  /** `state`: of the job, when it ran with this workflow. */
  readonly sources: { readonly text: string; readonly state: Job['state'] | null }[]
}

/** What the job asks the service for; null for a file without a handle, and for a link that was shortened. */
function toAskedText({ source, handle }: Job): string | null {
  if (source.kind === 'file') return handle
  return source.kind === 'url' && source.sealed === true ? null : sourceText(source)
}
