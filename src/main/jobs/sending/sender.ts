import type { Credentials, FilestackClient, RunOutcome } from '#main/filestack/client.ts'
import type { RunnableSource } from '#main/filestack/urls.ts'
import { JournalError, type JournalReader } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { ActiveRun } from '#main/jobs/runs/active-run.ts'
import type { ActiveRuns } from '#main/jobs/runs/active-runs.ts'
import type { RequestLimiter, Permit } from '#main/jobs/scheduling/request-limiter.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'

/** So many answers in a row that leave open whether a job has started pause its run: each next one would, too. */
const UNCLEAR = 5

export interface SenderOptions {
  readonly client: FilestackClient
  readonly reader: JournalReader
  readonly ports: EnginePorts
  readonly commits: JobTransitions
  readonly runs: ActiveRuns
  /** Aborted when the engine closes and its grace is over. */
  readonly signal: AbortSignal
  /** Whether anything may be sent at all: online, not closing. */
  readonly open: () => boolean
  /** A request of the connection started a job, or may have. */
  readonly onBilled: (connectionId: string) => void
  /** Was it refused because the known handle of its file is gone? Then it waits again, and the refusal says nothing. */
  readonly onGone: (job: Job, error: AppError) => Promise<boolean>
  /** A job has started and is to be watched. */
  readonly onStarted: (job: Job) => void
}

/** Sends one job: the intent is on disk before the first byte leaves, the job id before the first poll (contract 1). */
export class Sender {
  readonly #options: SenderOptions

  constructor(options: SenderOptions) {
    this.#options = options
  }

  async send(run: ActiveRun, job: Job, permit: Permit, budget: RequestLimiter): Promise<void> {
    let spent: RunOutcome['kind'] | null = null
    try {
      spent = await this.#send(run, job, permit, budget)
    } finally {
      run.inFlight -= 1
    }
    if (spent === 'rejected') run.tally.refused += 1
    if (spent !== 'started' && spent !== 'unknown') return
    run.tally.starts += 1
    this.#options.onBilled(run.connectionId)
  }

