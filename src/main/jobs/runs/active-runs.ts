import { JournalError, type JournalReader, type RunChange } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { WAITING_STATES } from '#shared/model/job-state.ts'
import { NO_OPTIONS, underWay, type Run, type RunState } from '#shared/model/run.ts'
import type { ActiveRun, Tally } from './active-run.ts'
import type { JobTransitions } from './job-transitions.ts'
import { JobFeed } from './job-feed.ts'
import type { Clock } from '#main/lib/clock.ts'
import { RefusalGuard } from './refusal-guard.ts'
import { Sequencer } from '#main/lib/sequencer.ts'

/** Runs up to this size are someone waiting at the screen: they go first. */
const INTERACTIVE = 20
/** The changes of a run are told at most this often, ms. */
const TELL_EVERY = 100

/** The runs at work, and the telling of their changes. */
export class ActiveRuns {
  readonly #reader: JournalReader
  readonly #clock: Clock
  readonly #commits: JobTransitions
  readonly #onRun: (run: Run) => void
  readonly #onState: (runId: string) => void
  readonly #byId = new Map<string, ActiveRun>()
  readonly #byConnection = new Map<string, ActiveRun[]>()
  readonly #ending = new Set<Promise<unknown>>()
  readonly #telling = new Map<string, { again: boolean }>()

  /** `onState`: a run paused, stops or goes on; told at once. */
  constructor(
    reader: JournalReader,
    clock: Clock,
    commits: JobTransitions,
    onRun: (run: Run) => void,
    onState: (runId: string) => void,
  ) {
    this.#reader = reader
    this.#clock = clock
    this.#commits = commits
    this.#onRun = onRun
    this.#onState = onState
  }

  get(runId: string): ActiveRun | null {
    return this.#byId.get(runId) ?? null
  }

