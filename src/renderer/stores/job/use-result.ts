import { useEffect, useState } from 'react'
import type { DocumentSummary } from '#renderer/workers/json/document.ts'
import type { ResultTask } from '#renderer/workers/json/result-tasks.ts'
import type { Job } from '#shared/model/job.ts'
import { ResultDocument } from './result-document.ts'

/** A result that was read. */
export interface OpenedResult {
  readonly document: ResultDocument
  readonly summary: DocumentSummary
  readonly tasks: readonly ResultTask[]
}

export type ResultState =
  | { readonly kind: 'none' | 'loading' | 'failed' }
  | { readonly kind: 'ready'; readonly result: OpenedResult }

/** The result of a job, read in a worker of its own as long as the component is mounted. */
export function useResult(job: Job | null): ResultState {
  const [state, setState] = useState<ResultState & { readonly of: string | undefined }>({
    kind: 'none',
    of: undefined,
  })
  const jobId = job?.id
  const bytes = job?.body?.bytes
  const sha256 = job?.body?.sha256
  const of = sha256 === undefined ? undefined : `${jobId} ${sha256}`
  useEffect(() => {
    if (jobId === undefined || bytes === undefined) return undefined
    const document = new ResultDocument()
    let closed = false
    const read = async (): Promise<OpenedResult> => {
      const summary = await document.open(jobId, bytes)
      return { document, summary, tasks: await document.ask('tasks') }
    }
    read().then(
      (result) => !closed && setState({ kind: 'ready', result, of }),
      () => !closed && setState({ kind: 'failed', of }),
    )
    return () => {
      closed = true
      document.close()
    }
  }, [jobId, bytes, of])
  if (of === undefined) return { kind: 'none' }
  return state.of === of ? state : { kind: 'loading' }
}
