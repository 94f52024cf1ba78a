import TinyQueue from 'tinyqueue'
import type { AppError } from '#shared/errors/app-error.ts'
import type { RateStatus } from '#shared/model/run.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import type { PolledJob } from '#main/jobs/polling/polled-job.ts'
import type { ActiveRun } from '#main/jobs/runs/active-run.ts'
import type { ActiveRuns } from '#main/jobs/runs/active-runs.ts'
import type { MonotonicClock } from '#main/lib/monotonic-clock.ts'
import { PollBrake } from './poll-brake.ts'
import { RateStatusPublisher } from './rate-status-publisher.ts'
import { RequestLimiter, type Permit } from './request-limiter.ts'
import { SendingWindow, type NextJob, type PrepareSend } from './sending-window.ts'

/** Requests that had to wait for the rate not longer ago than this make it scarce, ms. */
const RATE_SCARCE_WINDOW_MS = 5000

/** Whether one more job of a run may be sent. `wait`: those under way decide. An error: why the run has to pause. */
export type StartDecision = 'go' | 'wait' | AppError

/** The parts of the engine that make the requests which a scheduler lets go. */
export interface RequestHandlers {
  readonly decideStart: (run: ActiveRun) => StartDecision
  readonly prepare: PrepareSend
  readonly poll: (polled: PolledJob, permit: Permit, limiter: RequestLimiter) => Promise<void>
}

export interface ConnectionSchedulerOptions {
  readonly connectionId: string
  readonly ports: Pick<EnginePorts, 'limits' | 'random' | 'onRateStatus'>
  readonly clock: MonotonicClock
  readonly runs: ActiveRuns
  readonly handlers: RequestHandlers
  /** Keeps hold of work under way, and of what it fails with. */
  readonly track: (work: Promise<void>) => void
}

type Request<T> = (permit: Permit, limiter: RequestLimiter) => Promise<T>
type Work = (permit: Permit) => Promise<void>

/** The permit of a request that comes while nothing may be sent: it can never be used. */
const REFUSED_PERMIT: Permit = { tryUse: () => false, release: () => undefined }

/** What has its turn beside polls and sends: the steps of uploads, and output files. */
export type RequestTurn = 'upload' | 'outputFile'

/**
 * All requests of one connection under its one limiter: what a person waits for, then polls, sends, uploads and output
 * files in turn, so that each kind has its share of the rate however many of the others wait.
 */
