import type { Credentials, FilestackClient, RunOutcome } from '#main/filestack/client.ts'
import { JournalError, type JournalReader } from '#main/storage/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { Source } from '#shared/model/source.ts'
import type { ActiveRun, ActiveRuns } from './active-runs.ts'
import type { Budget, Permit } from './budget.ts'
import type { Commits } from './commits.ts'
import type { EnginePorts } from './ports.ts'

export interface SenderOptions {
  readonly client: FilestackClient
  readonly reader: JournalReader
  readonly ports: EnginePorts
  readonly commits: Commits
  readonly runs: ActiveRuns
  /** Aborted when the engine closes and its grace is over. */
  readonly signal: AbortSignal
  /** Whether anything may be sent at all: online, not closing. */
  readonly open: () => boolean
  /** A job has started and is to be watched. */
  readonly onStarted: (job: Job) => void
}

/** Sends one job: the intent is on disk before the first byte leaves, the job id before the first poll (contract 1). */
export class Sender {
  readonly #options: SenderOptions

  constructor(options: SenderOptions) {
    this.#options = options
  }

  async send(run: ActiveRun, job: Job, permit: Permit, budget: Budget): Promise<void> {
    try {
      await this.#send(run, job, permit, budget)
    } finally {
      run.inFlight -= 1
    }
  }

  async #send(run: ActiveRun, job: Job, permit: Permit, budget: Budget): Promise<void> {
    const { client, commits, ports, signal } = this.#options
    const credentials = await ports.credentials(job.connectionId)
    if (!credentials.ok) return this.#pause(run, credentials.error)
    const source = await this.#sourceOf(job)
    if (!source.ok) {
      await commits.move(job, 'stopped', { error: source.error, endedAt: ports.clock.now() })
      return
    }
    if (!this.#mayGo(run)) return run.feed.putBack(job)
    const sending = await this.#intend(job)
    if (sending === null) return
    if (!this.#mayGo(run) || !permit.leave()) return this.#takeBack(run, sending)
    const outcome = await this.#request(client, credentials.data, job.workflowId, source.data)
    tellBudget(budget, outcome)
    permit.done()
    await this.#outcome(run, sending, signal.aborted ? interrupted(outcome) : outcome)
  }

  async #request(
    client: FilestackClient,
    credentials: Credentials,
    workflowId: string,
    source: Source,
  ): Promise<RunOutcome> {
    return client.run(credentials, workflowId, source, this.#options.signal)
  }

  /** Null when the job is ready no more, or the intent could not be written: then nothing is sent. */
  async #intend(job: Job): Promise<Job | null> {
    try {
      const { commits, ports } = this.#options
      return await commits.move(job, 'sending', { sentAt: ports.clock.now(), error: null })
    } catch (cause) {
      if (cause instanceof JournalError) return null
      throw cause
    }
  }

  async #outcome(run: ActiveRun, job: Job, outcome: RunOutcome): Promise<void> {
    const { commits, ports, onStarted } = this.#options
    switch (outcome.kind) {
      case 'started': {
        const { jobid, remoteStatus } = outcome
        run.refusals.note(null)
        const started = await commits.settle(job, 'started', {
          jobid,
          remoteStatus,
          startedAt: ports.clock.now(),
        })
        if (started !== null) onStarted(started)
        return
      }
      case 'notStarted': {
        const ready = await commits.settle(job, 'ready', { sentAt: null, error: outcome.error })
        return this.#again(run, ready)
      }
      case 'rejected': {
        const { error } = outcome
        await commits.settle(job, 'rejected', { error, endedAt: ports.clock.now() })
        // Without a status it was refused here, before anything was sent: the next one would be, too.
        const reason = error.status === undefined ? error : run.refusals.note(error)
        if (reason !== null) await this.#pause(run, reason)
        return
      }
      case 'unknown':
        run.refusals.note(null)
        await commits.settle(job, 'unknown', { error: outcome.error })
        return
      default:
        assertNever(outcome)
    }
  }

  /** No byte was sent: the job is ready as before. */
  async #takeBack(run: ActiveRun, job: Job): Promise<void> {
    return this.#again(run, await this.#options.commits.settle(job, 'ready', { sentAt: null }))
  }

  async #again(run: ActiveRun, ready: Job | null): Promise<void> {
    if (ready === null) return
    if (run.state === 'stopping') {
      await this.#options.commits.settle(ready, 'stopped', { endedAt: this.#options.ports.clock.now() })
    } else {
      run.feed.putBack(ready)
    }
  }

  /** The run says why it paused, in its own place. */
  async #pause(run: ActiveRun, error: NonNullable<ActiveRun['pausedBy']>): Promise<void> {
    if (run.state !== 'running') return
    try {
      await this.#options.runs.halt(run, 'paused', error)
    } catch (cause) {
      if (!(cause instanceof JournalError)) throw cause
    }
  }

  async #sourceOf(job: Job): Promise<Result<Source>> {
    if (job.source.kind !== 'url' || job.source.sealed !== true) return ok(job.source)
    const ciphertext = await this.#options.reader.sealed(job.id)
    const source = ciphertext === null ? null : await this.#options.ports.unseal(ciphertext)
    return source === null ? fail(appError('job.sourceLocked')) : ok(source)
  }

  #mayGo(run: ActiveRun): boolean {
    return run.state === 'running' && this.#options.open()
  }
}

function tellBudget(budget: Budget, outcome: RunOutcome): void {
  if (outcome.kind === 'notStarted') budget.refused(outcome.rate)
  else if (outcome.kind !== 'unknown') budget.answered(outcome.rate)
}

/** The engine closed before an answer came. */
function interrupted(outcome: RunOutcome): RunOutcome {
  return outcome.kind === 'unknown' ? { kind: 'unknown', error: appError('job.interrupted') } : outcome
}
