import type { RateStatus } from '#shared/model/run.ts'
import type { PolledJob } from '#main/jobs/polling/polled-job.ts'
import {
  ConnectionScheduler,
  type ConnectionSchedulerOptions,
  type RequestHandlers,
} from './connection-scheduler.ts'

export type ConnectionSchedulersOptions = Omit<ConnectionSchedulerOptions, 'connectionId' | 'handlers'> & {
  /** Whether anything may be sent when a scheduler is made. */
  readonly canSend: () => boolean
}

/** The scheduler of each connection, made when it is first asked for. */
export class ConnectionSchedulers {
  readonly #options: ConnectionSchedulersOptions
  readonly #byConnection = new Map<string, ConnectionScheduler>()
  #handlers: RequestHandlers | null = null

  constructor(options: ConnectionSchedulersOptions) {
    this.#options = options
  }

  /** Names the parts that make the requests: before the first scheduler is asked for. */
  connect(handlers: RequestHandlers): void {
    this.#handlers = handlers
  }

  get(connectionId: string): ConnectionScheduler {
    const existing = this.#byConnection.get(connectionId)
    if (existing !== undefined) return existing
    if (this.#handlers === null) throw new Error('the schedulers are not connected yet')
    const scheduler = new ConnectionScheduler({ ...this.#options, connectionId, handlers: this.#handlers })
    scheduler.setRunning(this.#options.canSend())
    this.#byConnection.set(connectionId, scheduler)
    return scheduler
  }

  /** Something may be sent on this connection. */
  sendNext(connectionId: string): void {
    this.get(connectionId).sendNext()
  }

  /** Polls are due: each is made when the limiter of its connection allows. */
  enqueuePolls(due: readonly PolledJob[]): void {
    for (const polled of due) this.get(polled.job.connectionId).enqueuePoll(polled)
    for (const connectionId of new Set(due.map(({ job }) => job.connectionId))) this.sendNext(connectionId)
  }

  /** False: nothing more leaves; true: goes on. */
  setRunning(isRunning: boolean): void {
    for (const scheduler of this.#byConnection.values()) scheduler.setRunning(isRunning)
  }

  rateStatuses(): readonly RateStatus[] {
    return [...this.#byConnection.values()].map((scheduler) => scheduler.rateStatus())
  }

  close(): void {
    for (const scheduler of this.#byConnection.values()) scheduler.close()
  }
}
