import { useRequest } from '#renderer/lib/use-request.ts'
import type { DocumentSummary } from '#renderer/workers/json/document.ts'
import type { ResultTask } from '#renderer/workers/json/result-tasks.ts'
import type { Job } from '#shared/model/job.ts'
import { ok, type Result } from '#shared/model/result.ts'
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

/** The result of a job. It has a worker of its own, which ends when the component is unmounted. */
export function useResult(job: Job | null): ResultState {
  const body = job?.body ?? null
  const jobId = job?.id ?? ''
  const { status, data } = useRequest(body === null ? null : [jobId, body.bytes, body.sha256], (signal) =>
    openResult(jobId, body?.bytes ?? 0, signal),
  )
  if (status === 'idle') return { kind: 'none' }
  if (data !== null) return { kind: 'ready', result: data }
  return { kind: status === 'failed' ? 'failed' : 'loading' }
}

/** Rejects when the result cannot be read; the worker ends with the signal. */
async function openResult(jobId: string, bytes: number, signal: AbortSignal): Promise<Result<OpenedResult>> {
  const document = new ResultDocument()
  signal.addEventListener('abort', () => document.close())
  const summary = await document.open(jobId, bytes)
  return ok({ document, summary, tasks: await document.ask('tasks') })
}
