import type { Credentials, RunOutcome } from '#main/filestack/client.ts'
import type { RunnableSource } from '#main/filestack/urls.ts'
import { JournalError } from '#main/storage/journal/journal.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { ActiveRun } from '#main/jobs/runs/active-run.ts'
import type { PreparedSend } from '#main/jobs/scheduling/sending-window.ts'
import type { Permit, RequestLimiter } from '#main/jobs/scheduling/request-limiter.ts'

/** So many answers in a row that leave open whether a job has started pause its run: each next one would, too. */
const MAX_UNCLEAR_ANSWERS = 5

export interface JobSenderParts {
  readonly startLimits: { noteStart(connectionId: string): void }
  /** Whether a job was refused because the known handle of its file has expired: then it waits again. */
  readonly expiredHandles: { requeueIfExpired(job: Job, error: AppError): Promise<boolean> }
  readonly poller: { watch(job: Job): void }
}

/** A job whose intent is on the disk, with what its request needs. */
interface Intent {
  readonly job: Job
  readonly source: RunnableSource
  readonly credentials: Credentials
}

type Rejection = Extract<RunOutcome, { readonly kind: 'rejected' }>
type Start = Extract<RunOutcome, { readonly kind: 'started' }>

/** Sends one job: the intent is on disk before the first byte leaves, the job id before the first poll (contract 1). */
export class JobSender {
  readonly #context: EngineContext
  readonly #parts: JobSenderParts

  constructor(context: EngineContext, parts: JobSenderParts) {
    this.#context = context
    this.#parts = parts
  }

  /**
   * Writes the intent to send a job, if it still may be sent. The job counts as in flight of its run until what is returned has
   * been sent or taken back.
   */
  async prepare(run: ActiveRun, job: Job): Promise<PreparedSend | null> {
    let intent: Intent | null = null
    try {
      intent = await this.#tryPrepare(run, job)
    } finally {
      if (intent === null) run.inFlight -= 1
    }
    if (intent === null) return null
    const prepared = intent
    return {
      run,
      send: (permit, limiter) => this.#send(run, prepared, permit, limiter),
      takeBack: async () => {
        try {
          await this.#takeBackIntent(run, prepared.job)
        } finally {
          run.inFlight -= 1
        }
      },
    }
  }

