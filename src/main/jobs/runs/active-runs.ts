import { JournalError, type JournalReader, type RunChange } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { WAITING_STATES } from '#shared/model/job-state.ts'
import { countUnderWay, type Run, type RunOptions, type RunState } from '#shared/model/run.ts'
import type { Clock } from '#main/lib/clock.ts'
import { Listeners } from '#main/lib/listeners.ts'
import { Throttle } from '#main/lib/throttle.ts'
import { JobFeed } from './job-feed.ts'
import type { JobTransitions } from './job-transitions.ts'
import { RefusalGuard } from './refusal-guard.ts'
import { readTally, type ActiveRun, type Tally } from './active-run.ts'

/** For a run of up to this many jobs, somebody waits at the screen, so it goes first. */
const MAX_INTERACTIVE_JOBS = 20
/** The changes of a run are published at most this often, ms. */
const PUBLISH_INTERVAL_MS = 100

export interface ActiveRunsOptions {
  readonly reader: JournalReader
  readonly clock: Clock
  readonly transitions: JobTransitions
}

/** The runs that are not done. It publishes their changes. */
export class ActiveRuns {
  readonly #options: ActiveRunsOptions
  readonly #byId = new Map<string, ActiveRun>()
  readonly #byConnection = new Map<string, ActiveRun[]>()
  readonly #endWrites = new Set<Promise<unknown>>()
  readonly #throttles = new Map<string, Throttle>()
  readonly #runListeners = new Listeners<Run>()
  readonly #stateListeners = new Listeners<string>()

  constructor(options: ActiveRunsOptions) {
    this.#options = options
  }

  /** Calls back when a run changed in its state or its jobs, at most ten times a second. */
  subscribeRun(onRun: (run: Run) => void): () => void {
    return this.#runListeners.subscribe(onRun)
  }

  /** Calls back at once when a run is paused, stopped or resumed, with its id. */
  subscribeState(onState: (runId: string) => void): () => void {
    return this.#stateListeners.subscribe(onState)
  }

  get(runId: string): ActiveRun | null {
    return this.#byId.get(runId) ?? null
  }

