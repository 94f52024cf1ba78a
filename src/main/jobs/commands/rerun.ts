import { PackedList } from '#main/lib/packed-list.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { RerunPreview } from '#shared/model/rerun.ts'
import { isOpen } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import { countUnclear } from './count-unclear.ts'
import { selectJobs } from './rerun-selection.ts'
import type { RerunRequest, RequestedJob } from '#main/jobs/engine.ts'
import { catchJournalError } from '#main/jobs/runs/command-result.ts'
import type { RunCommands } from './run-commands.ts'

/** Jobs of one connection and workflow: they become a run of their own. */
interface RerunGroup {
  readonly connectionId: string
  readonly workflowId: string
  /** The runs they come from. */
  readonly runs: Set<string>
  readonly jobs: PackedList<RequestedJob>
}

/** Runs many jobs again, each as a new job with `retryOf`; the old ones stay as they are. */
export class Rerun {
  readonly #reader: JournalReader
  readonly #runCommands: Pick<RunCommands, 'create' | 'findRefusal'>

  constructor(reader: JournalReader, runCommands: Pick<RunCommands, 'create' | 'findRefusal'>) {
    this.#reader = reader
    this.#runCommands = runCommands
  }

  /** How many jobs and runs a rerun would make. */
  preview(request: RerunRequest): Promise<Result<RerunPreview>> {
    return catchJournalError(async () => {
      const runs = new Set<string>()
      const workflowIds = new Set<string>()
      const connectionIds = new Set<string>()
      const counts = { jobs: 0, unknown: 0, open: 0, unclear: 0 }
      for await (const jobs of selectJobs(this.#reader, request)) {
        for (const job of jobs) {
          if (job.state === 'unknown') counts.unknown += 1
          if (isOpen(job.state)) counts.open += 1
          if (!isIncluded(job, request)) continue
          counts.jobs += 1
          runs.add(toGroupKey(job, request))
          workflowIds.add(request.workflowId ?? job.workflowId)
          connectionIds.add(job.connectionId)
        }
        const included = jobs.filter((job) => isIncluded(job, request))
        counts.unclear += await countUnclear(this.#reader, included, request.workflowId)
      }
      return ok({
        ...counts,
        runs: runs.size,
        workflowIds: [...workflowIds],
        connectionIds: [...connectionIds],
      })
    })
  }

  /** A run for each connection and workflow. None is made when one of them could not be sent as things are. */
  run(rerunRequest: RerunRequest): Promise<Result<readonly Run[]>> {
    return catchJournalError(async () => {
      const groups = await this.#collect(rerunRequest)
      if (groups.length === 0) return fail(appError('run.nothingAgain'))
      const requests = groups.map(({ connectionId, workflowId, jobs, runs }) => {
        const [retryOf = null] = runs.size === 1 ? runs : []
        return { connectionId, workflowId, jobs, retryOf }
      })
      for (const request of requests) {
        const refusal = await this.#runCommands.findRefusal(request)
        if (refusal !== null) return fail(refusal)
      }
      const created: Run[] = []
      for (const request of requests) {
        const run = await this.#runCommands.create(request)
        // The runs that were made are at work: a notice says that the journal failed.
        if (!run.ok) return created.length > 0 ? ok(created) : run
        created.push(run.data)
      }
      return ok(created)
    })
  }

  async #collect(request: RerunRequest): Promise<readonly RerunGroup[]> {
    const groups = new Map<string, RerunGroup>()
    for await (const jobs of selectJobs(this.#reader, request)) {
      const included = jobs.filter((job) => isIncluded(job, request))
      const requested = await Promise.all(included.map((job) => toRequestedJob(this.#reader, job)))
      for (const [index, job] of included.entries()) {
        const key = toGroupKey(job, request)
        const { connectionId } = job
        const workflowId = request.workflowId ?? job.workflowId
        const group = groups.get(key) ?? {
          connectionId,
          workflowId,
          runs: new Set(),
          jobs: new PackedList<RequestedJob>(),
        }
        groups.set(key, group)
        group.runs.add(job.runId)
        const requestedJob = requested[index]
        if (requestedJob !== undefined && requestedJob !== null) group.jobs.push(requestedJob)
      }
    }
    return [...groups.values()]
  }
}

/** A job as a rerun asks for it: its own source, sealed as it was, and the handle that its file got. Null: unreadable. */
export async function toRequestedJob(reader: JournalReader, job: Job): Promise<RequestedJob | null> {
  const { id, source, labels, handle } = job
  if (source.kind === 'unreadable') return null
  const isSealed = source.kind === 'url' && source.sealed === true
  return { source, sealed: isSealed ? await reader.sealed(id) : null, labels, handle, retryOf: id }
}

/** Jobs that wait or run are never run again, a *may have started* only when the person asks for it. */
const isIncluded = ({ state, source }: Job, { includeUnknown }: RerunRequest): boolean =>
  !isOpen(state) && source.kind !== 'unreadable' && (state !== 'unknown' || includeUnknown)

const toGroupKey = (job: Job, request: RerunRequest): string =>
  `${job.connectionId}\n${request.workflowId ?? job.workflowId}`
