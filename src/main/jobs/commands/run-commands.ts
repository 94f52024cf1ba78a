import { PackedList } from '#main/lib/packed-list.ts'
import { Turns } from '#main/lib/turns.ts'
import type { KnownRow, NewJob, NewRun } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { hasRemoteSource } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { mergeLabels } from '#shared/model/labels.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { DEFAULT_RUN_OPTIONS, type Run } from '#shared/model/run.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { RunRequest } from '#main/jobs/engine.ts'
import type { Poller } from '#main/jobs/polling/poller.ts'
import type { ActiveRun } from '#main/jobs/runs/active-run.ts'
import { catchJournalError, notifyJobs, toRunResult } from './command-result.ts'
import type { UploadScheduler } from '#main/jobs/uploads/upload-scheduler.ts'
import { toAttachedJob, type RemoteJob } from './attached-job.ts'
import type { CommandId } from './command-executor.ts'

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

  async create(request: RunRequest, commandId?: CommandId): Promise<Result<Run>> {
    const created = await this.createAll([request], commandId)
    if (!created.ok) return created
    const [run] = created.data
    return run === undefined ? fail(appError('run.missing')) : ok(run)
  }

  /** Creates all runs in one command. No job is sent before they are in the journal. */
  createAll(requests: readonly RunRequest[], commandId?: CommandId): Promise<Result<readonly Run[]>> {
    const { commands, runs } = this.#context
    return catchJournalError(async () => {
      const earlier = await commands.findAnswer(commandId)
      if (earlier !== null)
        return earlier.ok ? ok(earlier.data.runs.map((run) => runs.withState(run))) : earlier
      for (const request of requests) {
        const refusal = await this.#findRefusal(request)
        if (refusal !== null) return fail(refusal)
      }
      const newRuns: NewRun[] = []
      for (const request of requests) newRuns.push(await this.#toNewRun(request))
      const answer = await commands.createRuns(commandId, newRuns)
      if (!answer.ok) return answer
      if (!answer.data.isRepeated) for (const run of answer.data.runs) this.#begin(run)
      return ok(answer.data.runs)
    })
  }

  /** Makes a run of one job that the service has already; it is polled to its end. */
  async attach(connectionId: string, remote: RemoteJob, commandId?: CommandId): Promise<Result<Job>> {
    const { ports, clock, runs, reader, commands } = this.#context
    const attached = toAttachedJob(ports.newId(), remote)
    const run = {
      id: ports.newId(),
      connectionId,
      workflowId: remote.info.workflow ?? '',
      createdAt: clock.now(),
      options: DEFAULT_RUN_OPTIONS,
      retryOf: null,
      name: null,
      jobs: [attached],
    }
    const answer = await commands.createRuns(commandId, [run])
    if (!answer.ok) return answer
    const [created] = answer.data.runs
    const job = await reader.job(attached.id)
    if (created === undefined || job === null) return fail(appError('run.missing'))
    runs.add(created)
    ports.onJob(job)
    ports.onRun(created)
    this.#parts.poller.watch(job, true)
    return ok(job)
  }

  /** Sends nothing more; requests in flight are completed. */
  pause(runId: string, commandId?: CommandId): Promise<Result<Run>> {
    return this.#pauseOrStop(runId, commandId, 'pauseRun', (run) => {
      if (run.state !== 'running') return
      this.#context.runs.pauseOrStopHere(run, 'paused', null)
    })
  }

  /** Waiting jobs are not sent any more; jobs that were sent are polled to their end. */
  stop(runId: string, commandId?: CommandId): Promise<Result<Run>> {
    return this.#pauseOrStop(runId, commandId, 'stopRun', (run) => {
      if (run.state !== 'running' && run.state !== 'paused') return
      this.#context.runs.pauseOrStopHere(run, 'stopping', null)
    })
  }

  /** Gives a run a name, also when it is done; null removes the name. */
  name(runId: string, name: string | null, commandId?: CommandId): Promise<Result<Run>> {
    const { commands, runs, ports } = this.#context
    return catchJournalError(async () => {
      const run = toRunResult(runs, await commands.execute(commandId, { kind: 'nameRun', runId, name }))
      if (run.ok) ports.onRun(run.data)
      return run
    })
  }

  /** Stops every waiting job of a run that is stopping. Rejects with a `JournalError`. */
  async stopWaiting(runId: string): Promise<void> {
    await this.#context.commands.execute(undefined, { kind: 'stopRun', runId })
    this.#followStop(runId)
  }

  /** Why a run cannot be made now; null when it can. */
  async #findRefusal({ connectionId, workflowId, jobs }: RunRequest): Promise<AppError | null> {
    if (workflowId === '') return appError('workflow.missing')
    if (/[\s/]/.test(workflowId)) return appError('workflow.invalidId')
    if (jobs.length === 0) return appError('source.none')
    const credentials = await this.#context.ports.credentials(connectionId)
    return credentials.ok ? null : credentials.error
  }

  /** The run is in the journal: publishes it and sends its first jobs. A failure here is not a failure of the command. */
  #begin(run: Run): void {
    const { ports, runs, schedulers, track } = this.#context
    runs.add(run)
    track(notifyJobs(this.#context, run.id, 'ready'))
    if (run.counts.queued > 0) track(notifyJobs(this.#context, run.id, 'queued'))
    ports.onRun(run)
    schedulers.sendNext(run.connectionId)
    track(this.#parts.uploads.addRun(run.id))
  }

  /** Pauses or stops at once, and writes it afterwards. A run that is done is not changed. */
  #pauseOrStop(
    runId: string,
    commandId: CommandId,
    kind: 'pauseRun' | 'stopRun',
    pauseOrStopHere: (run: ActiveRun) => void,
  ): Promise<Result<Run>> {
    const { runs, commands } = this.#context
    return catchJournalError(() =>
      commands.inTurn(runId, async () => {
        const earlier = await commands.findAnswer(commandId)
        if (earlier !== null) return toRunResult(runs, earlier)
        const run = runs.get(runId)
        const command = { kind, runId } as const
        if (run === null) return toRunResult(runs, await commands.execute(commandId, command))
        pauseOrStopHere(run)
        const { version } = run
        const answer = await commands.executeDurably(commandId, command, () => run.version === version)
        if (kind === 'stopRun' && run.state === 'stopping') this.#followStop(runId)
        return toRunResult(runs, answer)
      }),
    )
  }

  /** The waiting jobs of the run are stopped. */
  #followStop(runId: string): void {
    const { runs, track } = this.#context
    track(notifyJobs(this.#context, runId, 'stopped'))
    this.#parts.uploads.removeRun(runId)
    runs.noteChange(runId)
  }

  async #toNewRun(request: RunRequest): Promise<NewRun> {
    const { ports, clock } = this.#context
    const { connectionId, workflowId, options = DEFAULT_RUN_OPTIONS } = request
    const { retryOf = null, name = null, knownRows = [] } = request
    const id = ports.newId()
    const { jobs, sharedRows } = await this.#toNewJobs(request)
    const rows = { knownRows: [...knownRows, ...sharedRows] }
    return { id, connectionId, workflowId, createdAt: clock.now(), options, retryOf, name, ...rows, jobs }
  }

  /** The jobs, and the rows of those that are the job of several rows. */
  async #toNewJobs(
    request: RunRequest,
  ): Promise<{ readonly jobs: NewRun['jobs']; readonly sharedRows: readonly KnownRow[] }> {
    const jobs = new PackedList<NewJob>()
    const sharedRows: KnownRow[] = []
    const turns = new Turns()
    const duplicateRows = Map.groupBy(request.duplicateRows ?? [], ({ jobPosition }) => jobPosition)
    for (const requested of request.jobs) {
      const { source, sealed, labels = {}, retryOf = null, handle = null, position = jobs.length } = requested
      const id = this.#context.ports.newId()
      const state = hasRemoteSource({ source, handle }) ? 'ready' : 'queued'
      const initial = { state, remoteJobId: null, attached: false } as const
      const job = { id, position, source, sealed, retryOf, handle, ...initial }
      const rows = [{ position, labels }, ...(duplicateRows.get(position) ?? [])]
      if (rows.length === 1) jobs.push({ ...job, labels })
      else {
        const rowLabels = rows.map((row) => row.labels)
        jobs.push({ ...job, labels: mergeLabels(rowLabels), rowLabels })
        for (const row of rows)
          sharedRows.push({ position: row.position, source, labels: row.labels, jobId: id })
      }
      if (turns.isOver()) await turns.next()
    }
    return { jobs, sharedRows }
  }
}
