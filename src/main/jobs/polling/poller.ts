import type { FilestackClient, StatusOutcome } from '#main/filestack/client.ts'
import { JournalError, type JournalReader } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { assertNever } from '#shared/model/assert.ts'
import { fullJitter } from '#shared/model/backoff.ts'
import type { Hosts } from '#shared/model/connection.ts'
import type { Job, JobPatch } from '#shared/model/job.ts'
import { TimerQueue, type TimedItem } from '#main/lib/timer-queue.ts'
import { archiveResult } from './archive-result.ts'
import {
  findRefusalCause,
  NO_RATE_HINT,
  type RequestLimiter,
  type Permit,
} from '#main/jobs/scheduling/request-limiter.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import { PollSchedule } from './poll-schedule.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import { MAX_AT_ONCE, stagger } from './stagger.ts'
import { toPolledJob, type PolledJob } from './polled-job.ts'
import { PollSchedules } from './poll-schedules.ts'

/** So many answers in a row that the job is gone end it. */
const MISSES = 3
/** The first miss may come too early: the service needs a moment to know a new job. Base of the wait, ms. */
const MISS_BASE = 10_000
/** So many failures in a row are shown on the job. */
const SHOWN_AFTER = 3

export interface PollerOptions {
  readonly client: FilestackClient
  readonly reader: JournalReader
  readonly ports: EnginePorts
  readonly commits: JobTransitions
  readonly signal: AbortSignal
  /** A poll is due: to be made under the budget of its connection. */
  readonly onDue: (entries: readonly PolledJob[]) => void
  /** Whether the rate is what holds requests of a connection back. */
  readonly isScarce: (connectionId: string) => boolean
  /** A job has ended and its result is kept. */
  readonly onArchived: (job: Job) => void
  readonly track: (work: Promise<void>) => void
}

/** Watches started jobs to their end: one heap and one timer for all of them. */
export class Poller {
  readonly #options: PollerOptions
  readonly #agenda: TimerQueue<PolledJob>
  readonly #watched = new Map<string, PolledJob>()
  readonly #times: PollSchedules

  constructor(options: PollerOptions) {
    this.#options = options
    this.#times = new PollSchedules(options.reader, options.ports.random)
    this.#agenda = new TimerQueue(options.ports.clock, (due) => this.#due(due))
  }

  get jobCount(): number {
    return this.#watched.size
  }

  /** Watches a job that has just started, or at once (`now`) one whose state is to be known. */
  watch(job: Job, now = false): void {
    const entry = toPolledJob(job)
    if (entry === null || this.#watched.has(job.id)) return
    this.#watched.set(job.id, entry)
    if (now) this.#agenda.add(this.#options.ports.clock.now(), entry)
    else this.#again(entry)
  }

  /** Watches jobs found at the start: the nearest deadline first, spread out. */
  restore(entries: readonly PolledJob[]): void {
    for (const entry of entries) this.#watched.set(entry.job.id, entry)
    this.#spread(entries)
  }

  forget(jobId: string): void {
    const entry = this.#watched.get(jobId)
    if (entry !== undefined) entry.isForgotten = true
    this.#watched.delete(jobId)
  }

  setOnline(online: boolean): void {
    if (online) this.#agenda.resume()
    else this.#agenda.pause()
  }

  async poll(entry: PolledJob, permit: Permit, budget: RequestLimiter): Promise<void> {
    const { client, ports, signal } = this.#options
    const credentials = await ports.credentials(entry.job.connectionId)
    if (entry.isForgotten) return
    if (credentials.ok && !permit.tryUse()) return this.#options.onDue([entry])
    if (credentials.ok) entry.requests += 1
    const outcome = credentials.ok
      ? await client.status(credentials.data, entry.remoteJobId, signal)
      : ({ kind: 'retry', error: credentials.error, rate: NO_RATE_HINT } as const)
    reportStatusRate(budget, outcome)
    permit.release()
    if (entry.isForgotten || signal.aborted) return
    try {
      await this.#told(entry, outcome, credentials.ok ? credentials.data.hosts : null)
    } catch (cause) {
      if (!(cause instanceof JournalError)) throw cause
      // The result stays with the service for now: it is asked for again when there may be room.
      entry.failures += 1
      this.#agenda.add(ports.clock.now() + 5000 + fullJitter(ports.random, entry.failures), entry)
    }
  }

  async #told(entry: PolledJob, outcome: StatusOutcome, hosts: Hosts | null): Promise<void> {
    const { commits, ports } = this.#options
    switch (outcome.kind) {
      case 'running':
        return this.#running(entry, outcome.remoteStatus)
      case 'ended': {
        const keep = outcome.end === 'finished' && ports.keepProducedFiles()
        const job = await archiveResult(commits, ports.clock, entry, outcome, keep ? hosts : null)
        this.forget(entry.job.id)
        if (job !== null && keep) this.#options.onArchived(job)
        if (outcome.durationMs !== null) this.#times.learn(entry.job, outcome.durationMs)
        return
      }
      case 'gone':
        return this.#missed(entry, outcome.error)
      case 'retry':
        return ports.clock.now() > entry.deadline
          ? this.#missed(entry, appError('service.gone', {}, { detail: outcome.error.message }))
          : this.#failed(entry, outcome.error)
      default:
        return assertNever(outcome)
    }
  }

