import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Job, JobState } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import type { ActiveRun } from '#main/jobs/runs/active-run.ts'
import type { ActiveRuns } from '#main/jobs/runs/active-runs.ts'
import { readTally } from '#main/jobs/scheduling/start-limits.ts'
import { catchJournalError, readRunResult, notifyJobs } from '#main/jobs/runs/command-result.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import { queueFailedUploads } from '#main/jobs/uploads/requeue-failed.ts'
import type { UploadScheduler } from '#main/jobs/uploads/upload-scheduler.ts'

export interface RunResumerOptions {
  readonly reader: JournalReader
  readonly ports: EnginePorts
  readonly commits: JobTransitions
  readonly runs: ActiveRuns
  /** Something may be sent on this connection. */
  readonly pump: (connectionId: string) => void
  readonly uploads: Pick<UploadScheduler, 'begin'>
}

/** Takes runs up again: after a pause, after their end, for one of their jobs. */
export class RunResumer {
  readonly #options: RunResumerOptions

  constructor(options: RunResumerOptions) {
    this.#options = options
  }

  /** Goes on after a pause. Refused ones are sent again when they were why it paused, or when all had ended. */
  async resume(runId: string): Promise<Result<Run>> {
    const { commits, runs, reader } = this.#options
    commits.wake()
    return catchJournalError(async () => {
      const known = runs.get(runId)
      if (known !== null) return known.sequencer.run(() => this.#goOn(known))
      const found = await reader.run(runId)
      if (found === null) return fail(appError('run.missing'))
      if (!hasSentAgain(found)) return ok(found)
      const active = runs.add(found, await readTally(reader, found))
      return active.sequencer.run(() => this.#goOn(active))
    })
  }

  async #goOn(run: ActiveRun): Promise<Result<Run>> {
    const { commits, runs, ports, reader } = this.#options
    if (run.state === 'running') return readRunResult(runs, run.id)
    // It ended while this waited for its turn.
    if (runs.get(run.id) !== run) return this.resume(run.id)
    const isPaused = run.state === 'paused'
    const back = isPaused ? sentAgain(run.pausedBy) : (['rejected', 'stopped'] as const)
    const found = isPaused ? null : await runs.read(run.id)
    if (found !== null && !hasSentAgain(found)) return ok(found)
    return runs.keepOpen(run.id, async () => {
      const now = ports.clock.now()
      if (back.length > 0) await commits.write((writer) => writer.changeAll(run.id, back, 'queued', now))
      if (isPaused && back.length > 0) await queueFailedUploads(reader, commits, run.id)
      await this.readyRemoteSources(run.id)
      if (back.length > 0) run.tally.refused = 0
      await runs.resume(run)
      await notifyJobs(this.#options, run.id, 'ready')
      this.#options.pump(run.connectionId)
      return readRunResult(runs, run.id)
    })
  }

  /** Handles, URLs and alias paths are ready as they are; files without a handle stay queued for their upload. */
  async readyRemoteSources(runId: string): Promise<void> {
    await this.#options.commits.write((writer) => writer.readyAtHand(runId))
  }

  /**
   * A job waits again: its run goes on with it, unless it is paused. One that stops goes on only when a person `asked`;
   * else the job is stopped with the others.
   */
  async requeue(job: Job, asked: boolean): Promise<void> {
    const run = await this.#atWork(job.runId)
    await run?.sequencer.run(() => this.#waits(run, job, asked))
  }

  /** One of its jobs is watched again: a run that was done is open until that one has ended. */
  async reopen(runId: string): Promise<void> {
    const { runs } = this.#options
    const run = await this.#atWork(runId)
    await run?.sequencer.run(async () => {
      if (run.state === 'done') await runs.resume(run)
    })
  }

  async #atWork(runId: string): Promise<ActiveRun | null> {
    const { runs, reader } = this.#options
    const known = runs.get(runId)
    if (known !== null) return known
    const found = await reader.run(runId)
    return found === null ? null : runs.add(found, await readTally(reader, found))
  }

  async #waits(run: ActiveRun, job: Job, asked: boolean): Promise<void> {
    const { runs, uploads, pump, commits, ports } = this.#options
    if (runs.get(run.id) !== run) return this.requeue(job, asked)
    if (run.state === 'stopping' && !asked) {
      await commits.transitionDurably(job, 'stopped', { endedAt: ports.clock.now() })
      return
    }
    if (run.state === 'stopping' || run.state === 'done') await runs.resume(run)
    if (run.state !== 'running') return
    if (job.state === 'ready') run.feed.add(job)
    pump(run.connectionId)
    await uploads.begin(run.id)
  }
}

/** Only a pause that refusals were the reason of sends them again: by the service, or here before anything was sent. */
function sentAgain(pausedBy: AppError | null): readonly JobState[] {
  return /^(?:run\.refusedAlike|policy\..+|signature\..+)$/.test(pausedBy?.code ?? '') ? ['rejected'] : []
}

const hasSentAgain = ({ counts }: Run): boolean => counts.rejected + counts.stopped > 0
