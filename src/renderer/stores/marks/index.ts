import { useEffect, useState } from 'react'
import { newCommandId, request, subscribe } from '#renderer/client/index.ts'
import { toast } from '#renderer/stores/toast/index.ts'
import type { Deletion } from '#shared/model/deletion.ts'
import type { RerunInput } from '#shared/model/rerun.ts'
import type { Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import { markWords as words } from '#shared/text/marks.ts'

/** The jobs that something is done with, and how many the person was told they are. */
export interface ChosenJobs {
  readonly from: RerunInput['from']
  readonly count: number
}

const toInput = ({ from, count }: ChosenJobs) => ({ from, most: count, commandId: newCommandId() })

/** The one job of a panel or a row. */
export const oneJob = (jobId: string): ChosenJobs => ({ from: { kind: 'jobs', jobIds: [jobId] }, count: 1 })

export const jobsOfRun = ({ id, total }: Run): ChosenJobs => ({
  from: { kind: 'run', runId: id },
  count: total,
})

/** Says what came of it; true when it was done. */
function tell<T>(answer: Result<T>, toText: (data: T) => string): boolean {
  if (answer.ok) toast({ text: toText(answer.data), tone: 'info' })
  else toast({ text: `${answer.error.message} ${answer.error.advice}`.trim(), tone: 'error' })
  return answer.ok
}

export const addTags = async (jobs: ChosenJobs, tags: readonly string[]): Promise<boolean> =>
  tell(await request('jobs.tag', { ...toInput(jobs), add: [...tags], remove: [] }), words.tagged)

export const removeTags = async (jobs: ChosenJobs, tags: readonly string[]): Promise<boolean> =>
  tell(await request('jobs.tag', { ...toInput(jobs), add: [], remove: [...tags] }), words.untagged)

/** An empty note removes the one that is there. */
export async function saveNote(jobs: ChosenJobs, text: string): Promise<boolean> {
  const note = text.trim() === '' ? null : text.trim()
  const answer = await request('jobs.note', { ...toInput(jobs), note })
  return tell(answer, note === null ? words.noteRemoved : words.noted)
}

/** The tags in use that begin so, the most used first. */
export async function findTags(beginning: string): Promise<readonly string[]> {
  const answer = await request('jobs.tagNames', { beginning })
  return answer.ok ? answer.data.map(({ name }) => name) : []
}

/** Deletes jobs and says what came of it, with a way back. */
export async function deleteJobs(jobs: ChosenJobs): Promise<boolean> {
  const answer = await request('jobs.delete', toInput(jobs))
  if (!answer.ok) return tell(answer, () => '')
  const { id, jobs: deleted, unwatched } = answer.data
  toast({
    text: words.deleted(answer.data),
    tone: 'info',
    ...(deleted + unwatched > 0 && {
      action: { label: words.undo, onClick: () => void restoreDeletion(id) },
    }),
  })
  return true
}

export async function restoreDeletion(deletionId: string): Promise<void> {
  tell(await request('jobs.restore', { deletionId, commandId: newCommandId() }), words.restored)
}

/** The deletions that can be undone, newest first, kept up to date while the component is mounted. */
export function useDeletions(): readonly Deletion[] {
  const [deletions, setDeletions] = useState<readonly Deletion[]>([])
  useEffect(() => {
    let isOver = false
    const ask = async (): Promise<void> => {
      const answer = await request('jobs.deletions', undefined)
      if (!isOver && answer.ok) setDeletions(answer.data)
    }
    void ask()
    const stop = subscribe('jobs.changed', ({ more }) => {
      if (more) void ask()
    })
    return () => {
      isOver = true
      stop()
    }
  }, [])
  return deletions
}

/** Puts the results of all of these jobs on the clipboard, as one array. */
export async function copyResults(jobs: ChosenJobs): Promise<void> {
  const answer = await request('jobs.copyResults', { from: jobs.from, most: jobs.count })
  tell(answer, ({ results, left }) => toSentences(words.copiedAll(results), left))
}

/** Saves the results of all of these jobs, or their rows, where the person chooses. */
export async function saveResults(jobs: ChosenJobs, as: 'json' | 'csv' | 'ndjson'): Promise<void> {
  const answer = await request('jobs.saveResults', { from: jobs.from, most: jobs.count, as })
  if (answer.ok && answer.data === null) return
  tell(answer, (saved) => {
    if (saved === null) return ''
    const { results, left } = saved
    return toSentences(as === 'json' ? words.savedAll(results) : words.savedRows(results), left)
  })
}

const toSentences = (text: string, left: number): string =>
  left === 0 ? text : `${text} ${words.leftOut(left)}`
