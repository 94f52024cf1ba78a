import type { StatusOutcome } from '#main/filestack/client.ts'
import { JournalError } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { assertNever } from '#shared/model/assert.ts'
import { fullJitter } from '#shared/model/backoff.ts'
import type { Job, JobPatch } from '#shared/model/job.ts'
import { discardBody } from '#main/lib/body-file.ts'
import { TimerQueue, type TimedItem } from '#main/lib/timer-queue.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import { findRefusalCause, type Permit, type RequestLimiter } from '#main/jobs/scheduling/request-limiter.ts'
import type { FileConnection } from '#main/jobs/output-files/output-files.ts'
import { archiveResult } from './archive-result.ts'
import { PollSchedule } from './poll-schedule.ts'
import { PollSchedules } from './poll-schedules.ts'
import { toPolledJob, type PolledJob } from './polled-job.ts'
import { MAX_AT_ONCE, stagger } from './stagger.ts'

/** After this many failures in a row, the job shows its error. */
const FAILURES_BEFORE_SHOWN = 3
/** A poll that is later than this was held up by a sleep or a time offline, ms. */
const LATE_MS = 2000
/** The longest wait between two failed reads of a job that the service may have deleted, ms: nothing more can be lost. */
const MAX_LATE_WAIT_MS = 3_600_000
/** The wait after a result that could not be written, ms. */
const WRITE_RETRY_BASE_MS = 5000

type Ended = Extract<StatusOutcome, { readonly kind: 'ended' }>

/** Polls started jobs to their end: one queue and one timer for all of them. */
export class Poller {
  readonly #context: EngineContext
  readonly #onArchived: (job: Job) => void
  readonly #queue: TimerQueue<PolledJob>
  readonly #polledJobs = new Map<string, PolledJob>()
  readonly #schedules: PollSchedules

  /** `onArchived`: a job has finished, its result is kept, and its output files are wanted. */
  constructor(context: EngineContext, onArchived: (job: Job) => void) {
    this.#context = context
    this.#onArchived = onArchived
    this.#schedules = new PollSchedules(context.reader, context.ports.random)
    this.#queue = new TimerQueue(context.clock, (due) => this.#pollDue(due))
  }

  /** Polls a job that has just started, or at once (`now`) one whose state is to be known. */
  watch(job: Job, now = false): void {
    const polled = toPolledJob(job)
    if (polled === null || this.#polledJobs.has(job.id)) return
    this.#polledJobs.set(job.id, polled)
    if (now) this.#queue.add(this.#context.clock.now(), polled)
    else this.#schedule(polled)
  }

  /** Polls jobs that were found at the start: the nearest deadline first, spread out. */
  restore(found: readonly PolledJob[]): void {
    for (const polled of found) this.#polledJobs.set(polled.job.id, polled)
    this.#spread(found)
  }

  /** Polls started jobs at once, spread out, but for those that are polled already. */
  watchAll(jobs: readonly Job[]): void {
    const others = jobs.filter(({ id }) => !this.#polledJobs.has(id))
    this.restore(others.map(toPolledJob).filter((entry) => entry !== null))
  }

  /** The job is not polled any more. */
  forget(jobId: string): void {
    const polled = this.#polledJobs.get(jobId)
    if (polled !== undefined) polled.isForgotten = true
    this.#polledJobs.delete(jobId)
  }

  /** False: no poll is due any more; true: goes on. */
  setRunning(isRunning: boolean): void {
    if (isRunning) this.#queue.resume()
    else this.#queue.pause()
  }

  /** One request for the status of a job, and what follows from the answer. */
  async poll(polled: PolledJob, permit: Permit, limiter: RequestLimiter): Promise<void> {
    const { client, ports, clock, schedulers, signal } = this.#context
    const credentials = await ports.credentials(polled.job.connectionId)
    if (polled.isForgotten) return
    if (credentials.ok && !permit.tryUse()) return schedulers.enqueuePolls([polled])
    const outcome = credentials.ok
      ? await client.status(credentials.data, polled.remoteJobId, signal)
      : ({ kind: 'withheld', error: credentials.error } as const)
    if (outcome.kind !== 'withheld') polled.requests += 1
    reportStatusRate(limiter, outcome)
    this.#reportRead(polled, outcome)
    permit.release()
    try {
      if (polled.isForgotten || signal.aborted) return
      await this.#settle(polled, outcome, credentials.ok ? credentials.data : null)
    } catch (cause) {
      if (!(cause instanceof JournalError)) throw cause
      // The service still has the result, so it is asked for again when the journal can be written.
      polled.failures += 1
      const waitMs = WRITE_RETRY_BASE_MS + fullJitter(ports.random, polled.failures)
      this.#queue.add(clock.now() + waitMs, polled)
    } finally {
      if (outcome.kind === 'ended') await discardBody(outcome.body)
    }
  }

  /** When no read succeeds, all reads of the connection wait, and the person is notified once. */
  #reportRead({ job }: PolledJob, outcome: StatusOutcome): void {
    const { schedulers, clock, ports } = this.#context
    const { pollBrake } = schedulers.get(job.connectionId)
    if (outcome.kind !== 'retry' && outcome.kind !== 'withheld') return pollBrake.succeeded()
    if (outcome.kind === 'retry' && outcome.isMistimed === true) return
    // For these, the limiter waits already.
    if (outcome.kind === 'retry' && findRefusalCause(outcome.error, outcome.rate) !== null) return
    if (pollBrake.failed(clock.now()))
      ports.onNotice(appError('jobs.unreadable', { reason: outcome.error.message }))
  }

  async #settle(polled: PolledJob, outcome: StatusOutcome, connection: FileConnection | null): Promise<void> {
    switch (outcome.kind) {
      case 'running':
        return this.#settleRunning(polled, outcome.remoteStatus)
      case 'ended':
        return this.#settleEnded(polled, outcome, connection)
      case 'gone':
        return this.#settleGone(polled, outcome.error)
      case 'unkept':
        this.#context.transitions.reportFailure(outcome.error)
        throw new JournalError(outcome.error)
      case 'retry':
        // Now that the server's time is known, the same request is signed by it.
        if (outcome.isMistimed === true) return this.#queue.add(this.#context.clock.now(), polled)
        return this.#settleFailure(polled, outcome.error)
      case 'withheld':
        return this.#settleFailure(polled, outcome.error)
      default:
        return assertNever(outcome)
    }
  }