  connections(): readonly string[] {
    return [...this.#byConnection.keys()]
  }

  /** The ends of runs that are being written. */
  endWrites(): readonly Promise<unknown>[] {
    return [...this.#endWrites]
  }

  /** Interactive runs first, then the oldest. */
  byConnection(connectionId: string): readonly ActiveRun[] {
    return this.#byConnection.get(connectionId) ?? []
  }

  /** Adds a run with what it has spent by the journal. Rejects with a `JournalError`. */
  async load(run: Run): Promise<ActiveRun> {
    return this.add(run, await readTally(this.#options.reader, run))
  }

  /** Adds a run, and returns its active run; an existing one is returned as it is. */
  add(run: Run, tally: Tally = { starts: 0, refused: 0 }): ActiveRun {
    const existing = this.get(run.id)
    if (existing !== null) return existing
    const active: ActiveRun = {
      id: run.id,
      connectionId: run.connectionId,
      isInteractive: run.total <= MAX_INTERACTIVE_JOBS,
      feed: new JobFeed(this.#options.reader, run.id),
      refusalGuard: new RefusalGuard(tally.starts > 0),
      tally,
      options: run.options,
      state: run.state,
      pausedBy: run.pausedBy,
      inFlight: 0,
      unclearAnswers: 0,
      pendingRequeues: 0,
      requeues: 0,
      version: 0,
    }
    this.#byId.set(run.id, active)
    const runs = [...this.byConnection(run.connectionId), active]
    this.#byConnection.set(run.connectionId, runs.toSorted(compareUrgency))
    return active
  }

  /** The run as the journal has it, its state as it is here. */
  async read(runId: string): Promise<Run | null> {
    const run = await this.#options.reader.run(runId)
    return run === null ? null : this.withState(run)
  }

  /** A run that was read from the journal, with its state as it is here. */
  withState(run: Run): Run {
    const active = this.get(run.id)
    if (active === null) return run
    const { state, pausedBy, options } = active
    return { ...run, state, pausedBy, options, endedAt: null }
  }

  /**
   * Pauses or stops at once, and then in the journal. Rejects with a `JournalError` when that cannot be written now;
   * it is written as soon as it can be.
   */
  async pauseOrStop(
    active: ActiveRun,
    state: 'paused' | 'stopping',
    pausedBy: AppError | null,
  ): Promise<void> {
    this.pauseOrStopHere(active, state, pausedBy)
    try {
      await this.#options.transitions.write((writer) => writer.changeRun(toChange(active)))
    } catch (cause) {
      this.#persist(active)
      throw cause
    }
  }

  /** Pauses a run that is running and says why; never rejects for what the journal fails with. */
  async pauseWithReason(active: ActiveRun, reason: AppError): Promise<void> {
    if (active.state !== 'running') return
    try {
      await this.pauseOrStop(active, 'paused', reason)
    } catch (cause) {
      if (!(cause instanceof JournalError)) throw cause
    }
  }

  /** Pauses or stops in memory only; a command writes it. */
  pauseOrStopHere(active: ActiveRun, state: 'paused' | 'stopping', pausedBy: AppError | null): void {
    this.#set(active, state, pausedBy)
  }

  /**
   * Lets a run send again after a command that did so in the journal. `version`: of the run when the command began; where it
   * was paused or stopped since then, that is written after the command, and stands.
   */
  goOn(active: ActiveRun, version: number, options: RunOptions): void {
    if (active.version !== version) return
    active.options = options
    this.#set(active, 'running', null)
    active.feed.rewind()
  }

  /** Keeps the run from ending while `work` puts one of its jobs back in the queue. */
  async keepOpen<T>(runId: string, work: () => Promise<T>): Promise<T> {
    const active = this.get(runId)
    if (active === null) return work()
    active.pendingRequeues += 1
    try {
      return await work()
    } finally {
      active.pendingRequeues -= 1
      active.requeues += 1
      this.noteChange(runId)
    }
  }

  /** The journal cannot be written, so all runs are paused until somebody resumes them. */
  pauseAll(error: AppError): void {
    for (const active of this.#byId.values()) {
      if (active.state !== 'running') continue
      this.#set(active, 'paused', error)
      this.#persist(active)
    }
  }

  /** A job of the run changed: publishes the run, now or soon, and ends it when nothing is left. */
  noteChange(runId: string): void {
    const throttle = this.#throttles.get(runId) ?? this.#createThrottle(runId)
    throttle.request()
  }

  #createThrottle(runId: string): Throttle {
    const throttle = new Throttle({
      clock: this.#options.clock,
      intervalMs: PUBLISH_INTERVAL_MS,
      run: () => this.#publish(runId),
      onIdle: () => this.#throttles.delete(runId),
    })
    this.#throttles.set(runId, throttle)
    return throttle
  }

  async #publish(runId: string): Promise<null> {
    const active = this.get(runId)
    const { version, requeues } = active ?? {}
    try {
      const run = await this.read(runId)
      const isUnchanged =
        active?.pendingRequeues === 0 && active.version === version && active.requeues === requeues
      if (run !== null && active !== null && isUnchanged && isOver(run)) this.#end(active, run)
      else if (run !== null) this.#runListeners.notify(run)
    } catch (cause) {
      // A run that cannot be read now is published with its next change.
      if (!(cause instanceof JournalError)) throw cause
    }
    return null
  }

  #end(active: ActiveRun, run: Run): void {
    const endedAt = this.#options.clock.now()
    this.#byId.delete(active.id)
    const others = this.byConnection(active.connectionId).filter((other) => other !== active)
    this.#byConnection.set(active.connectionId, others)
    const write = this.#options.transitions.untilWritten(async (writer) => {
      // A job that was put back in the meantime keeps the run open.
      const isEnded = await writer.endRun(active.id, endedAt)
      if (isEnded) this.#runListeners.notify({ ...run, state: 'done', pausedBy: null, endedAt })
    })
    this.#endWrites.add(write)
    void write.finally(() => this.#endWrites.delete(write))
  }

  #set(active: ActiveRun, state: RunState, pausedBy: AppError | null): void {
    active.state = state
    active.pausedBy = pausedBy
    active.version += 1
    this.#stateListeners.notify(active.id)
    this.noteChange(active.id)
  }

  #persist(active: ActiveRun): void {
    const { version } = active
    void this.#options.transitions.untilWritten(async (writer) => {
      if (active.version === version) await writer.changeRun(toChange(active))
    })
  }
}

/** Ids sort by time. */
const compareUrgency = (a: ActiveRun, b: ActiveRun): number =>
  Number(b.isInteractive) - Number(a.isInteractive) || (a.id < b.id ? -1 : 1)

const toChange = ({ id, state, pausedBy }: ActiveRun): RunChange => ({ id, state, pausedBy, endedAt: null })

/** True when no job will change by itself. Refused jobs keep a run open that was paused because of them. */
function isOver(run: Run): boolean {
  const isWaiting = WAITING_STATES.some((state) => run.counts[state] > 0)
  return !isWaiting && countUnderWay(run) === 0 && run.pausedBy === null
}