  async #tryPrepare(run: ActiveRun, job: Job): Promise<Intent | null> {
    const { transitions, ports, clock, runs } = this.#context
    const credentials = await ports.credentials(job.connectionId)
    if (!credentials.ok) {
      await runs.pauseWithReason(run, credentials.error)
      return null
    }
    const source = await this.#readSource(job)
    if (!source.ok) {
      await transitions.transition(job, 'stopped', { error: source.error, endedAt: clock.now() })
      return null
    }
    if (!this.#maySend(run)) {
      run.feed.putBack(job)
      return null
    }
    const sending = await this.#writeIntent(job)
    return sending === null ? null : { job: sending, source: source.data, credentials: credentials.data }
  }

  /** Sends the job, and writes what came of it. Rejects with a `JournalError`. */
  async #send(run: ActiveRun, intent: Intent, permit: Permit, limiter: RequestLimiter): Promise<void> {
    let outcome: RunOutcome['kind'] | null = null
    try {
      outcome = await this.#trySend(run, intent, permit, limiter)
    } finally {
      run.inFlight -= 1
    }
    if (outcome === 'rejected') run.tally.refused += 1
    if (outcome !== 'started' && outcome !== 'unknown') return
    run.tally.starts += 1
    this.#parts.startLimits.noteStart(run.connectionId)
  }

  /** What came of the request; null when none was made. */
  async #trySend(
    run: ActiveRun,
    { job: sending, source, credentials }: Intent,
    permit: Permit,
    limiter: RequestLimiter,
  ): Promise<RunOutcome['kind'] | null> {
    const { client, signal } = this.#context
    if (!this.#maySend(run) || !permit.tryUse()) {
      await this.#takeBackIntent(run, sending)
      return null
    }
    const outcome = await client.run(credentials, sending.workflowId, source, signal)
    reportRunRate(limiter, outcome)
    permit.release()
    await Promise.all([
      this.#settle(run, sending, signal.aborted ? toInterrupted(outcome) : outcome),
      this.#brake(run, limiter, outcome),
    ])
    return outcome.kind
  }

  /** Pauses the run for what each next request would meet, too. */
  async #brake(run: ActiveRun, limiter: RequestLimiter, outcome: RunOutcome): Promise<void> {
    const { runs, signal } = this.#context
    if (signal.aborted) return
    if (outcome.kind === 'notStarted') {
      // Neither time nor the service mends these.
      if (/^network\.(?:badAddress|proxyKind)$/.test(outcome.error.code))
        await runs.pauseWithReason(run, outcome.error)
    } else if (outcome.kind !== 'unknown' || outcome.error.status !== undefined) limiter.startAnswered()
    else if (limiter.startLost() === 'pause') await runs.pauseWithReason(run, appError('run.lostAnswers'))
  }

  /** Null when the job is not ready any more, or the intent could not be written: then nothing is sent. */
  async #writeIntent(job: Job): Promise<Job | null> {
    const { transitions, clock } = this.#context
    try {
      return await transitions.transition(job, 'sending', { sentAt: clock.now(), error: null })
    } catch (cause) {
      if (cause instanceof JournalError) return null
      throw cause
    }
  }

  async #settle(run: ActiveRun, job: Job, outcome: RunOutcome): Promise<void> {
    switch (outcome.kind) {
      case 'started':
        return this.#settleStarted(run, job, outcome)
      case 'notStarted': {
        const { error } = outcome
        const patch = { sentAt: null, error }
        return this.#putBack(run, await this.#context.transitions.transitionDurably(job, 'ready', patch))
      }
      case 'rejected':
        return this.#settleRejected(run, job, outcome)
      case 'unknown':
        return this.#settleUnknown(run, job, outcome.error)
      default:
        assertNever(outcome)
    }
  }

  async #settleStarted(run: ActiveRun, job: Job, { remoteJobId, remoteStatus }: Start): Promise<void> {
    const { transitions, clock } = this.#context
    run.refusalGuard.started()
    const patch = { remoteJobId, remoteStatus, startedAt: clock.now() }
    const started = await transitions.transitionDurably(job, 'started', patch)
    const written = started ?? (await this.#findStarted(job.id, remoteJobId))
    if (written === null) {
      // Another job of the connection has this id: which of them it belongs to, nobody can tell.
      return this.#settleUnknown(run, job, appError('job.idTaken'), true)
    }
    run.unclearAnswers = 0
    this.#parts.poller.watch(written)
  }

  async #settleRejected(run: ActiveRun, job: Job, { error }: Rejection): Promise<void> {
    const { transitions, clock, runs } = this.#context
    if (await this.#parts.expiredHandles.requeueIfExpired(job, error)) return
    await transitions.transitionDurably(job, 'rejected', { error, endedAt: clock.now() })
    // Without a status it was refused here, before anything was sent: the next one would be, too.
    const reason = error.status === undefined ? error : run.refusalGuard.refused(error)
    if (reason !== null) await runs.pauseWithReason(run, reason)
  }

  async #settleUnknown(
    run: ActiveRun,
    job: Job,
    error: AppError,
    isAnswered = error.status !== undefined,
  ): Promise<void> {
    const { transitions, runs } = this.#context
    run.refusalGuard.unclear()
    const pausing = this.#areTooManyUnclear(run, isAnswered)
      ? runs.pauseWithReason(run, appError('run.unclear', { count: MAX_UNCLEAR_ANSWERS }))
      : null
    await Promise.all([transitions.transitionDurably(job, 'unknown', { error }), pausing])
  }

  /** A lost connection says nothing of the next answer: only what the service, or something before it, did say counts. */
  #areTooManyUnclear(run: ActiveRun, isAnswered: boolean): boolean {
    if (!isAnswered) return false
    run.unclearAnswers += 1
    if (run.unclearAnswers < MAX_UNCLEAR_ANSWERS) return false
    run.unclearAnswers = 0
    return true
  }

  /** A start that was committed although writing it seemed to fail: the writer died before it could say so. */
  async #findStarted(id: string, remoteJobId: string): Promise<Job | null> {
    const job = await this.#context.reader.job(id)
    return job?.state === 'started' && job.remoteJobId === remoteJobId ? job : null
  }

  /** No byte was sent: the job is ready as before. */
  async #takeBackIntent(run: ActiveRun, job: Job): Promise<void> {
    const ready = await this.#context.transitions.transitionDurably(job, 'ready', { sentAt: null })
    return this.#putBack(run, ready)
  }

  /** The job is the next one of its run, unless that one is stopping. */
  async #putBack(run: ActiveRun, ready: Job | null): Promise<void> {
    const { transitions, clock } = this.#context
    if (ready === null) return
    if (run.state === 'stopping')
      await transitions.transitionDurably(ready, 'stopped', { endedAt: clock.now() })
    else run.feed.putBack(ready)
  }

  async #readSource(job: Job): Promise<Result<RunnableSource>> {
    if (job.source.kind === 'none') return fail(appError('job.noSource'))
    if (job.source.kind === 'unreadable') return fail(appError('job.unreadable'))
    if (job.source.kind === 'file') {
      if (job.handle === null) throw new Error('a file is ready only with its handle')
      return ok({ kind: 'handle', handle: job.handle })
    }
    if (job.source.kind !== 'url' || job.source.sealed !== true) return ok(job.source)
    const ciphertext = await this.#context.reader.sealed(job.id)
    const source = ciphertext === null ? null : await this.#context.ports.unseal(ciphertext)
    return source === null || source.kind === 'file' ? fail(appError('job.sourceLocked')) : ok(source)
  }

  #maySend(run: ActiveRun): boolean {
    return run.state === 'running' && this.#context.canSend()
  }
}

/** What the answer to a start says of the rate. */
function reportRunRate(limiter: RequestLimiter, outcome: RunOutcome): void {
  if (outcome.kind === 'notStarted' && outcome.isMistimed !== true)
    limiter.refused(outcome.rate, outcome.error.status === undefined ? 'network' : 'rate')
  else if (outcome.kind !== 'unknown') limiter.answered(outcome.rate)
}

/** The engine closed before an answer came. */
function toInterrupted(outcome: RunOutcome): RunOutcome {
  return outcome.kind === 'unknown' ? { kind: 'unknown', error: appError('job.interrupted') } : outcome
}