  /** What came of the request; null when none was made. */
  async #send(
    run: ActiveRun,
    job: Job,
    permit: Permit,
    budget: RequestLimiter,
  ): Promise<RunOutcome['kind'] | null> {
    const { client, commits, ports, signal } = this.#options
    const credentials = await ports.credentials(job.connectionId)
    if (!credentials.ok) {
      await this.pause(run, credentials.error)
      return null
    }
    const source = await this.#sourceOf(job)
    if (!source.ok) {
      await commits.transition(job, 'stopped', { error: source.error, endedAt: ports.clock.now() })
      return null
    }
    if (!this.#mayGo(run)) {
      run.feed.putBack(job)
      return null
    }
    const sending = await this.#intend(job)
    if (sending === null) return null
    if (!this.#mayGo(run) || !permit.tryUse()) {
      await this.#takeBack(run, sending)
      return null
    }
    const outcome = await this.#request(client, credentials.data, job.workflowId, source.data)
    tellBudget(budget, outcome)
    permit.release()
    await this.#outcome(run, sending, signal.aborted ? interrupted(outcome) : outcome)
    return outcome.kind
  }

  async #request(
    client: FilestackClient,
    credentials: Credentials,
    workflowId: string,
    source: RunnableSource,
  ): Promise<RunOutcome> {
    return client.run(credentials, workflowId, source, this.#options.signal)
  }

  /** Null when the job is ready no more, or the intent could not be written: then nothing is sent. */
  async #intend(job: Job): Promise<Job | null> {
    try {
      const { commits, ports } = this.#options
      return await commits.transition(job, 'sending', { sentAt: ports.clock.now(), error: null })
    } catch (cause) {
      if (cause instanceof JournalError) return null
      throw cause
    }
  }

  async #outcome(run: ActiveRun, job: Job, outcome: RunOutcome): Promise<void> {
    const { commits, ports, onStarted } = this.#options
    switch (outcome.kind) {
      case 'started': {
        const { remoteJobId, remoteStatus } = outcome
        run.refusalGuard.note(null)
        run.unclearAnswers = 0
        const started = await commits.transitionDurably(job, 'started', {
          remoteJobId,
          remoteStatus,
          startedAt: ports.clock.now(),
        })
        const written = started ?? (await this.#writtenAs(job.id, remoteJobId))
        if (written !== null) onStarted(written)
        return
      }
      case 'notStarted': {
        const ready = await commits.transitionDurably(job, 'ready', { sentAt: null, error: outcome.error })
        return this.#again(run, ready)
      }
      case 'rejected': {
        const { error } = outcome
        run.unclearAnswers = 0
        if (await this.#options.onGone(job, error)) return
        await commits.transitionDurably(job, 'rejected', { error, endedAt: ports.clock.now() })
        // Without a status it was refused here, before anything was sent: the next one would be, too.
        const reason = error.status === undefined ? error : run.refusalGuard.note(error)
        if (reason !== null) await this.pause(run, reason)
        return
      }
      case 'unknown': {
        const { error } = outcome
        run.refusalGuard.note(null)
        const pausing = this.#isUnclear(run, error)
          ? this.pause(run, appError('run.unclear', { count: UNCLEAR }))
          : null
        await Promise.all([commits.transitionDurably(job, 'unknown', { error }), pausing])
        return
      }
      default:
        assertNever(outcome)
    }
  }

  /** A lost connection says nothing of the next answer: only what the service, or something before it, did say counts. */
  #isUnclear(run: ActiveRun, { status }: AppError): boolean {
    if (status === undefined) return false
    run.unclearAnswers += 1
    if (run.unclearAnswers < UNCLEAR) return false
    run.unclearAnswers = 0
    return true
  }

  /** A start that was committed although writing it seemed to fail: the writer died before it could say so. */
  async #writtenAs(id: string, remoteJobId: string): Promise<Job | null> {
    const job = await this.#options.reader.job(id)
    return job?.state === 'started' && job.remoteJobId === remoteJobId ? job : null
  }

  /** No byte was sent: the job is ready as before. */
  async #takeBack(run: ActiveRun, job: Job): Promise<void> {
    return this.#again(run, await this.#options.commits.transitionDurably(job, 'ready', { sentAt: null }))
  }

  async #again(run: ActiveRun, ready: Job | null): Promise<void> {
    if (ready === null) return
    if (run.state === 'stopping') {
      await this.#options.commits.transitionDurably(ready, 'stopped', {
        endedAt: this.#options.ports.clock.now(),
      })
    } else {
      run.feed.putBack(ready)
    }
  }

  /** The run says why it paused, in its own place. */
  async pause(run: ActiveRun, error: AppError): Promise<void> {
    if (run.state !== 'running') return
    try {
      await this.#options.runs.halt(run, 'paused', error)
    } catch (cause) {
      if (!(cause instanceof JournalError)) throw cause
    }
  }

  async #sourceOf(job: Job): Promise<Result<RunnableSource>> {
    if (job.source.kind === 'file') {
      if (job.handle === null) throw new Error('a file is ready only with its handle')
      return ok({ kind: 'handle', handle: job.handle })
    }
    if (job.source.kind !== 'url' || job.source.sealed !== true) return ok(job.source)
    const ciphertext = await this.#options.reader.sealed(job.id)
    const source = ciphertext === null ? null : await this.#options.ports.unseal(ciphertext)
    return source === null || source.kind === 'file' ? fail(appError('job.sourceLocked')) : ok(source)
  }

  #mayGo(run: ActiveRun): boolean {
    return run.state === 'running' && this.#options.open()
  }
}

function tellBudget(budget: RequestLimiter, outcome: RunOutcome): void {
  if (outcome.kind === 'notStarted')
    budget.refused(outcome.rate, outcome.error.status === undefined ? 'network' : 'rate')
  else if (outcome.kind !== 'unknown') budget.answered(outcome.rate)
}

/** The engine closed before an answer came. */
function interrupted(outcome: RunOutcome): RunOutcome {
  return outcome.kind === 'unknown' ? { kind: 'unknown', error: appError('job.interrupted') } : outcome
}
