import { setTimeout as wait } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { MODERATION } from '#sandbox/workflows.ts'
import type { LoopJournal } from './loop-journal.ts'

export interface LoopOptions {
  readonly url: string
  readonly apiKey: string
  readonly handles: readonly string[]
  /** Requests at the same time. */
  readonly concurrency: number
  /** All jobs have ended by then, ms. */
  readonly maxJobMs: number
  /** Null: nothing is kept. */
  readonly journal: LoopJournal | null
}

/** Runs, waits and reads one status a job, at its known end. Returns the time that it takes, ms. */
export async function runLoop(options: LoopOptions): Promise<number> {
  const { url, apiKey, handles, concurrency, maxJobMs, journal } = options
  const agent = new Agent({ connections: concurrency, pipelining: 1 })
  const get = async (path: string): Promise<string> => {
    const { body } = await request(`${url}/${apiKey}/${path}`, { dispatcher: agent })
    return body.text()
  }
  const finish = async (handle: string, jobid: string): Promise<void> => {
    await wait(maxJobMs)
    const body = await get(`workflow_status=job_id:${jobid}`)
    const { status } = JSON.parse(body) as { readonly status: string }
    if (status !== 'Finished') throw new Error(`${jobid} is ${status}`)
    await journal?.keepResult(handle, body)
  }
  const waiting = handles.values()
  const results: Promise<void>[] = []
  const start = async (): Promise<void> => {
    // All workers share one iterator.
    for (const handle of waiting) {
      await journal?.writeIntent(handle)
      const { jobid } = JSON.parse(await get(`run_workflow=id:${MODERATION.id}/${handle}`)) as {
        readonly jobid: string
      }
      await journal?.writeStart(handle, jobid)
      results.push(finish(handle, jobid))
    }
  }
  const begun = performance.now()
  // Of the jobs that are being sent, a kill leaves unclear which have started: with a journal, no more than the engine has.
  const workers = journal === null ? handles.length : 2 * concurrency
  await Promise.all(Array.from({ length: workers }, start))
  await Promise.all(results)
  const elapsedMs = performance.now() - begun
  await agent.close()
  return elapsedMs
}