  async #settleEnded(polled: PolledJob, outcome: Ended, connection: FileConnection | null): Promise<void> {
    const { transitions, ports, clock } = this.#context
    const hasFiles = outcome.end === 'finished'
    const job = await archiveResult(transitions, clock, polled, outcome, hasFiles ? connection : null)
    this.forget(polled.job.id)
    if (job !== null && hasFiles && ports.keepOutputFiles()) this.#onArchived(job)
    if (outcome.durationMs !== null) this.#schedules.learn(polled.job, outcome.durationMs)
  }

  async #settleRunning(polled: PolledJob, remoteStatus: string): Promise<void> {
    polled.runningAnswers += 1
    polled.failures = 0
    polled.goneLooks.clear()
    const { job } = polled
    const slow = job.slow || this.#isSlow(polled)
    if (job.remoteStatus !== remoteStatus || job.error !== null || slow !== job.slow)
      await this.#patch(polled, { remoteStatus, error: null, slow, polls: polled.requests })
    this.#schedule(polled)
  }

  async #settleGone(polled: PolledJob, error: AppError): Promise<void> {
    const { transitions, ports, clock } = this.#context
    const now = clock.now()
    polled.failures = 0
    const evidence = polled.goneLooks.note(error, now)
    if (evidence === null) return this.#queue.add(now + polled.goneLooks.waitMs(ports.random), polled)
    await transitions.expire(polled.job, evidence, { endedAt: now, polls: polled.requests })
    this.forget(polled.job.id)
  }

  async #settleFailure(polled: PolledJob, error: AppError): Promise<void> {
    const { ports, clock } = this.#context
    const isLate = clock.now() > polled.deadline
    const waitMs = fullJitter(ports.random, polled.failures, ...(isLate ? [1000, MAX_LATE_WAIT_MS] : []))
    polled.failures += 1
    if (polled.failures >= FAILURES_BEFORE_SHOWN && polled.job.error?.code !== error.code)
      await this.#patch(polled, { error })
    this.#queue.add(clock.now() + waitMs, polled)
  }

  async #patch(polled: PolledJob, patch: JobPatch): Promise<void> {
    polled.job = (await this.#context.transitions.patch(polled.job, patch)) ?? polled.job
  }

  #isSlow(polled: PolledJob): boolean {
    const schedule = this.#schedules.find(polled.job)
    const slowAfterMs = schedule instanceof PollSchedule ? schedule.slowAfterMs : null
    return slowAfterMs !== null && this.#context.clock.now() - polled.startedAt > slowAfterMs
  }

  /** Schedules the next poll by the durations of earlier jobs of the workflow. */
  #schedule(polled: PolledJob): void {
    const schedule = this.#schedules.find(polled.job)
    if (schedule instanceof PollSchedule) return this.#add(polled, schedule)
    this.#context.track(schedule.then((loaded) => this.#add(polled, loaded)))
  }

  #add(polled: PolledJob, schedule: PollSchedule): void {
    const now = this.#context.clock.now()
    const { isRateScarce } = this.#context.schedulers.get(polled.job.connectionId)
    const waitMs = schedule.waitMs(now - polled.startedAt, polled.runningAnswers, isRateScarce)
    this.#queue.add(now + waitMs, polled)
  }

  /** Polls the jobs that are due. When many are late, the computer slept or was offline, and they are spread. */
  #pollDue(due: readonly TimedItem<PolledJob>[]): void {
    const now = this.#context.clock.now()
    const polledJobs = due.map(({ item }) => item).filter((polled) => !polled.isForgotten)
    const late = due.filter(({ at }) => now - at > LATE_MS).length
    if (late > MAX_AT_ONCE) this.#spread(polledJobs)
    else this.#context.schedulers.enqueuePolls(polledJobs)
  }

  #spread(polledJobs: readonly PolledJob[]): void {
    const now = this.#context.clock.now()
    for (const { entry, waitMs } of stagger(polledJobs)) this.#queue.add(now + waitMs, entry)
  }
}

/** What a status answer says of the rate. */
export function reportStatusRate(limiter: RequestLimiter, outcome: StatusOutcome): void {
  if (outcome.kind === 'withheld') return
  if (outcome.kind !== 'retry') return limiter.answered(outcome.rate)
  const cause = findRefusalCause(outcome.error, outcome.rate)
  if (cause !== null) limiter.refused(outcome.rate, cause)
}
