import type { RemoteJobInfo } from '#main/filestack/client.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { mayAttach, mayRunAgain, mayWatch } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import { reportStatusRate, type Poller } from '#main/jobs/polling/poller.ts'
import { catchJournalError, notAllowed, withJob } from '#main/jobs/runs/command-result.ts'
import { toRequestedJob } from './rerun.ts'
import type { RunResumer } from './resume-runs.ts'
import type { RunCommands } from './run-commands.ts'

export interface JobCommandsParts {
  readonly poller: Pick<Poller, 'watch' | 'forget'>
  readonly runCommands: Pick<RunCommands, 'attach' | 'create'>
  readonly resumer: Pick<RunResumer, 'reopen'>
}

/** What a person does with one job. */
export class JobCommands {
  readonly #context: EngineContext
  readonly #parts: JobCommandsParts

  constructor(context: EngineContext, parts: JobCommandsParts) {
    this.#context = context
    this.#parts = parts
  }

  /** Heals a *may have started* by the job id that the person found, once the service knows it. */
  attach(jobId: string, remoteJobId: string): Promise<Result<Job>> {
    return this.#withJob(jobId, async (job) => {
      const { transitions, clock } = this.#context
      if (!mayAttach(job.state)) return notAllowed(job)
      const info = await this.readRemoteJob(job.connectionId, remoteJobId)
      if (!info.ok) return info
      const startedAt = job.sentAt ?? clock.now()
      const started = await transitions.transition(job, 'started', { remoteJobId, startedAt, error: null })
      if (started === null) return this.#notAllowedAnyMore(jobId)
      this.#parts.poller.watch(started, true)
      await this.#parts.resumer.reopen(started.runId)
      return ok(started)
    })
  }

  /** A run of one job that has started already; what the service does not say of it stays unknown. */
  attachNew(connectionId: string, remoteJobId: string): Promise<Result<Job>> {
    return catchJournalError(async () => {
      const info = await this.readRemoteJob(connectionId, remoteJobId)
      return info.ok ? this.#parts.runCommands.attach(connectionId, remoteJobId, info.data) : info
    })
  }

  /** The person has seen a *may have started* and leaves it as it is. */
  acknowledge(jobId: string): Promise<Result<Job>> {
    return this.#withJob(jobId, async (job) => {
      if (!mayAttach(job.state)) return notAllowed(job)
      const acknowledged = await this.#context.transitions.patch(job, { acknowledged: true })
      return acknowledged === null ? this.#notAllowedAnyMore(jobId) : ok(acknowledged)
    })
  }

  /** A new run of one job on the same source; the old job stays as it is. */
  rerun(jobId: string): Promise<Result<Job>> {
    return this.#withJob(jobId, async (job) => {
      if (!mayRunAgain(job.state)) return notAllowed(job)
      const { reader } = this.#context
      const { connectionId, workflowId } = job
      const again = await toRequestedJob(reader, job)
      if (again === null) return fail(appError('job.unreadable'))
      const jobs = [again]
      const run = await this.#parts.runCommands.create({ connectionId, workflowId, jobs, retryOf: job.runId })
      if (!run.ok) return run
      const [created] = (await reader.page({ runId: run.data.id }, null, 1)).jobs
      return created === undefined ? fail(appError('job.missing')) : ok(created)
    })
  }

  /** Stops or resumes polling a started job. */
  setWatching(jobId: string, watching: boolean): Promise<Result<Job>> {
    return this.#withJob(jobId, async (job) => {
      const { poller, resumer } = this.#parts
      if (!mayWatch(job.state)) return notAllowed(job)
      const changed = await this.#context.transitions.patch(job, { watching })
      if (changed === null) return this.#notAllowedAnyMore(jobId)
      if (!watching) poller.forget(jobId)
      else {
        poller.watch(changed, true)
        await resumer.reopen(changed.runId)
      }
      return ok(changed)
    })
  }

  /** What the service says of a job id that no job here has. */
  async readRemoteJob(connectionId: string, remoteJobId: string): Promise<Result<RemoteJobInfo>> {
    const { ports, reader, client, signal, isOpen, schedulers } = this.#context
    if (!/^[\w-]{8,128}$/.test(remoteJobId)) return fail(appError('job.invalidJobId'))
    if ((await reader.jobByRemoteJobId(connectionId, remoteJobId)) !== null)
      return fail(appError('job.idTaken'))
    const credentials = await ports.credentials(connectionId)
    if (!credentials.ok) return credentials
    if (!isOpen()) return fail(appError('network.offline'))
    const outcome = await schedulers.get(connectionId).requestNow(async (permit, limiter) => {
      permit.tryUse()
      const answer = await client.status(credentials.data, remoteJobId, signal)
      reportStatusRate(limiter, answer)
      return answer
    })
    return outcome.kind === 'running' || outcome.kind === 'ended' ? ok(outcome) : fail(outcome.error)
  }

  #withJob(jobId: string, command: (job: Job) => Promise<Result<Job>>): Promise<Result<Job>> {
    return withJob(this.#context.reader, jobId, command)
  }

  /** The job changed its state while the command was under way. */
  async #notAllowedAnyMore(jobId: string): Promise<Result<Job>> {
    const job = await this.#context.reader.job(jobId)
    return job === null ? fail(appError('job.missing')) : notAllowed(job)
  }
}
