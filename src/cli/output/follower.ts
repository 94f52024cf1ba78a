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

export function createFollower({ output, json, now }: FollowerOptions): Follower {
  const dates = createDates()
  const latest = new Map<string, Run>()
  const rateStatuses = new Map<string, RateStatus>()
  const uploads = new Map<string, UploadProgress>()
  const ended = Promise.withResolvers<void>()
  /** Null until it is known which runs are followed; jobs that end before are kept in `earlyJobs`. */
  let followed: ReadonlySet<string> | null = null
  let earlyJobs: Job[] = []
  let writing: Promise<void> = Promise.resolve()
  let shownAt = 0
  let isHalted = false

  const writeJob = (job: Job): void => {
    if (json && followed?.has(job.runId) === true) writing = writing.then(() => output.json(toJobLine(job)))
  }
  const showProgress = (): void => {
    if (followed === null) return
    const runs = [...followed].flatMap((id) => latest.get(id) ?? [])
    if (now() - shownAt >= PROGRESS_INTERVAL_MS) {
      shownAt = now()
      output.progress(
        formatProgress(runs, [...rateStatuses.values()], [...uploads.values()], dates.clock, now()),
      )
    }
    if (runs.length === followed.size && runs.every(isOver)) ended.resolve()
  }
  return {
    enginePorts: {
      onJob(job) {
        if (!isEnd(job.state) && job.state !== 'unknown') return
        if (followed === null) earlyJobs.push(job)
        else writeJob(job)
      },
      onRun(run) {
        latest.set(run.id, run)
        showProgress()
      },
      onRateStatus(rateStatus) {
        rateStatuses.set(rateStatus.connectionId, rateStatus)
        showProgress()
      },
      onUploads(progress) {
        uploads.set(progress.runId, progress)
        showProgress()
      },
      onNotice(error) {
        output.error(error)
        if (!error.code.startsWith('journal.')) return
        isHalted = true
        ended.resolve()
      },
    },
    updateRun(run) {
      if (latest.get(run.id)?.state !== 'done' || run.state === 'done') latest.set(run.id, run)
    },
    reopenRun: (run) => void latest.set(run.id, run),
    async waitForEnd(runs) {
      followed = new Set(runs.map(({ id }) => id))
      for (const run of runs) if (!latest.has(run.id)) latest.set(run.id, run)
      for (const job of earlyJobs) writeJob(job)
      earlyJobs = []
      showProgress()
      await ended.promise
      output.progress('')
    },
    stopWaiting: () => ended.resolve(),
    flush: () => writing,
    isHalted: () => isHalted,
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
  const files = uploads.reduce((all, { files: { of } }) => all + of, 0)
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
