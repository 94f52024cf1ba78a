import { Budget, type Limits, type Permit } from './budget.ts'
import type { ActiveRun, ActiveRuns } from './active-runs.ts'
import { Heap } from './heap.ts'
import type { Clock } from './ports.ts'
import type { Job } from '#shared/model/job.ts'
import type { Watched } from './watched.ts'

export interface LaneOptions {
  readonly connectionId: string
  readonly limits: Limits
  readonly clock: Clock
  readonly random: () => number
  readonly runs: ActiveRuns
  readonly send: (run: ActiveRun, job: Job, permit: Permit, budget: Budget) => Promise<void>
  readonly poll: (entry: Watched, permit: Permit, budget: Budget) => Promise<void>
  /** Keeps hold of work under way, and of what it fails with. */
  readonly track: (work: Promise<void>) => void
}

type Work = (permit: Permit) => Promise<void>

/** All requests of one connection under its one budget: what a person waits for, then polls and sends in turn. */
export class Lane {
  readonly #options: LaneOptions
  readonly #budget: Budget
  readonly #asked: Work[] = []
  /** Due polls, the nearest deadline first. */
  readonly #due = new Heap<Watched>((a, b) => a.deadline < b.deadline)
  #pollNext = true
  #moving = true
  #cancelWake: (() => void) | null = null

  constructor(options: LaneOptions) {
    this.#options = options
    this.#budget = new Budget(options.limits, options.clock, options.random)
  }

  /** A poll is due: it is made when the budget allows. */
  due(entry: Watched): void {
    this.#due.push(entry)
  }

  /** A single request that a person waits for. */
  ask<T>(request: (permit: Permit, budget: Budget) => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    this.#asked.push((permit) => request(permit, this.#budget).then(resolve, reject))
    this.pump()
    return promise
  }

  /** False: nothing more leaves; true: goes on. */
  move(moving: boolean): void {
    this.#moving = moving
    this.pump()
  }

  /** Sends what may be sent now. To be called whenever something became possible. */
  pump(): void {
    this.#cancelWake?.()
    this.#cancelWake = null
    while (this.#moving) {
      const wait = this.#budget.waitMs()
      const work = wait > 0 ? null : this.#next()
      if (work === null) {
        if (wait > 0 && wait !== Infinity)
          this.#cancelWake = this.#options.clock.after(wait, () => this.pump())
        return
      }
      this.#begin(work)
    }
  }

  #begin(work: Work): void {
    const permit = this.#budget.take()
    const done = (): void => {
      permit.done()
      this.pump()
    }
    this.#options.track(work({ leave: permit.leave, done }).finally(done))
  }

  #next(): Work | null {
    const asked = this.#asked.shift()
    if (asked !== undefined) return asked
    this.#pollNext = !this.#pollNext
    return this.#pollNext ? (this.#poll() ?? this.#send()) : (this.#send() ?? this.#poll())
  }

  #poll(): Work | null {
    for (let entry = this.#due.pop(); entry !== null; entry = this.#due.pop()) {
      const due = entry
      if (!due.forgotten) return (permit) => this.#options.poll(due, permit, this.#budget)
    }
    return null
  }

  #send(): Work | null {
    for (const run of this.#options.runs.ofConnection(this.#options.connectionId)) {
      if (run.state !== 'running' || !run.refusals.mayAsk(run.inFlight)) continue
      if (run.feed.low) this.#options.track(run.feed.fill().then(() => this.pump()))
      const job = run.feed.next()
      if (job !== null) {
        run.inFlight += 1
        return (permit) => this.#options.send(run, job, permit, this.#budget)
      }
    }
    return null
  }
}