export class ConnectionScheduler {
  readonly #options: ConnectionSchedulerOptions
  readonly #limiter: RequestLimiter
  readonly #publisher: RateStatusPublisher
  /** What a person waits for. */
  readonly #urgent: Work[] = []
  readonly #waiting: Readonly<Record<RequestTurn, Work[]>> = { upload: [], outputFile: [] }
  /** Due polls, the nearest deadline first. */
  readonly #duePolls = new TinyQueue<PolledJob>([], (a, b) => a.deadline - b.deadline)
  readonly #turns: readonly (() => Work | null)[] = [
    () => this.#nextPoll(),
    () => this.#nextSend(),
    () => this.#waiting.upload.shift() ?? null,
    () => this.#waiting.outputFile.shift() ?? null,
  ]
  readonly #sending: SendingWindow
  /** Holds the polls back while none of them tells anything. */
  readonly pollBrake: PollBrake
  #turn = 0
  #isRunning = true
  #cancelTimer: (() => void) | null = null
  #waitedForRateAt = -Infinity

  constructor(options: ConnectionSchedulerOptions) {
    const { connectionId, ports, clock } = options
    this.#options = options
    this.#limiter = new RequestLimiter(() => ports.limits(connectionId), clock, ports.random)
    this.pollBrake = new PollBrake(ports.random)
    this.#sending = new SendingWindow(options.handlers.prepare)
    this.#publisher = new RateStatusPublisher(() => this.rateStatus(), ports.onRateStatus, clock)
  }

  rateStatus(): RateStatus {
    return { connectionId: this.#options.connectionId, ...this.#limiter.rateStatus() }
  }

  /** The rate is what holds requests back: each one that is spared lets another one go. */
  get isRateScarce(): boolean {
    return this.#options.clock.now() - this.#waitedForRateAt < RATE_SCARCE_WINDOW_MS
  }

  /** Nothing more leaves, and no status is published any more. */
  close(): void {
    this.setRunning(false)
    this.#publisher.close()
  }

  /** A poll is due: it is made when the limiter allows. Call `sendNext` afterwards. */
  enqueuePoll(polled: PolledJob): void {
    this.#duePolls.push(polled)
  }

  /** A single request that a person waits for. */
  requestNow<T>(request: Request<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    this.#urgent.push((permit) => request(permit, this.#limiter).then(resolve, reject))
    this.sendNext()
    return promise
  }

  /** A single request that goes when its kind has its turn. Aborted before that, its permit says so. */
  requestInTurn<T>(turn: RequestTurn, signal: AbortSignal, request: Request<T>): Promise<T> {
    // Whoever fetches output files waits by itself; an upload stays here until its signal ends.
    if (signal.aborted || (turn === 'outputFile' && !this.#isRunning))
      return request(REFUSED_PERMIT, this.#limiter)
    const queue = this.#waiting[turn]
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const work: Work = (permit) => {
      signal.removeEventListener('abort', giveUp)
      return request(permit, this.#limiter).then(resolve, reject)
    }
    const giveUp = (): void => {
      queue.splice(queue.indexOf(work), 1)
      this.#options.track(work(REFUSED_PERMIT))
    }
    signal.addEventListener('abort', giveUp, { once: true })
    queue.push(work)
    this.sendNext()
    return promise
  }

  /** False: nothing more leaves; true: goes on. */
  setRunning(isRunning: boolean): void {
    this.#isRunning = isRunning
    const { outputFile } = this.#waiting
    if (!isRunning) for (const work of outputFile.splice(0)) this.#options.track(work(REFUSED_PERMIT))
    this.sendNext()
  }

  /** Sends what may be sent now. To be called whenever something became possible. */
  sendNext(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#takeBackPrepared()
    while (this.#isRunning) {
      const waitMs = this.#limiter.waitMs()
      if (waitMs > 0) {
        if (waitMs !== Infinity) this.#waitForRate(waitMs)
        break
      }
      const work = this.#nextWork()
      if (work === null) {
        this.#waitForPolls()
        break
      }
      this.#begin(work)
    }
    this.#prepareAhead()
    this.#publisher.request()
  }

  #prepareAhead(): void {
    while (this.#isRunning && this.#limiter.isSaturated) {
      const next = this.#nextJob()
      if (next === null) return
      this.#options.track(this.#sending.prepareAhead(next).finally(() => this.sendNext()))
    }
  }

  #takeBackPrepared(): void {
    for (const end of this.#sending.takeBack(this.#isRunning && !this.#limiter.isPaced))
      this.#options.track(end.then(() => this.sendNext()))
  }

  #waitForRate(ms: number): void {
    if (this.#hasWork()) this.#waitedForRateAt = this.#options.clock.now()
    this.#cancelTimer = this.#options.clock.after(ms, () => this.sendNext())
  }

  /** Polls that are held back are tried later. */
  #waitForPolls(): void {
    const waitMs = this.#duePolls.length === 0 ? Infinity : this.pollBrake.waitMs(this.#options.clock.now())
    if (waitMs > 0 && waitMs !== Infinity)
      this.#cancelTimer = this.#options.clock.after(waitMs, () => this.sendNext())
  }

  #hasWork(): boolean {
    if (this.#urgent.length + this.#waiting.upload.length > 0 || this.#duePolls.length > 0) return true
    if (this.#sending.hasPrepared) return true
    const runs = this.#options.runs.byConnection(this.#options.connectionId)
    return runs.some((run) => run.state === 'running' && !run.feed.isExhausted)
  }

  #begin(work: Work): void {
    const permit = this.#limiter.acquire()
    const release = (): void => {
      permit.release()
      this.sendNext()
    }
    this.#options.track(work({ tryUse: permit.tryUse, release }).finally(release))
  }

  #nextWork(): Work | null {
    const urgent = this.#urgent.shift()
    if (urgent !== undefined) return urgent
    for (let tried = 0; tried < this.#turns.length; tried++) {
      this.#turn = (this.#turn + 1) % this.#turns.length
      const work = this.#turns[this.#turn]?.() ?? null
      if (work !== null) return work
    }
    return null
  }

  #nextPoll(): Work | null {
    const { handlers, clock } = this.#options
    if (this.pollBrake.waitMs(clock.now()) > 0) return null
    for (let polled = this.#duePolls.pop(); polled !== undefined; polled = this.#duePolls.pop()) {
      const due = polled
      if (due.isForgotten) continue
      const end = this.pollBrake.begin()
      return (permit) => handlers.poll(due, permit, this.#limiter).finally(end)
    }
    return null
  }

  #nextSend(): Work | null {
    const prepared = this.#sending.takePrepared()
    if (prepared !== undefined)
      return (permit) => this.#sending.endSending(prepared.send(permit, this.#limiter))
    const next = this.#nextJob()
    if (next === null) return null
    return async (permit) => {
      const direct = await this.#sending.prepare(next)
      if (direct !== null) await this.#sending.endSending(direct.send(permit, this.#limiter))
    }
  }

  /** The next job that may be sent; it counts as in flight from here on. */
  #nextJob(): NextJob | null {
    if (this.#sending.isFull(this.#limiter.maxInFlight)) return null
    const { connectionId, runs, handlers, track } = this.#options
    for (const run of runs.byConnection(connectionId)) {
      if (run.state !== 'running' || !run.refusalGuard.maySend(run.inFlight)) continue
      if (run.feed.isLow) track(run.feed.fill().then(() => this.sendNext()))
      const job = run.feed.next()
      if (job === null) continue
      const decision = handlers.decideStart(run)
      if (decision === 'go') {
        run.inFlight += 1
        return { run, job }
      }
      run.feed.putBack(job)
      if (decision !== 'wait') track(runs.pauseWithReason(run, decision))
    }
    return null
  }
}
