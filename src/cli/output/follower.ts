import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import { formatDuration } from '#shared/format/duration.ts'
import { createDates } from '#shared/format/dates.ts'
import { isEnd } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { countUnderWay, type RateStatus, type Run, type UploadProgress } from '#shared/model/run.ts'
import { countIn } from '#shared/model/state-groups.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import type { Output } from './output.ts'
import { toJobLine } from './job-rows.ts'

/** Follows runs to their ends: writes each job as it ends, and how far the runs are. */
export interface Follower {
  /** The callbacks that the engine is given. */
  readonly enginePorts: Pick<EnginePorts, 'onJob' | 'onRun' | 'onNotice' | 'onRateStatus' | 'onUploads'>
  /** Takes a run as the engine or the journal has it now. What the engine said of it before is older. */
  updateRun(run: Run): void
  /** Takes a run that is open again, though the engine may have said since its start that it was done. */
  reopenRun(run: Run): void
  /** Resolves when these runs go no further by themselves, or when `stopWaiting` was called. */
  waitForEnd(runs: readonly Run[]): Promise<void>
  stopWaiting(): void
  /** Resolves when every line is written. */
  flush(): Promise<void>
  /** The journal cannot be written any more. */
  readonly isHalted: () => boolean
}

interface FollowerOptions {
  readonly output: Output
  /** Each job as it ends, as a line of JSON. */
  readonly json: boolean
  /** Unix ms. */
  readonly now: () => number
}

const PROGRESS_INTERVAL_MS = 100

export const createFollower = (options: FollowerOptions): Follower => new RunFollower(options)

class RunFollower implements Follower {
  readonly #options: FollowerOptions
  readonly #dates = createDates()
  readonly #latest = new Map<string, Run>()
  readonly #rateStatuses = new Map<string, RateStatus>()
  readonly #uploads = new Map<string, UploadProgress>()
  readonly #ended = Promise.withResolvers<void>()
  /** Null until it is known which runs are followed; jobs that end before are kept in `#earlyJobs`. */
  #followed: ReadonlySet<string> | null = null
  #earlyJobs: Job[] = []
  #writing: Promise<void> = Promise.resolve()
  #shownAt = 0
  #isFailing = false

  constructor(options: FollowerOptions) {
    this.#options = options
  }

  readonly enginePorts: Follower['enginePorts'] = {
    onJob: (job) => {
      if (!isEnd(job.state) && job.state !== 'unknown') return
      if (this.#followed === null) this.#earlyJobs.push(job)
      else this.#writeJob(job)
    },
    onRun: (run) => {
      this.#latest.set(run.id, run)
      this.#showProgress()
    },
    onRateStatus: (rateStatus) => {
      this.#rateStatuses.set(rateStatus.connectionId, rateStatus)
      this.#showProgress()
    },
    onUploads: (progress) => {
      this.#uploads.set(progress.runId, progress)
      this.#showProgress()
    },
    onNotice: (error) => {
      this.#options.output.error(error)
      if (!error.code.startsWith('journal.')) return
      this.#isFailing = true
      this.#ended.resolve()
    },
  }

  updateRun(run: Run): void {
    if (this.#latest.get(run.id)?.state !== 'done' || run.state === 'done') this.#latest.set(run.id, run)
  }

  reopenRun(run: Run): void {
    this.#latest.set(run.id, run)
  }

  async waitForEnd(runs: readonly Run[]): Promise<void> {
    this.#followed = new Set(runs.map(({ id }) => id))
    for (const run of runs) if (!this.#latest.has(run.id)) this.#latest.set(run.id, run)
    for (const job of this.#earlyJobs) this.#writeJob(job)
    this.#earlyJobs = []
    this.#showProgress()
    await this.#ended.promise
    this.#options.output.progress('')
  }

  readonly stopWaiting = (): void => this.#ended.resolve()

  readonly flush = (): Promise<void> => this.#writing

  readonly isHalted = (): boolean => this.#isFailing

  #writeJob(job: Job): void {
    const { output, json } = this.#options
    if (!json || this.#followed?.has(job.runId) !== true) return
    this.#writing = this.#writing.then(() => output.json(toJobLine(job)))
  }

  /** Shows the progress at most ten times a second, and ends the waiting when all runs are over. */
  #showProgress(): void {
    if (this.#followed === null) return
    const runs = [...this.#followed].flatMap((id) => this.#latest.get(id) ?? [])
    const now = this.#options.now()
    if (now - this.#shownAt >= PROGRESS_INTERVAL_MS) {
      this.#shownAt = now
      const rateStatuses = [...this.#rateStatuses.values()]
      const uploads = [...this.#uploads.values()]
      this.#options.output.progress(formatProgress(runs, rateStatuses, uploads, this.#dates.clock, now))
    }
    if (runs.length === this.#followed.size && runs.every(isOver)) this.#ended.resolve()
  }
}

/** Done or paused, with nothing under way. A paused run waits for the person; in a done run a lost job may be attached. */
function isOver(run: Run): boolean {
  return (run.state === 'done' || run.state === 'paused') && countUnderWay(run) === 0
}

function formatProgress(
  runs: readonly Run[],
  rateStatuses: readonly RateStatus[],
  uploads: readonly UploadProgress[],
  clock: (ms: number) => string,
  now: number,
): string {
  const sum = (count: (run: Run) => number): number => runs.reduce((total, run) => total + count(run), 0)
  const total = sum((run) => run.total)
  const failed = sum(({ counts }) => countIn(counts, 'failed'))
  const unknown = sum(({ counts }) => countIn(counts, 'unknown'))
  const expired = sum(({ counts }) => countIn(counts, 'expired'))
  const files = uploads.reduce((all, { files: { total } }) => all + total, 0)
  const stored = uploads.reduce((all, upload) => all + upload.files.stored, 0)
  const perSecond = rateStatuses.reduce((all, rateStatus) => all + rateStatus.perSecond, 0)
  const until = Math.max(0, ...rateStatuses.map(({ closedUntil }) => closedUntil ?? 0))
  const started = Math.min(...runs.map(({ createdAt }) => createdAt))
  const { progress } = words
  return [
    progress.jobs(total - sum(({ counts }) => countIn(counts, 'open')), total),
    ...(failed > 0 ? [progress.failed(failed)] : []),
    ...(unknown > 0 ? [progress.unknown(unknown)] : []),
    ...(expired > 0 ? [progress.expired(expired)] : []),
    ...(files > 0 && stored < files ? [progress.uploads(stored, files)] : []),
    ...(perSecond > 0 ? [progress.rate(perSecond)] : []),
    ...(until > now ? [progress.limited(clock(until))] : []),
    ...(runs.length > 0 ? [formatDuration(Math.max(0, now - started))] : []),
  ].join(' · ')
}
