import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Job, JobState } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { ActiveRun } from '#main/jobs/runs/active-run.ts'
import { catchJournalError, notifyJobs, readRunResult } from '#main/jobs/runs/command-result.ts'
import { requeueFailedUploads } from '#main/jobs/uploads/requeue-failed.ts'
import type { UploadScheduler } from '#main/jobs/uploads/upload-scheduler.ts'

/** Lets runs go on: after a pause, after their end, for one of their jobs. */
export class RunResumer {
  readonly #context: EngineContext
  readonly #uploads: Pick<UploadScheduler, 'addRun'>

  constructor(context: EngineContext, uploads: Pick<UploadScheduler, 'addRun'>) {
    this.#context = context
    this.#uploads = uploads
  }

  /** Goes on after a pause. Refused jobs are sent again when they were why it paused, or when all had ended. */
  async resume(runId: string): Promise<Result<Run>> {
    const { transitions, runs, reader } = this.#context
    transitions.wake()
    return catchJournalError(async () => {
      const active = runs.get(runId)
      if (active !== null) return active.sequencer.run(() => this.#resume(active))
      const found = await reader.run(runId)
      if (found === null) return fail(appError('run.missing'))
      if (!hasJobsToSendAgain(found)) return ok(found)
      const loaded = await runs.load(found)
      return loaded.sequencer.run(() => this.#resume(loaded))
    })
  }

  /** A run that has ended goes on with what was stopped before it was sent; what was refused stays as it is. */
  async sendStopped(runId: string): Promise<Result<Run>> {
    const { transitions, reader } = this.#context
    transitions.wake()
    return catchJournalError(async () => {
      const found = await reader.run(runId)
      if (found === null) return fail(appError('run.missing'))
      if (found.counts.stopped === 0) return ok(found)
      const run = await this.#load(runId)
      if (run === null) return fail(appError('run.missing'))
      return run.sequencer.run(() => this.#sendAgain(run, ['stopped']))
    })
  }

  /** Handles, URLs and alias paths are ready as they are; files without a handle stay queued for their upload. */
  async readyRemoteSources(runId: string): Promise<void> {
    await this.#context.transitions.write((writer) => writer.readyAtHand(runId))
  }

  /**
   * A job waits again: its run goes on with it, unless it is paused. A run that is stopping goes on only when a person
   * asked for it (`isAsked`); else the job is stopped with the others.
   */
  async requeue(job: Job, isAsked: boolean): Promise<void> {
    const run = await this.#load(job.runId)
    await run?.sequencer.run(() => this.#requeue(run, job, isAsked))
  }

  /** One of its jobs is watched again: a run that was done is open until that job has ended. */
  async reopen(runId: string): Promise<void> {
    const { runs } = this.#context
    const run = await this.#load(runId)
    await run?.sequencer.run(async () => {
      if (run.state === 'done') await runs.resume(run)
    })
  }

  async #resume(run: ActiveRun): Promise<Result<Run>> {
    const { runs } = this.#context
    if (run.state === 'running') return readRunResult(runs, run.id)
    // It ended while this waited for its turn.
    if (runs.get(run.id) !== run) return this.resume(run.id)
    if (run.state === 'paused') return this.#sendAgain(run, statesToSendAgain(run.pausedBy))
    const found = await runs.read(run.id)
    if (found !== null && !hasJobsToSendAgain(found)) return ok(found)
    return this.#sendAgain(run, ['rejected', 'stopped'])
  }

  /** Jobs in these states wait again, and the run goes on. */
  async #sendAgain(run: ActiveRun, states: readonly JobState[]): Promise<Result<Run>> {
    const { transitions, runs, clock, schedulers } = this.#context
    const wasPaused = run.state === 'paused'
    return runs.keepOpen(run.id, async () => {
      const now = clock.now()
      if (states.length > 0)
        await transitions.write((writer) => writer.changeAll(run.id, states, 'queued', now))
      if (wasPaused && states.length > 0) await requeueFailedUploads(this.#context, run.id)
      await this.readyRemoteSources(run.id)
      if (states.length > 0) run.tally.refused = 0
      await runs.resume(run)
      await notifyJobs(this.#context, run.id, 'ready')
      schedulers.sendNext(run.connectionId)
      return readRunResult(runs, run.id)
    })
  }

  async #load(runId: string): Promise<ActiveRun | null> {
    const { runs, reader } = this.#context
    const active = runs.get(runId)
    if (active !== null) return active
    const found = await reader.run(runId)
    return found === null ? null : runs.load(found)
  }

  async #requeue(run: ActiveRun, job: Job, isAsked: boolean): Promise<void> {
    const { runs, schedulers, transitions, clock } = this.#context
    if (runs.get(run.id) !== run) return this.requeue(job, isAsked)
    if (run.state === 'stopping' && !isAsked) {
      await transitions.transitionDurably(job, 'stopped', { endedAt: clock.now() })
      return
    }
    if (run.state === 'stopping' || run.state === 'done') await runs.resume(run)
    if (run.state !== 'running') return
    if (job.state === 'ready') run.feed.add(job)
    schedulers.sendNext(run.connectionId)
    await this.#uploads.addRun(run.id)
  }
}

/** Only a pause that refusals were the reason of sends them again: by the service, or here before anything was sent. */
function statesToSendAgain(pausedBy: AppError | null): readonly JobState[] {
  return /^(?:run\.refusedAlike|policy\..+|signature\..+)$/.test(pausedBy?.code ?? '') ? ['rejected'] : []
}

const hasJobsToSendAgain = ({ counts }: Run): boolean => counts.rejected + counts.stopped > 0
