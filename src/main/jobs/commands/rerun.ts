import { PackedList } from '#main/lib/packed-list.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { RerunPreview } from '#shared/model/rerun.ts'
import { isOpen } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import { selectJobs } from './rerun-selection.ts'
import type { RerunRequest, RequestedJob } from '#main/jobs/engine.ts'
import { catchJournalError } from '#main/jobs/runs/command-result.ts'
import type { RunCommands } from './run-commands.ts'

/** Jobs of one connection and workflow: a run of their own. */
interface Group {
  readonly connectionId: string
  readonly workflowId: string
  /** The runs they come from. */
  readonly runs: Set<string>
  readonly jobs: PackedList<RequestedJob>
}

/** Runs many jobs again, each as a new job with `retryOf`; the old ones stay as they are. */
export class Rerun {
  readonly #reader: JournalReader
  readonly #commands: RunCommands

  constructor(reader: JournalReader, commands: RunCommands) {
    this.#reader = reader
    this.#commands = commands
  }

  preview(request: RerunRequest): Promise<Result<RerunPreview>> {
    return catchJournalError(async () => {
      const runs = new Set<string>()
      const counts = { jobs: 0, unknown: 0, open: 0 }
      for await (const jobs of selectJobs(this.#reader, request)) {
        for (const job of jobs) {
          if (job.state === 'unknown') counts.unknown += 1
          if (isOpen(job.state)) counts.open += 1
          if (!isTaken(job, request)) continue
          counts.jobs += 1
          runs.add(groupOf(job, request))
        }
      }
      return ok({ ...counts, runs: runs.size })
    })
  }

  /** A run for each connection and workflow. None is made when one of them could not be sent as things are. */
  run(request: RerunRequest): Promise<Result<readonly Run[]>> {
    return catchJournalError(async () => {
      const groups = await this.#collect(request)
      if (groups.length === 0) return fail(appError('run.nothingAgain'))
      const requests = groups.map(({ connectionId, workflowId, jobs, runs }) => {
        const [retryOf = null] = runs.size === 1 ? runs : []
        return { connectionId, workflowId, jobs, retryOf }
      })
      for (const each of requests) {
        const refused = await this.#commands.findRefusal(each)
        if (refused !== null) return fail(refused)
      }
      const made: Run[] = []
      for (const each of requests) {
        const run = await this.#commands.create(each)
        // Those made are at work: that the journal failed is told as a notice.
        if (!run.ok) return made.length > 0 ? ok(made) : run
        made.push(run.data)
      }
      return ok(made)
    })
  }

  async #collect(request: RerunRequest): Promise<readonly Group[]> {
    const groups = new Map<string, Group>()
    for await (const jobs of selectJobs(this.#reader, request)) {
      const taken = jobs.filter((job) => isTaken(job, request))
      const next = await Promise.all(taken.map((job) => toRequestedJob(this.#reader, job)))
      for (const [index, job] of taken.entries()) {
        const key = groupOf(job, request)
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
        const made = next[index]
        if (made !== undefined) group.jobs.push(made)
      }
    }
    return [...groups.values()]
  }
}

/** What a job is run again on: its own source, sealed as it was, and the handle its file became. */
export async function toRequestedJob(reader: JournalReader, job: Job): Promise<RequestedJob> {
  const { id, source, labels, handle } = job
  const isSealed = source.kind === 'url' && source.sealed === true
  return { source, sealed: isSealed ? await reader.sealed(id) : null, labels, handle, retryOf: id }
}

/** What waits or runs is never run again, a *may have started* only when asked for. */
const isTaken = ({ state }: Job, { includeUnknown }: RerunRequest): boolean =>
  !isOpen(state) && (state !== 'unknown' || includeUnknown)

const groupOf = (job: Job, request: RerunRequest): string =>
  `${job.connectionId}\n${request.workflowId ?? job.workflowId}`
