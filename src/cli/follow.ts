import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import { formatDuration } from '#shared/format/duration.ts'
import { createDates } from '#shared/format/dates.ts'
import { isEnd } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { underWay, type RateStatus, type Run, type UploadProgress } from '#shared/model/run.ts'
import { countIn } from '#shared/model/state-groups.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import type { Output } from './output.ts'
import { jobLine } from './rows.ts'

/** Follows runs to their ends: tells each job as it ends, and how far they are. */
export interface Follower {
  /** What the engine is given. */
  readonly told: Pick<EnginePorts, 'onJob' | 'onRun' | 'onNotice' | 'onRateStatus' | 'onUploads'>
  /** A run as the engine or the journal has it now: what was told of it before is older. */
  know(run: Run): void
  /** Resolves when nothing more comes of these runs by itself, or `leave` was called. */
  end(runs: readonly Run[]): Promise<void>
  /** Nothing more is waited for. */
  leave(): void
  /** Lines that are still to be written. */
  flushed(): Promise<void>
  /** The journal cannot be written any more. */
  readonly halted: () => boolean
}

interface Following {
  readonly output: Output
  /** Each job as it ends, as a line of JSON. */
  readonly json: boolean
  /** Unix ms. */
  readonly now: () => number
}

const PROGRESS_EVERY = 100

export function createFollower({ output, json, now }: Following): Follower {
  const dates = createDates()
  const latest = new Map<string, Run>()
  const paces = new Map<string, RateStatus>()
  const uploads = new Map<string, UploadProgress>()
  const done = Promise.withResolvers<void>()
  /** Null until it is known which runs are followed: what ends before is kept. */
  let followed: ReadonlySet<string> | null = null
  let early: Job[] = []
  let writing: Promise<void> = Promise.resolve()
  let shownAt = 0
  let halted = false

  const tell = (job: Job): void => {
    if (json && followed?.has(job.runId) === true) writing = writing.then(() => output.json(jobLine(job)))
  }
  const look = (): void => {
    if (followed === null) return
    const runs = [...followed].flatMap((id) => latest.get(id) ?? [])
    if (now() - shownAt >= PROGRESS_EVERY) {
      shownAt = now()
      output.progress(progressOf(runs, [...paces.values()], [...uploads.values()], dates.clock, now()))
    }
    if (runs.length === followed.size && runs.every(isOver)) done.resolve()
  }
  return {
    told: {
      onJob(job) {
        if (!isEnd(job.state) && job.state !== 'unknown') return
        if (followed === null) early.push(job)
        else tell(job)
      },
      onRun(run) {
        latest.set(run.id, run)
        look()
      },
      onRateStatus(pace) {
        paces.set(pace.connectionId, pace)
        look()
      },
      onUploads(progress) {
        uploads.set(progress.runId, progress)
        look()
      },
      onNotice(error) {
        output.error(error)
        if (!error.code.startsWith('journal.')) return
        halted = true
        done.resolve()
      },
    },
    know(run) {
      if (latest.get(run.id)?.state !== 'done' || run.state === 'done') latest.set(run.id, run)
    },
    async end(runs) {
      followed = new Set(runs.map(({ id }) => id))
      for (const run of runs) if (!latest.has(run.id)) latest.set(run.id, run)
      for (const job of early) tell(job)
      early = []
      look()
      await done.promise
      output.progress('')
    },
    leave: () => done.resolve(),
    flushed: () => writing,
    halted: () => halted,
  }
}

/** Done or paused, with nothing under way: a paused one waits for the person, in a done one a lost job may be attached. */
function isOver(run: Run): boolean {
  return (run.state === 'done' || run.state === 'paused') && underWay(run) === 0
}

function progressOf(
  runs: readonly Run[],
  paces: readonly RateStatus[],
  uploads: readonly UploadProgress[],
  clock: (ms: number) => string,
  now: number,
): string {
  const sum = (of: (run: Run) => number): number => runs.reduce((all, run) => all + of(run), 0)
  const total = sum((run) => run.total)
  const failed = sum(({ counts }) => countIn(counts, 'failed'))
  const unknown = sum(({ counts }) => countIn(counts, 'unknown'))
  const expired = sum(({ counts }) => countIn(counts, 'expired'))
  const files = uploads.reduce((all, { files: { of } }) => all + of, 0)
  const stored = uploads.reduce((all, upload) => all + upload.files.stored, 0)
  const perSecond = paces.reduce((all, pace) => all + pace.perSecond, 0)
  const until = Math.max(0, ...paces.map(({ closedUntil }) => closedUntil ?? 0))
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
