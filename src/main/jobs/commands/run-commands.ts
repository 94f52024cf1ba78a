import { setImmediate as turn } from 'node:timers/promises'
import type { JobAbout } from '#main/filestack/client.ts'
import { PackedList } from '#main/lib/packed-list.ts'
import type { JournalReader, NewJob, NewRun } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { isAtHand, WAITING_STATES } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { NO_OPTIONS, type Run } from '#shared/model/run.ts'
import type { ActiveRun } from '#main/jobs/runs/active-run.ts'
import type { ActiveRuns } from '#main/jobs/runs/active-runs.ts'
import { toAttachedJob } from './attached-job.ts'
import { catchJournalError, readRunResult, notifyJobs } from '#main/jobs/runs/command-result.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import type { RunRequest } from '#main/jobs/engine.ts'
import type { Poller } from '#main/jobs/polling/poller.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import type { UploadScheduler } from '#main/jobs/uploads/upload-scheduler.ts'

/** Jobs made before the event loop gets its turn. */
const PORTION = 2000
export interface RunCommandsOptions {
  readonly reader: JournalReader
  readonly ports: EnginePorts
  readonly commits: JobTransitions
  readonly runs: ActiveRuns
  /** Something may be sent on this connection. */
  readonly pump: (connectionId: string) => void
  readonly uploads: Pick<UploadScheduler, 'begin' | 'end'>
  readonly poller: Pick<Poller, 'watch'>
}

/** What a person does with a run. A failure of the journal is an answer, not an exception. */
export class RunCommands {
  readonly #options: RunCommandsOptions

  constructor(options: RunCommandsOptions) {
    this.#options = options
  }

  /** Writes the run with all its jobs in one transaction; only then the first one is sent. */
  async create(request: RunRequest): Promise<Result<Run>> {
    const { ports, commits, runs, reader } = this.#options
    const refused = await this.findRefusal(request)
    if (refused !== null) return fail(refused)
    const { connectionId, workflowId } = request
    const id = ports.newId()
    const jobs = await this.#newJobs(request)
    return catchJournalError(async () => {
      const createdAt = ports.clock.now()
      const { options = NO_OPTIONS, retryOf = null } = request
      await commits.write((writer) =>
        writer.createRun({ id, connectionId, workflowId, createdAt, options, retryOf, jobs }),
      )
      const run = await reader.run(id)
      if (run === null) return fail(appError('run.missing'))
      runs.add(run, { starts: 0, refused: 0 })
      await notifyJobs(this.#options, id, 'ready')
      if (run.counts.queued > 0) await notifyJobs(this.#options, id, 'queued')
      ports.onRun(run)
      this.#options.pump(connectionId)
      await this.#options.uploads.begin(id)
      return ok(run)
    })
  }

  /** A run of one job that the service has already: watched to its end. */
  async attach(connectionId: string, remoteJobId: string, about: JobAbout): Promise<Result<Job>> {
    const { ports, commits, runs, reader, poller } = this.#options
    const [id, createdAt] = [ports.newId(), ports.clock.now()]
    const jobs = [toAttachedJob(ports.newId(), remoteJobId, about)]
    const run = {
      id,
      connectionId,
      workflowId: about.workflow ?? '',
      createdAt,
      options: NO_OPTIONS,
      retryOf: null,
    }
    await commits.write((writer) => writer.createRun({ ...run, jobs }))
    const [made, [job]] = [await reader.run(id), await reader.inState('started', null, 1, id)]
    if (made === null || job === undefined) return fail(appError('run.missing'))
    runs.add(made, { starts: 0, refused: 0 })
    ports.onJob(job)
    ports.onRun(made)
    poller.watch(job, true)
    return ok(job)
  }

  /** Sends nothing more; what is in flight ends as it does. */
  pause(runId: string): Promise<Result<Run>> {
    return this.#change(runId, async (run) => {
      if (run.state === 'running') await this.#options.runs.halt(run, 'paused', null)
    })
  }

  /** What waits is not sent any more; what was sent is watched to its end. */
  stop(runId: string): Promise<Result<Run>> {
    return this.#change(runId, async (run) => {
      if (run.state === 'running' || run.state === 'paused')
        await this.#options.runs.halt(run, 'stopping', null)
      if (run.state === 'stopping') await this.stopWaiting(runId)
    })
  }

  async stopWaiting(runId: string): Promise<void> {
    const now = this.#options.ports.clock.now()
    const moved = await this.#options.commits.write((writer) =>
      writer.changeAll(runId, WAITING_STATES, 'stopped', now),
    )
    if (moved > 0) await notifyJobs(this.#options, runId, 'stopped')
    this.#options.uploads.end(runId)
    this.#options.runs.noteChange(runId)
  }

  /** A command on a run that is not done; on one that is, it changes nothing. */
  async #change(runId: string, change: (run: ActiveRun) => Promise<void>): Promise<Result<Run>> {
    const run = this.#options.runs.get(runId)
    return catchJournalError(async () => {
      if (run !== null) await run.sequencer.run(() => change(run))
      return readRunResult(this.#options.runs, runId)
    })
  }

  /** Why a run cannot be made as things are; null when it can. */
  async findRefusal({ connectionId, workflowId, jobs }: RunRequest): Promise<AppError | null> {
    if (workflowId === '') return appError('workflow.missing')
    if (/[\s/]/.test(workflowId)) return appError('workflow.invalidId')
    if (jobs.length === 0) return appError('source.none')
    const credentials = await this.#options.ports.credentials(connectionId)
    return credentials.ok ? null : credentials.error
  }

  async #newJobs(request: RunRequest): Promise<NewRun['jobs']> {
    const made = new PackedList<NewJob>()
    for (const each of request.jobs) {
      const { source, sealed, labels = {}, retryOf = null, handle = null } = each
      const id = this.#options.ports.newId()
      const state = isAtHand({ source, handle }) ? 'ready' : 'queued'
      const initial = { state, remoteJobId: null, attached: false } as const
      made.push({ id, position: made.length, source, sealed, labels, retryOf, handle, ...initial })
      if (made.length % PORTION === 0) await turn()
    }
    return made
  }
}
