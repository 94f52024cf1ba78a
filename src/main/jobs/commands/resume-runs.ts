import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Job, JobState } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { DEFAULT_RUN_OPTIONS, sendsRefusedAgain, type Run } from '#shared/model/run.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { ActiveRun } from '#main/jobs/runs/active-run.ts'
import { catchJournalError, notifyJobs, toRunResult } from './command-result.ts'
import type { UploadScheduler } from '#main/jobs/uploads/upload-scheduler.ts'
import type { CommandId } from './command-executor.ts'

/** Resumes runs: after a pause, after their end, or for one of their jobs. */
export class RunResumer {
  readonly #context: EngineContext
  readonly #uploads: Pick<UploadScheduler, 'addRun'>

  constructor(context: EngineContext, uploads: Pick<UploadScheduler, 'addRun'>) {
    this.#context = context
    this.#uploads = uploads
  }

  /**
   * Goes on after a pause. Refused jobs are sent again when they were why it paused, or when all had ended; a job that the
   * person stopped is not.
   */
  resume(runId: string, commandId?: CommandId): Promise<Result<Run>> {
    const { transitions, commands } = this.#context
    transitions.wake()
    return catchJournalError(() => commands.inTurn(runId, () => this.#resume(runId, commandId)))
  }

  /** Resumes an ended run with the jobs that were stopped before they were sent; refused jobs stay as they are. */
  sendStopped(runId: string, commandId?: CommandId): Promise<Result<Run>> {
    const { transitions, commands } = this.#context
    transitions.wake()
    return catchJournalError(() => commands.inTurn(runId, () => this.#resume(runId, commandId, ['stopped'])))
  }

  /** Handles, URLs and alias paths are ready as they are; files without a handle stay queued for their upload. */
  async readyRemoteSources(runId: string): Promise<void> {
    await this.#context.transitions.write((writer) => writer.markRemoteSourcesReady(runId))
  }

  /**
   * A job that the engine itself put back waits again. Its run goes on with it, unless it is paused; when the run is stopping,
   * the job is stopped with the others.
   */
  async requeue(job: Job): Promise<void> {
    const { commands, reader } = this.#context
    await commands.inTurn(job.runId, async () => {
      const run = await reader.run(job.runId)
      if (run === null) return
      const active = await this.activate(run)
      if (active.state === 'stopping') {
        const { transitions, clock } = this.#context
        await transitions.transitionDurably(job, 'stopped', { endedAt: clock.now() })
      } else await this.proceed(active, job)
    })
  }

  /** The run as the engine holds it; one that was done is open again. */
  async activate(run: Run): Promise<ActiveRun> {
    const { runs } = this.#context
    return runs.get(run.id) ?? (await runs.load(run.state === 'done' ? { ...run, state: 'running' } : run))
  }

  /** Lets a job of the run wait for its turn, if the run is running. */
  async proceed(active: ActiveRun, job: Job): Promise<void> {
    if (active.state !== 'running') return
    if (job.state === 'ready') active.feed.add(job)
    this.#context.schedulers.sendNext(active.connectionId)
    await this.#uploads.addRun(active.id)
  }

  async #resume(runId: string, commandId: CommandId, onlyStates?: readonly JobState[]): Promise<Result<Run>> {
    const { runs, reader, commands } = this.#context
    const earlier = await commands.findAnswer(commandId)
    if (earlier !== null) return toRunResult(runs, earlier)
    const active = runs.get(runId)
    if (active !== null) return runs.keepOpen(runId, () => this.#resumeActive(active, commandId, onlyStates))
    const found = await reader.run(runId)
    if (found === null) return fail(appError('run.missing'))
    // The person saw how many stopped jobs are sent, so none of them waits for first results.
    const options = onlyStates === undefined ? found.options : DEFAULT_RUN_OPTIONS
    const answer = await this.#execute(runId, onlyStates ?? ENDED_UNSENT, false, options, commandId)
    if (!answer.ok) return answer
    const [run = found] = answer.data.runs
    if (run.state !== 'done') this.#follow(await runs.load(run))
    return ok(run)
  }

  /** Puts jobs back in the queue, and resumes the run. */
  async #resumeActive(
    active: ActiveRun,
    commandId: CommandId,
    onlyStates?: readonly JobState[],
  ): Promise<Result<Run>> {
    const { runs } = this.#context
    const { version, state, pausedBy } = active
    const isPaused = state === 'paused'
    const unsent = state === 'running' ? [] : isPaused ? statesToSendAgain(pausedBy) : ENDED_UNSENT
    const states = onlyStates ?? unsent
    // The person has seen the first results, or how many jobs are sent: these are sent without another pause.
    const isAsked = pausedBy?.code === 'run.firstResults' || onlyStates !== undefined
    const options = isAsked ? DEFAULT_RUN_OPTIONS : active.options
    const retriesUploads = isPaused && unsent.length > 0 && onlyStates === undefined
    const answer = await this.#execute(active.id, states, retriesUploads, options, commandId)
    if (!answer.ok || (state === 'running' && states.length === 0)) return toRunResult(runs, answer)
    if (states.length > 0) active.tally.refused = 0
    runs.goOn(active, version, options)
    this.#follow(active)
    return toRunResult(runs, answer)
  }

  #execute(
    runId: string,
    states: readonly JobState[],
    retriesUploads: boolean,
    options: Run['options'],
    commandId: CommandId,
  ) {
    const command = { kind: 'resumeRun', runId, states, retriesUploads, options } as const
    return this.#context.commands.execute(commandId, command)
  }

  /** The command is in the journal: whatever fails from here on is no failure of it. */
  #follow(active: ActiveRun): void {
    const { runs, schedulers, track } = this.#context
    track(notifyJobs(this.#context, active.id, 'ready'))
    schedulers.sendNext(active.connectionId)
    track(this.#uploads.addRun(active.id))
    runs.noteChange(active.id)
  }
}

/** States of jobs that a run which has ended sends again. */
const ENDED_UNSENT: readonly JobState[] = ['rejected', 'stopped']

/** Refused jobs are sent again only when refusals were the reason of the pause: by the service, or by us before sending. */
function statesToSendAgain(pausedBy: AppError | null): readonly JobState[] {
  return sendsRefusedAgain(pausedBy) ? ['rejected'] : []
}