  async #running(entry: PolledJob, remoteStatus: string): Promise<void> {
    entry.runningAnswers += 1
    entry.failures = 0
    entry.goneAnswers = 0
    const { job } = entry
    const slow = job.slow || this.#isSlow(entry)
    if (job.remoteStatus !== remoteStatus || job.error !== null || slow !== job.slow)
      await this.#note(entry, { remoteStatus, error: null, slow, polls: entry.requests })
    this.#again(entry)
  }

  async #missed(entry: PolledJob, error: AppError): Promise<void> {
    const { commits, ports } = this.#options
    entry.goneAnswers += 1
    if (entry.goneAnswers < MISSES) {
      const wait = MISS_BASE * entry.goneAnswers * (1 + ports.random())
      this.#agenda.add(ports.clock.now() + wait, entry)
      return
    }
    await commits.transition(entry.job, 'expired', { error, endedAt: ports.clock.now(), polls: entry.requests })
    this.forget(entry.job.id)
  }

  async #failed(entry: PolledJob, error: AppError): Promise<void> {
    const { ports } = this.#options
    const wait = fullJitter(ports.random, entry.failures)
    entry.failures += 1
    if (entry.failures >= SHOWN_AFTER && entry.job.error?.code !== error.code)
      await this.#note(entry, { error })
    this.#agenda.add(ports.clock.now() + wait, entry)
  }

  async #note(entry: PolledJob, patch: JobPatch): Promise<void> {
    entry.job = (await this.#options.commits.patch(entry.job, patch)) ?? entry.job
  }

  #isSlow(entry: PolledJob): boolean {
    const times = this.#times.find(entry.job)
    const limit = times instanceof PollSchedule ? times.slowAfterMs : null
    return limit !== null && this.#options.ports.clock.now() - entry.startedAt > limit
  }

  /** Puts the next ask where the earlier jobs of the workflow say. */
  #again(entry: PolledJob): void {
    const times = this.#times.find(entry.job)
    if (times instanceof PollSchedule) return this.#plan(entry, times)
    this.#options.track(times.then((loaded) => this.#plan(entry, loaded)))
  }

  #plan(entry: PolledJob, times: PollSchedule): void {
    const now = this.#options.ports.clock.now()
    const scarce = this.#options.isScarce(entry.job.connectionId)
    this.#agenda.add(now + times.waitMs(now - entry.startedAt, entry.runningAnswers, scarce), entry)
  }

  /** Many that are late at once mean that the computer slept or was offline. */
  #due(due: readonly TimedItem<PolledJob>[]): void {
    const now = this.#options.ports.clock.now()
    const entries = due.map(({ item }) => item).filter((entry) => !entry.isForgotten)
    const late = due.filter(({ at }) => now - at > 2000).length
    if (late > MAX_AT_ONCE) this.#spread(entries)
    else this.#options.onDue(entries)
  }

  #spread(entries: readonly PolledJob[]): void {
    const now = this.#options.ports.clock.now()
    for (const { entry, waitMs } of stagger(entries)) this.#agenda.add(now + waitMs, entry)
  }
}

/** What a status answer says of the rate. */
export function reportStatusRate(budget: RequestLimiter, outcome: StatusOutcome): void {
  if (outcome.kind !== 'retry') return budget.answered(outcome.rate)
  const cause = findRefusalCause(outcome.error, outcome.rate)
  if (cause !== null) budget.refused(outcome.rate, cause)
}
