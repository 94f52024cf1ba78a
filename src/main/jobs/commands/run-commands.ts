import { setImmediate as turn } from 'node:timers/promises'
import type { RemoteJobInfo } from '#main/filestack/client.ts'
import { PackedList } from '#main/lib/packed-list.ts'
import type { NewJob, NewRun } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { hasRemoteSource, WAITING_STATES } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { DEFAULT_RUN_OPTIONS, type Run } from '#shared/model/run.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { RunRequest } from '#main/jobs/engine.ts'
import type { Poller } from '#main/jobs/polling/poller.ts'
import type { ActiveRun } from '#main/jobs/runs/active-run.ts'
import { catchJournalError, notifyJobs, readRunResult } from '#main/jobs/runs/command-result.ts'
import type { UploadScheduler } from '#main/jobs/uploads/upload-scheduler.ts'
import { toAttachedJob } from './attached-job.ts'

/** Jobs that are made before the event loop gets its turn. */
const JOBS_PER_TURN = 2000

export interface RunCommandsParts {
  readonly uploads: Pick<UploadScheduler, 'addRun' | 'removeRun'>
  readonly poller: Pick<Poller, 'watch'>
}

/** What a person does with a run. A failure of the journal is a result, not an exception. */
export class RunCommands {
  readonly #context: EngineContext
  readonly #parts: RunCommandsParts

  constructor(context: EngineContext, parts: RunCommandsParts) {
    this.#context = context
    this.#parts = parts
  }

  /** Writes the run with all its jobs in one transaction; only then the first one is sent. */
  async create(request: RunRequest): Promise<Result<Run>> {
    const { ports, clock, transitions, reader } = this.#context
    const refusal = await this.findRefusal(request)
    if (refusal !== null) return fail(refusal)
    const { connectionId, workflowId, options = DEFAULT_RUN_OPTIONS, retryOf = null, name = null } = request
    const { knownRows = [] } = request
    const id = ports.newId()
    const jobs = await this.#toNewJobs(request)
    return catchJournalError(async () => {
      const createdAt = clock.now()
      const run = { id, connectionId, workflowId, createdAt, options, retryOf, name, knownRows, jobs }
      await transitions.write((writer) => writer.createRun(run))
      const created = await reader.run(id)
      if (created === null) return fail(appError('run.missing'))
      await this.#begin(created)
      return ok(created)
    })
  }

  /** A run of one job that the service has already: polled to its end. */
  async attach(connectionId: string, remoteJobId: string, info: RemoteJobInfo): Promise<Result<Job>> {
    const { ports, clock, transitions, runs, reader } = this.#context
    const id = ports.newId()
    const workflowId = info.workflow ?? ''
    const jobs = [toAttachedJob(ports.newId(), remoteJobId, info)]
    const run = {
      id,
      connectionId,
      workflowId,
      createdAt: clock.now(),
      options: DEFAULT_RUN_OPTIONS,
      retryOf: null,
      name: null,
    }
    await transitions.write((writer) => writer.createRun({ ...run, jobs }))
    const [created, [job]] = [await reader.run(id), await reader.inState('started', null, 1, id)]
    if (created === null || job === undefined) return fail(appError('run.missing'))
    runs.add(created)
    ports.onJob(job)
    ports.onRun(created)
    this.#parts.poller.watch(job, true)
    return ok(job)
  }

  /** Sends nothing more; what is in flight ends as it does. */
  pause(runId: string): Promise<Result<Run>> {
    return this.#change(runId, async (run) => {
      if (run.state === 'running') await this.#context.runs.halt(run, 'paused', null)
    })
  }

  /** What waits is not sent any more; what was sent is watched to its end. */
  stop(runId: string): Promise<Result<Run>> {
    return this.#change(runId, async (run) => {
      if (run.state === 'running' || run.state === 'paused')
        await this.#context.runs.halt(run, 'stopping', null)
      if (run.state === 'stopping') await this.stopWaiting(runId)
    })
  }

  /** Gives a run a name, done or not; null takes it away. */
  name(runId: string, name: string | null): Promise<Result<Run>> {
    const { transitions, runs, ports } = this.#context
    return catchJournalError(async () => {
      await transitions.write((writer) => writer.nameRun(runId, name))
      const run = await readRunResult(runs, runId)
      if (run.ok) ports.onRun(run.data)
      return run
    })
  }

  /** Stops every job of the run that waits. Rejects with a `JournalError`. */
  async stopWaiting(runId: string): Promise<void> {
    const { clock, transitions, runs } = this.#context
    const now = clock.now()
    const stopped = await transitions.write((writer) =>
      writer.changeAll(runId, WAITING_STATES, 'stopped', now),
    )
    if (stopped > 0) await notifyJobs(this.#context, runId, 'stopped')
    this.#parts.uploads.removeRun(runId)
    runs.noteChange(runId)
  }

  /** Why a run cannot be made as things are; null when it can. */
  async findRefusal({ connectionId, workflowId, jobs }: RunRequest): Promise<AppError | null> {
    if (workflowId === '') return appError('workflow.missing')
    if (/[\s/]/.test(workflowId)) return appError('workflow.invalidId')
    if (jobs.length === 0) return appError('source.none')
    const credentials = await this.#context.ports.credentials(connectionId)
    return credentials.ok ? null : credentials.error
  }

  /** The run is in the journal: now it is published and its first jobs leave. */
  async #begin(run: Run): Promise<void> {
    const { ports, runs, schedulers } = this.#context
    runs.add(run)
    await notifyJobs(this.#context, run.id, 'ready')
    if (run.counts.queued > 0) await notifyJobs(this.#context, run.id, 'queued')
    ports.onRun(run)
    schedulers.sendNext(run.connectionId)
    await this.#parts.uploads.addRun(run.id)
  }

  /** A command on a run that is not done; on one that is, it changes nothing. */
  async #change(runId: string, change: (run: ActiveRun) => Promise<void>): Promise<Result<Run>> {
    const { runs } = this.#context
    const run = runs.get(runId)
    return catchJournalError(async () => {
      if (run !== null) await run.sequencer.run(() => change(run))
      return readRunResult(runs, runId)
    })
  }

  async #toNewJobs(request: RunRequest): Promise<NewRun['jobs']> {
    const jobs = new PackedList<NewJob>()
    for (const requested of request.jobs) {
      const { source, sealed, labels = {}, retryOf = null, handle = null, position = jobs.length } = requested
      const id = this.#context.ports.newId()
      const state = hasRemoteSource({ source, handle }) ? 'ready' : 'queued'
      const initial = { state, remoteJobId: null, attached: false } as const
      jobs.push({ id, position, source, sealed, labels, retryOf, handle, ...initial })
      if (jobs.length % JOBS_PER_TURN === 0) await turn()
    }
    return jobs
  }
}
