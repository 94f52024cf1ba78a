import type { AppError } from '#shared/errors/app-error.ts'
import type { Job } from '#shared/model/job.ts'
import type { RateStatus } from '#shared/model/run.ts'
import type { ActiveRun } from '#main/jobs/runs/active-run.ts'
import type { ActiveRuns } from '#main/jobs/runs/active-runs.ts'
import type { StartDecision } from './start-limits.ts'
import { RequestLimiter, type RequestLimits, type Permit } from './request-limiter.ts'
import type { MonotonicClock } from '#main/lib/monotonic-clock.ts'
import { PriorityQueue } from '#main/lib/priority-queue.ts'
import { RateStatusPublisher } from './rate-status-publisher.ts'
import type { PolledJob } from '#main/jobs/polling/polled-job.ts'

/** Requests that had to wait for the rate not longer ago than this make it scarce, ms. */
const RATE_SCARCE_WINDOW_MS = 5000

export interface ConnectionSchedulerOptions {
  readonly connectionId: string
  readonly limits: () => RequestLimits
  readonly clock: MonotonicClock
  readonly random: () => number
  readonly runs: ActiveRuns
  /** Whether one more job of the run may be sent. */
  readonly mayStart: (run: ActiveRun) => StartDecision
  readonly pause: (run: ActiveRun, reason: AppError) => Promise<void>
  readonly onRateStatus: (pace: RateStatus) => void
  readonly send: (run: ActiveRun, job: Job, permit: Permit, budget: RequestLimiter) => Promise<void>
  readonly poll: (entry: PolledJob, permit: Permit, budget: RequestLimiter) => Promise<void>
  /** Keeps hold of work under way, and of what it fails with. */
  readonly track: (work: Promise<void>) => void
}

const SHUT: Permit = { tryUse: () => false, release: () => undefined }

type Work = (permit: Permit) => Promise<void>

/** All requests of one connection under its one budget: what a person waits for, then polls and sends in turn. */
export class ConnectionScheduler {
  readonly #options: ConnectionSchedulerOptions
  readonly #budget: RequestLimiter
  readonly #asked: Work[] = []
  readonly #spare: Work[] = []
  /** Due polls, the nearest deadline first. */
  readonly #due = new PriorityQueue<PolledJob>((a, b) => a.deadline < b.deadline)
  #pollNext = true
  #moving = true
  #cancelWake: (() => void) | null = null
  readonly #teller: RateStatusPublisher
  #waitedAt = -Infinity

  constructor(options: ConnectionSchedulerOptions) {
    this.#options = options
    this.#budget = new RequestLimiter(options.limits, options.clock, options.random)
    this.#teller = new RateStatusPublisher(() => this.rateStatus(), options.onRateStatus, options.clock)
  }

  rateStatus(): RateStatus {
    return { connectionId: this.#options.connectionId, ...this.#budget.rateStatus() }
  }

  /** The rate is what holds requests back: each one that could be spared lets another go. */
  get isRateScarce(): boolean {
    return this.#options.clock.now() - this.#waitedAt < RATE_SCARCE_WINDOW_MS
  }

  /** Nothing more leaves, and nothing more is told. */
  close(): void {
    this.setRunning(false)
    this.#teller.close()
  }

  /** A poll is due: it is made when the budget allows. */
  enqueuePoll(entry: PolledJob): void {
    this.#due.push(entry)
  }

  /** A single request that a person waits for. */
  requestNow<T>(request: (permit: Permit, budget: RequestLimiter) => Promise<T>): Promise<T> {
    return this.#queue(this.#asked, request)
  }

  /** A single request that goes when nothing else waits; while nothing may leave its permit says so at once. */
  requestWhenIdle<T>(request: (permit: Permit, budget: RequestLimiter) => Promise<T>): Promise<T> {
    return this.#moving ? this.#queue(this.#spare, request) : request(SHUT, this.#budget)
  }

  #queue<T>(works: Work[], request: (permit: Permit, budget: RequestLimiter) => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    works.push((permit) => request(permit, this.#budget).then(resolve, reject))
    this.sendNext()
    return promise
  }

  /** False: nothing more leaves; true: goes on. */
  setRunning(moving: boolean): void {
    this.#moving = moving
    if (!moving) for (const work of this.#spare.splice(0)) this.#options.track(work(SHUT))
    this.sendNext()
  }

  /** Sends what may be sent now. To be called whenever something became possible. */
  sendNext(): void {
    this.#cancelWake?.()
    this.#cancelWake = null
    while (this.#moving) {
      const wait = this.#budget.waitMs()
      if (wait > 0) {
        if (wait !== Infinity) this.#sleep(wait)
        break
      }
      const work = this.#next()
      if (work === null) break
      this.#begin(work)
    }
    this.#teller.touch()
  }

  #sleep(ms: number): void {
    if (this.#hasWork()) this.#waitedAt = this.#options.clock.now()
    this.#cancelWake = this.#options.clock.after(ms, () => this.sendNext())
  }

  #hasWork(): boolean {
    if (this.#asked.length > 0 || this.#due.size > 0) return true
    const runs = this.#options.runs.byConnection(this.#options.connectionId)
    return runs.some((run) => run.state === 'running' && !run.feed.isExhausted)
  }

  #begin(work: Work): void {
    const permit = this.#budget.acquire()
    const done = (): void => {
      permit.release()
      this.sendNext()
    }
    this.#options.track(work({ tryUse: permit.tryUse, release: done }).finally(done))
  }

  #next(): Work | null {
    const asked = this.#asked.shift()
    if (asked !== undefined) return asked
    this.#pollNext = !this.#pollNext
    const work = this.#pollNext ? (this.#poll() ?? this.#send()) : (this.#send() ?? this.#poll())
    return work ?? this.#spare.shift() ?? null
  }

  #poll(): Work | null {
    for (let entry = this.#due.pop(); entry !== null; entry = this.#due.pop()) {
      const due = entry
      if (!due.isForgotten) return (permit) => this.#options.poll(due, permit, this.#budget)
    }
    return null
  }

  #send(): Work | null {
    for (const run of this.#options.runs.byConnection(this.#options.connectionId)) {
      if (run.state !== 'running' || !run.refusalGuard.maySend(run.inFlight)) continue
      if (run.feed.isLow) this.#options.track(run.feed.fill().then(() => this.sendNext()))
      const job = run.feed.next()
      if (job === null) continue
      const leave = this.#options.mayStart(run)
      if (leave === 'go') {
        run.inFlight += 1
        return (permit) => this.#options.send(run, job, permit, this.#budget)
      }
      run.feed.putBack(job)
      if (leave !== 'wait') this.#options.track(this.#options.pause(run, leave))
    }
    return null
  }
}
