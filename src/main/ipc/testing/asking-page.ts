import { randomUUID } from 'node:crypto'
import type { createDispatch } from '#main/ipc/dispatch.ts'
import type { createDroppedFilesTaker } from '#main/ipc/dropped-files.ts'
import type { Listeners } from '#main/lib/listeners.ts'
import type { Events, RouteInput, RouteName, RouteOutput } from '#shared/ipc/contract.ts'
import { pack } from '#shared/ipc/packed.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'
import type { FoundFile } from '#shared/model/found-file.ts'
import type { Job } from '#shared/model/job.ts'
import type { Result } from '#shared/model/result.ts'
import type { SourceInput } from '#shared/model/source-input.ts'
import type { listeningPage } from './page.ts'

/** What a page sends; a command without an id gets one. */
type TestInput<K extends RouteName> =
  RouteInput<K> extends { commandId: string }
    ? Omit<RouteInput<K>, 'commandId'> & { commandId?: string }
    : RouteInput<K>

interface AskingPageOptions {
  readonly dispatch: ReturnType<typeof createDispatch>
  readonly takeDroppedFiles: ReturnType<typeof createDroppedFilesTaker>
  readonly heard: ReturnType<typeof listeningPage>['heard']
  /** Called after each change of a job. */
  readonly jobChanges: Pick<Listeners<Job>, 'subscribe'>
  /** Bugs that main reported: the next answer rejects with the first one. */
  readonly bugs: readonly unknown[]
}

/** A page that makes requests of main, and what a test asks for in several requests. */
export function askingPage({ dispatch, takeDroppedFiles, heard, jobChanges, bugs }: AskingPageOptions) {
  const ask = async <K extends RouteName>(route: K, input: TestInput<K>): Promise<Result<RouteOutput<K>>> => {
    const isObject = typeof input === 'object' && input !== null
    const answer = await dispatch(route, isObject ? { commandId: randomUUID(), ...input } : input)
    if (bugs.length > 0) throw bugs[0]
    return answer as Result<RouteOutput<K>>
  }
  /** The data of a good answer; rejects with the error of another one. */
  const must = async <K extends RouteName>(route: K, input: TestInput<K>): Promise<RouteOutput<K>> => {
    const answer = await ask(route, input)
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.data
  }
  /** Adds paths, as a drop does; resolves with the files once the walk has ended. */
  const collect = async (...paths: readonly string[]): Promise<readonly FoundFile[]> => {
    const started = takeDroppedFiles(paths)
    if (!started.ok) throw new Error(started.error.message)
    const { walkId } = started.data
    const ofWalk = (payloads: readonly Events['files.found'][]) =>
      payloads.filter((payload) => payload.walkId === walkId)
    const messages = await heard('files.found', (payloads) => ofWalk(payloads).some(({ done }) => done))
    return ofWalk(messages).flatMap(({ files }) => files)
  }
  /** Resolves with the jobs of a run in their order, once all have ended. */
  const ended = (runId: string): Promise<readonly Job[]> =>
    new Promise((resolve, reject) => {
      const look = async (): Promise<void> => {
        const { jobs } = await must('jobs.page', { filter: { runId }, before: null, limit: 500 })
        if (jobs.some(({ endedAt }) => endedAt === null)) return
        stopLooking()
        resolve(jobs.toSorted((a, b) => a.position - b.position))
      }
      const tryLook = (): void => void look().catch(reject)
      const stopLooking = jobChanges.subscribe(tryLook)
      tryLook()
    })
  /** Runs a workflow on the Sandbox to its end. */
  const run = async (workflowId: string, sources: readonly SourceInput[]): Promise<readonly Job[]> => {
    const { id } = await must('runs.create', { connectionId: SANDBOX_ID, workflowId, sources: pack(sources) })
    return ended(id)
  }
  return { ask, must, collect, ended, run }
}
