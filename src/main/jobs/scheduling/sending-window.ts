import type { Job } from '#shared/model/job.ts'
import type { ActiveRun } from '#main/jobs/runs/active-run.ts'
import type { Permit, RequestLimiter } from './request-limiter.ts'

/** A job that is to be sent next. */
export interface NextJob {
  readonly run: ActiveRun
  readonly job: Job
}

/** A job whose intent to send is on the disk. It is sent once, or put back. */
export interface PreparedSend {
  readonly run: ActiveRun
  readonly send: (permit: Permit, limiter: RequestLimiter) => Promise<void>
  readonly takeBack: () => Promise<void>
}

/** Writes the intent to send a job; null when it may not be sent. */
export type PrepareSend = (run: ActiveRun, job: Job) => Promise<PreparedSend | null>

/**
 * The jobs of one connection that are `sending`. While all requests allowed at once are under way, the intents of more jobs are
 * written ahead: one leaves as soon as another is answered, and no place is held while the disk is written.
 */
export class SendingWindow {
  readonly #prepare: PrepareSend
  #prepared: PreparedSend[] = []
  /** Jobs that are `sending`, or whose intent is being written. */
  #sending = 0

  constructor(prepare: PrepareSend) {
    this.#prepare = prepare
  }

  /** A kill leaves every job that is `sending` unclear: there are at most twice as many as requests allowed at once. */
  isFull(maxInFlight: number): boolean {
    return this.#sending >= 2 * maxInFlight
  }

  get hasPrepared(): boolean {
    return this.#prepared.length > 0
  }

  /** A job that may leave at once. Its end has to be told (`endSending`). */
  takePrepared(): PreparedSend | undefined {
    return this.#prepared.shift()
  }

  /** Writes the intent of a job, which counts among those that are `sending` until it is known what came of it. */
  async prepare({ run, job }: NextJob): Promise<PreparedSend | null> {
    this.#sending += 1
    let prepared: PreparedSend | null = null
    try {
      prepared = await this.#prepare(run, job)
    } finally {
      if (prepared === null) this.#sending -= 1
    }
    return prepared
  }

  async prepareAhead(next: NextJob): Promise<void> {
    const prepared = await this.prepare(next)
    if (prepared !== null) this.#prepared.push(prepared)
  }

  /** `end`: the request of a prepared job, or that it is put back. */
  async endSending(end: Promise<void>): Promise<void> {
    try {
      await end
    } finally {
      this.#sending -= 1
    }
  }

  /**
   * Puts jobs back that were to leave at once and may have to wait for long, so that a kill does not leave them unclear: all
   * unless `mayLeave`, and those whose run does not go on. Returns the ends.
   */
  takeBack(mayLeave: boolean): readonly Promise<void>[] {
    // Looked at after every answer, and mostly they may all leave.
    if (mayLeave && this.#prepared.every(isRunGoing)) return []
    const waiting = mayLeave ? this.#prepared.filter((prepared) => !isRunGoing(prepared)) : this.#prepared
    this.#prepared = mayLeave ? this.#prepared.filter(isRunGoing) : []
    return waiting.map(({ takeBack }) => this.endSending(takeBack()))
  }
}

const isRunGoing = ({ run }: PreparedSend): boolean => run.state === 'running'
