import { appError } from '#shared/errors/catalogue.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { ActiveRun } from '#main/jobs/runs/active-run.ts'
import type { StartDecision } from './connection-scheduler.ts'

interface DayCount {
  readonly day: string
  starts: number
}

/**
 * *First results early* and the caps of a connection (contract 10), asked before the intent is written. What is under
 * way counts as started, so that no answer can break a cap.
 */
export class StartLimits {
  readonly #context: EngineContext
  readonly #dayCounts = new Map<string, DayCount>()
  readonly #loading = new Set<string>()

  constructor(context: EngineContext) {
    this.#context = context
  }

  /** Whether one more job of the run may be sent. */
  decide(run: ActiveRun): StartDecision {
    const { perRun, perDay } = this.#context.ports.limits(run.connectionId)
    const { firstResults } = run.options
    const { starts, refused } = run.tally
    const { inFlight } = run
    if (firstResults !== null && starts + refused + inFlight >= firstResults)
      return inFlight > 0 ? 'wait' : appError('run.firstResults', { count: firstResults })
    if (perRun !== null && starts + inFlight >= perRun)
      return inFlight > 0 ? 'wait' : appError('run.perRun', { limit: perRun })
    return perDay === null ? 'go' : this.#decideByDay(run.connectionId, perDay)
  }

  /** A request of the connection started a job, or may have. */
  noteStart(connectionId: string): void {
    const count = this.#dayCounts.get(connectionId)
    if (count !== undefined) count.starts += 1
  }

  #decideByDay(connectionId: string, perDay: number): StartDecision {
    const { clock, runs } = this.#context
    const inFlight = runs.byConnection(connectionId).reduce((sum, run) => sum + run.inFlight, 0)
    const count = this.#dayCounts.get(connectionId)
    if (count?.day !== toLocalDay(clock.now())) {
      // Read while no request is under way, so that each one is counted once.
      if (inFlight === 0) this.#load(connectionId)
      return 'wait'
    }
    if (count.starts + inFlight < perDay) return 'go'
    return inFlight > 0 ? 'wait' : appError('run.perDay', { limit: perDay })
  }

  #load(connectionId: string): void {
    if (this.#loading.has(connectionId)) return
    const { reader, clock, track, schedulers } = this.#context
    const now = clock.now()
    const load = async (): Promise<void> => {
      try {
        const { today } = await reader.billedStarts(connectionId, now)
        this.#dayCounts.set(connectionId, { day: toLocalDay(now), starts: today.accepted + today.maybe })
      } finally {
        this.#loading.delete(connectionId)
      }
      schedulers.sendNext(connectionId)
    }
    this.#loading.add(connectionId)
    track(load())
  }
}

const toLocalDay = (ms: number): string => new Date(ms).toDateString()
