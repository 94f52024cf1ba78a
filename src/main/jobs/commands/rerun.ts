import { isRunnableSource } from '#shared/model/source.ts'
import { PackedList } from '#main/lib/packed-list.ts'
import { Sequencer } from '#main/lib/sequencer.ts'
import type { JournalReader, KnownRow } from '#main/storage/journal/journal.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { RerunPreview } from '#shared/model/rerun.ts'
import { isOpen } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import { RerunFilter } from './rerun-filter.ts'
import { selectJobs } from './rerun-selection.ts'
import type { DuplicateRow, RerunRequest, RequestedJob } from '#main/jobs/engine.ts'
import { catchJournalError } from './command-result.ts'
import type { CommandId } from './command-executor.ts'
import type { RunCommands } from './run-commands.ts'

/** Jobs of one connection and workflow: they become a run of their own. */
interface RerunGroup {
  readonly connectionId: string
  readonly workflowId: string
  /** The runs they come from. */
  readonly runs: Set<string>
  readonly jobs: PackedList<RequestedJob>
  readonly duplicateRows: DuplicateRow[]
}

/** Runs many jobs again, each as a new job with `retryOf`; the old ones stay as they are. */
export class Rerun {
  readonly #context: EngineContext
  readonly #runCommands: Pick<RunCommands, 'createAll'>
  /** One selection after another, so that each sees the jobs that the one before made. */
  readonly #sequencer = new Sequencer()

  constructor(context: EngineContext, runCommands: Pick<RunCommands, 'createAll'>) {
    this.#context = context
    this.#runCommands = runCommands
  }

  /** How many jobs and runs a rerun would make, and what of the matches was run again before. */
  preview(request: RerunRequest): Promise<Result<RerunPreview>> {
    const { reader } = this.#context
    return catchJournalError(async () => {
      const runs = new Set<string>()
      const workflowIds = new Set<string>()
      const connectionIds = new Set<string>()
      const counts = { jobs: 0, unknown: 0, open: 0, unclear: 0, elsewhere: 0 }
      const again = { jobs: 0, finished: 0, at: 0, runId: '' }
      const filter = new RerunFilter(reader, request)
      for await (const jobs of selectJobs(reader, request.from)) {
        const { included, reruns, others } = await filter.sortOut(jobs)
        counts.unknown += jobs.filter(({ state }) => state === 'unknown').length
        counts.open += jobs.filter(({ state }) => isOpen(state)).length
        counts.jobs += included.length
        counts.unclear += included.filter(({ id }) => others.unclear.has(id)).length
        counts.elsewhere += others.elsewhere.size
        for (const { state, createdAt, runId } of reruns) {
          again.jobs += 1
          if (state === 'finished') again.finished += 1
          if (createdAt < again.at) continue
          again.at = createdAt
          again.runId = runId
        }
        for (const job of included) {
          runs.add(toGroupKey(job, request))
          workflowIds.add(request.workflowId ?? job.workflowId)
          connectionIds.add(job.connectionId)
        }
      }
      return ok({
        ...counts,
        runs: runs.size,
        workflowIds: [...workflowIds],
        connectionIds: [...connectionIds],
        again: again.jobs === 0 ? null : again,
      })
    })
  }

  /** Makes a run for each connection and workflow, all in one command. When one of them cannot be sent, none is made. */
  run(request: RerunRequest, commandId?: CommandId): Promise<Result<readonly Run[]>> {
    const { commands, runs } = this.#context
    return catchJournalError(() =>
      this.#sequencer.run(async () => {
        const earlier = await commands.findAnswer(commandId)
        if (earlier !== null)
          return earlier.ok ? ok(earlier.data.runs.map((run) => runs.withState(run))) : earlier
        const groups = await this.#collect(request)
        if (groups.length === 0) return fail(appError('run.nothingAgain'))
        const requests = groups.map(({ connectionId, workflowId, jobs, duplicateRows, runs: from }) => {
          const [retryOf = null] = from.size === 1 ? from : []
          return { connectionId, workflowId, jobs, duplicateRows, retryOf }
        })
        return this.#runCommands.createAll(requests, commandId)
      }),
    )
  }

  async #collect(request: RerunRequest): Promise<readonly RerunGroup[]> {
    const groups = new Map<string, RerunGroup>()
    const { reader } = this.#context
    const filter = new RerunFilter(reader, request)
    let room = request.most ?? Infinity
    for await (const jobs of selectJobs(reader, request.from)) {
      if (room <= 0) break
      const included = (await filter.sortOut(jobs)).included.slice(0, room)
      room -= included.length
      const requested = await Promise.all(included.map((job) => toRequestedJob(reader, job)))
      const sharedRows = Map.groupBy(
        await reader.sharedRows(included.map(({ id }) => id)),
        ({ jobId }) => jobId,
      )
      for (const [index, job] of included.entries()) {
        const key = toGroupKey(job, request)
        const { connectionId } = job
        const workflowId = request.workflowId ?? job.workflowId
        const group = groups.get(key) ?? {
          connectionId,
          workflowId,
          runs: new Set(),
          jobs: new PackedList<RequestedJob>(),
          duplicateRows: [],
        }
        groups.set(key, group)
        group.runs.add(job.runId)
        const requestedJob = requested[index]
        if (requestedJob !== undefined && requestedJob !== null)
          addToGroup(group, requestedJob, sharedRows.get(job.id) ?? [])
      }
    }
    return [...groups.values()]
  }
}

/** A job of several rows of its list is the job of the same rows in its rerun. */
function addToGroup(
  { jobs, duplicateRows }: RerunGroup,
  job: RequestedJob,
  [own, ...others]: readonly KnownRow[],
): void {
  const jobPosition = jobs.length + duplicateRows.length
  jobs.push({ ...job, position: jobPosition, ...(own !== undefined && { labels: own.labels }) })
  for (const [index, { labels }] of others.entries())
    duplicateRows.push({ position: jobPosition + index + 1, jobPosition, labels })
}

/** A job as a rerun asks for it: its own source, sealed as it was, and the handle that its file got. Null: there is none, or it is unreadable. */
export async function toRequestedJob(reader: JournalReader, job: Job): Promise<RequestedJob | null> {
  const { id, source, labels, handle } = job
  if (!isRunnableSource(source)) return null
  const isSealed = source.kind === 'url' && source.sealed === true
  return { source, sealed: isSealed ? await reader.sealed(id) : null, labels, handle, retryOf: id }
}

const toGroupKey = (job: Job, request: RerunRequest): string =>
  `${job.connectionId}\n${request.workflowId ?? job.workflowId}`