  connections(): readonly string[] {
    return [...this.#byConnection.keys()]
  }

  /** Ends of runs that are being written. */
  endsBeingWritten(): readonly Promise<unknown>[] {
    return [...this.#ending]
  }

  /** Interactive ones first, then the oldest. */
  byConnection(connectionId: string): readonly ActiveRun[] {
    return this.#byConnection.get(connectionId) ?? []
  }

  /** The run at work; the one that is there already, if it is. */
  add(run: Run, tally: Tally): ActiveRun {
    const known = this.get(run.id)
    if (known !== null) return known
    const active: ActiveRun = {
      id: run.id,
      connectionId: run.connectionId,
      isInteractive: run.total <= INTERACTIVE,
      feed: new JobFeed(this.#reader, run.id),
      refusalGuard: new RefusalGuard(tally.starts > 0),
      sequencer: new Sequencer(),
      tally,
      options: run.options,
      state: run.state,
      pausedBy: run.pausedBy,
      inFlight: 0,
      unclearAnswers: 0,
      openHolds: 0,
      version: 0,
    }
    this.#byId.set(run.id, active)
    const beside = [...this.byConnection(run.connectionId), active]
    this.#byConnection.set(
      run.connectionId,
      beside.toSorted((a, b) => Number(b.isInteractive) - Number(a.isInteractive) || (a.id < b.id ? -1 : 1)),
    )
    return active
  }

  /** The run as the journal has it, its state as it is here. */
  async read(runId: string): Promise<Run | null> {
    const run = await this.#reader.run(runId)
    const active = this.get(runId)
    if (run === null || active === null) return run
    const { state, pausedBy, options } = active
    return { ...run, state, pausedBy, options, endedAt: null }
  }

  /**
   * Pauses or stops at once, and then in the journal. Rejects with a `JournalError` when that cannot be written now;
   * it is written as soon as it can be.
   */
  async halt(active: ActiveRun, state: 'paused' | 'stopping', pausedBy: AppError | null): Promise<void> {
    this.#set(active, state, pausedBy)
    try {
      await this.#commits.write((writer) => writer.changeRun(changeOf(active)))
    } catch (cause) {
      this.#persist(active)
      throw cause
    }
  }

  /** Lets a run send again once that is in the journal. Rejects with a `JournalError`; then nothing has changed. */
  async resume(active: ActiveRun): Promise<void> {
    // The person has seen the first results: the others go without asking again.
    const options = active.pausedBy?.code === 'run.firstResults' ? NO_OPTIONS : active.options
    const change = { id: active.id, state: 'running', pausedBy: null, endedAt: null, options } as const
    const { state } = active
    await this.#commits.write((writer) => writer.changeRun(change))
    // It was paused or stopped meanwhile, which is written after this.
    if (active.state !== state) return
    active.options = options
    this.#set(active, 'running', null)
    active.feed.rewind()
  }

  /** A run is not over while `work` brings one of its jobs back into the queue. */
  async keepOpen<T>(runId: string, work: () => Promise<T>): Promise<T> {
    const active = this.get(runId)
    if (active === null) return work()
    active.openHolds += 1
    try {
      return await work()
    } finally {
      active.openHolds -= 1
      // Counts made meanwhile do not end it.
      active.version += 1
      this.noteChange(runId)
    }
  }

  /** Nothing can be written: no run sends any more until it is told to go on. */
  pauseAll(error: AppError): void {
    for (const active of this.#byId.values()) {
      if (active.state !== 'running') continue
      this.#set(active, 'paused', error)
      this.#persist(active)
    }
  }

  /** A job of the run changed: tells the run, now or soon, and ends it when nothing is left. */
  noteChange(runId: string): void {
    const telling = this.#telling.get(runId)
    if (telling !== undefined) {
      telling.again = true
      return
    }
    const begun = { again: false }
    this.#telling.set(runId, begun)
    void this.#tell(runId)
  }

  async #tell(runId: string): Promise<void> {
    const active = this.get(runId)
    const version = active?.version
    try {
      const run = await this.read(runId)
      const counts = active?.openHolds === 0 && active.version === version
      if (run !== null && active !== null && counts && isOver(run)) this.#end(active, run)
      else if (run !== null) this.#onRun(run)
    } catch (cause) {
      // What cannot be read now is told with the next change.
      if (!(cause instanceof JournalError)) throw cause
    }
    this.#clock.after(TELL_EVERY, () => {
      const again = this.#telling.get(runId)?.again ?? false
      this.#telling.delete(runId)
      if (again) this.noteChange(runId)
    })
  }

  #end(active: ActiveRun, run: Run): void {
    const end = { state: 'done', pausedBy: null, endedAt: this.#clock.now() } as const
    this.#byId.delete(active.id)
    const beside = this.byConnection(active.connectionId).filter((other) => other !== active)
    this.#byConnection.set(active.connectionId, beside)
    const write = this.#commits.untilWritten((writer) => writer.changeRun({ id: active.id, ...end }))
    this.#ending.add(write)
    void write
      .then((written) => written && this.#onRun({ ...run, ...end }))
      .finally(() => this.#ending.delete(write))
  }

  #set(active: ActiveRun, state: RunState, pausedBy: AppError | null): void {
    active.state = state
    active.pausedBy = pausedBy
    active.version += 1
    this.#onState(active.id)
    this.noteChange(active.id)
  }

  #persist(active: ActiveRun): void {
    const { version } = active
    void this.#commits.untilWritten(async (writer) => {
      if (active.version === version) await writer.changeRun(changeOf(active))
    })
  }
}

const changeOf = ({ id, state, pausedBy }: ActiveRun): RunChange => ({ id, state, pausedBy, endedAt: null })

/** Nothing is left that would come by itself. Refused ones keep a run open that asks to have them sent again. */
function isOver(run: Run): boolean {
  const waiting = WAITING_STATES.some((state) => run.counts[state] > 0)
  return !waiting && underWay(run) === 0 && run.pausedBy === null
}
