import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Run } from '#shared/model/run.ts'
import type { ActiveRun, Tally } from '#main/jobs/runs/active-run.ts'
import type { ActiveRuns } from '#main/jobs/runs/active-runs.ts'
import type { Clock } from '#main/lib/clock.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'

/** Whether one more job of a run may be sent. `wait`: those under way decide. An error: why the run has to pause. */
export type StartDecision = 'go' | 'wait' | AppError

export interface StartLimitsOptions {
  readonly reader: JournalReader
  readonly clock: Clock
  readonly limits: EnginePorts['limits']
  readonly runs: ActiveRuns
  readonly track: (work: Promise<void>) => void
  readonly pump: (connectionId: string) => void
}

/**
 * *First results early* and the caps of a connection (contract 10), asked before the intent is written. What is under
 * way counts as started, so that no answer can break a cap.
 */
export class StartLimits {
  readonly #options: StartLimitsOptions
  readonly #days = new Map<string, { readonly day: string; starts: number }>()
  readonly #loading = new Set<string>()

  constructor(options: StartLimitsOptions) {
    this.#options = options
  }

  decide(run: ActiveRun): StartDecision {
    const { perRun, perDay } = this.#options.limits(run.connectionId)
    const { firstResults } = run.options
    const { starts, refused } = run.tally
    const { inFlight } = run
    if (firstResults !== null && starts + refused + inFlight >= firstResults)
      return inFlight > 0 ? 'wait' : appError('run.firstResults', { count: firstResults })
    if (perRun !== null && starts + inFlight >= perRun)
      return inFlight > 0 ? 'wait' : appError('run.perRun', { limit: perRun })
    return perDay === null ? 'go' : this.#ofDay(run.connectionId, perDay)
  }

  /** A request of the connection started a job, or may have. */
  noteStart(connectionId: string): void {
    const known = this.#days.get(connectionId)
    if (known !== undefined) known.starts += 1
  }

  #ofDay(connectionId: string, perDay: number): StartDecision {
    const { clock, runs } = this.#options
    const inFlight = runs.byConnection(connectionId).reduce((sum, run) => sum + run.inFlight, 0)
    const known = this.#days.get(connectionId)
    if (known?.day !== dayOf(clock.now())) {
      // Read while none is under way, so that each is counted once.
      if (inFlight === 0) this.#load(connectionId)
      return 'wait'
    }
    if (known.starts + inFlight < perDay) return 'go'
    return inFlight > 0 ? 'wait' : appError('run.perDay', { limit: perDay })
  }

  #load(connectionId: string): void {
    if (this.#loading.has(connectionId)) return
    const { reader, clock, track, pump } = this.#options
    const now = clock.now()
    const load = async (): Promise<void> => {
      const { today } = await reader.billed(connectionId, now)
      this.#days.set(connectionId, { day: dayOf(now), starts: today.accepted + today.maybe })
    }
    this.#loading.add(connectionId)
    const done = (): void => {
      this.#loading.delete(connectionId)
    }
    track(
      load()
        .finally(done)
        .then(() => pump(connectionId)),
    )
  }
}

/** What a run has spent by the journal. Rejects with a `JournalError`. */
export async function readTally(reader: JournalReader, { id, counts }: Run): Promise<Tally> {
  // A file whose upload failed was never sent.
  const failedUploads = counts.failed > 0 ? ((await reader.runFiles(id))?.failed ?? 0) : 0
  return {
    starts:
      counts.started + counts.finished + counts.failed + counts.expired + counts.unknown - failedUploads,
    refused: counts.rejected,
  }
}

/** The local day. */
const dayOf = (ms: number): string => new Date(ms).toDateString()
