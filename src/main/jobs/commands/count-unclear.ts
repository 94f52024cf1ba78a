import type { JournalReader } from '#main/storage/journal/journal.ts'
import { sourceText } from '#shared/model/source.ts'
import type { Job } from '#shared/model/job.ts'

/**
 * How many of these jobs have a source of which another job may have started, with the workflow they would run with
 * (null for their own). A job that may have started itself is not counted: its state says so already.
 */
export async function countUnclear(
  reader: Pick<JournalReader, 'unclearSources'>,
  jobs: readonly Job[],
  workflowId: string | null,
): Promise<number> {
  const groups = new Map<string, { connectionId: string; workflowId: string; texts: string[] }>()
  for (const job of jobs) {
    const text = toAskedText(job)
    if (text === null || job.state === 'unknown') continue
    const wanted = workflowId ?? job.workflowId
    const key = `${job.connectionId}\n${wanted}`
    const group = groups.get(key) ?? { connectionId: job.connectionId, workflowId: wanted, texts: [] }
    group.texts.push(text)
    groups.set(key, group)
  }
  let count = 0
  for (const group of groups.values()) {
    const distinct = [...new Set(group.texts)]
    const unclear = new Set(await reader.unclearSources(group.connectionId, group.workflowId, distinct))
    count += group.texts.filter((text) => unclear.has(text)).length
  }
  return count
}

/** What the job asks the service for; null for a file without a handle, and for a link that was shortened. */
function toAskedText({ source, handle }: Job): string | null {
  if (source.kind === 'file') return handle
  return source.kind === 'url' && source.sealed === true ? null : sourceText(source)
}
