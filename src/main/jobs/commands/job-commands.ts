import type { FilestackClient, JobAbout } from '#main/filestack/client.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { mayAttach, mayRunAgain, mayWatch } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { toRequestedJob } from './rerun.ts'
import { catchJournalError, notAllowed, withJob } from '#main/jobs/runs/command-result.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import type { RunResumer } from './resume-runs.ts'
import type { ConnectionScheduler } from '#main/jobs/scheduling/connection-scheduler.ts'
import { reportStatusRate, type Poller } from '#main/jobs/polling/poller.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import type { RunCommands } from './run-commands.ts'

export interface JobCommandsOptions {
  readonly client: FilestackClient
  readonly reader: JournalReader
  readonly ports: EnginePorts
  readonly commits: JobTransitions
  readonly poller: Poller
  readonly runCommands: RunCommands
  readonly goingOn: Pick<RunResumer, 'reopen'>
  readonly lane: (connectionId: string) => ConnectionScheduler
  readonly signal: AbortSignal
  /** Whether anything may be asked at all: online, not closing. */
  readonly open: () => boolean
}

/** What a person does with one job. */
export class JobCommands {
  readonly #options: JobCommandsOptions

  constructor(options: JobCommandsOptions) {
    this.#options = options
  }

  /** Heals a *may have started* by the job id the person found, once the service knows it. */
  attach(jobId: string, remoteJobId: string): Promise<Result<Job>> {
    return this.#with(jobId, async (job) => {
      const { commits, poller, ports, goingOn } = this.#options
      if (!mayAttach(job.state)) return notAllowed(job)
      const told = await this.#look(job.connectionId, remoteJobId)
      if (!told.ok) return told
      const startedAt = job.sentAt ?? ports.clock.now()
      const started = await commits.transition(job, 'started', { remoteJobId, startedAt, error: null })
      if (started === null) return this.#notAnyMore(jobId)
      poller.watch(started, true)
      await goingOn.reopen(started.runId)
      return ok(started)
    })
  }

  /** A run of one that is started already; what the service does not tell of it stays unknown. */
  attachNew(connectionId: string, remoteJobId: string): Promise<Result<Job>> {
    return catchJournalError(async () => {
      const told = await this.#look(connectionId, remoteJobId)
      return told.ok ? this.#options.runCommands.attach(connectionId, remoteJobId, told.data) : told
    })
  }

  /** The person has seen a *may have started* and leaves it as it is. */
  acknowledge(jobId: string): Promise<Result<Job>> {
    return this.#with(jobId, async (job) => {
      if (!mayAttach(job.state)) return notAllowed(job)
      const left = await this.#options.commits.patch(job, { acknowledged: true })
      return left === null ? this.#notAnyMore(jobId) : ok(left)
    })
  }

  /** A new run of one on the same source; the old job stays as it is. */
  rerun(jobId: string): Promise<Result<Job>> {
    return this.#with(jobId, async (job) => {
      if (!mayRunAgain(job.state)) return notAllowed(job)
      const { connectionId, workflowId } = job
      const again = await toRequestedJob(this.#options.reader, job)
      const run = await this.#options.runCommands.create({ connectionId, workflowId, jobs: [again] })
      if (!run.ok) return run
      const made = (await this.#options.reader.page({ runId: run.data.id }, null, 1)).jobs[0]
      return made === undefined ? fail(appError('job.missing')) : ok(made)
    })
  }

  /** Stops or resumes asking for a started job. */
  setWatching(jobId: string, watching: boolean): Promise<Result<Job>> {
    return this.#with(jobId, async (job) => {
      if (!mayWatch(job.state)) return notAllowed(job)
      const { commits, poller, goingOn } = this.#options
      const changed = await commits.patch(job, { watching })
      if (changed === null) return this.#notAnyMore(jobId)
      if (!watching) poller.forget(jobId)
      else {
        poller.watch(changed, true)
        await goingOn.reopen(changed.runId)
      }
      return ok(changed)
    })
  }

  /** What the service says of a job id that no job here has. */
  async #look(connectionId: string, remoteJobId: string): Promise<Result<JobAbout>> {
    const { ports, reader, client, signal, open, lane } = this.#options
    if (!/^[\w-]{8,128}$/.test(remoteJobId)) return fail(appError('job.invalidJobId'))
    if ((await reader.jobByRemoteJobId(connectionId, remoteJobId)) !== null)
      return fail(appError('job.idTaken'))
    const credentials = await ports.credentials(connectionId)
    if (!credentials.ok) return credentials
    if (!open()) return fail(appError('network.offline'))
    const outcome = await lane(connectionId).requestNow(async (permit, budget) => {
      permit.tryUse()
      const answer = await client.status(credentials.data, remoteJobId, signal)
      reportStatusRate(budget, answer)
      return answer
    })
    return outcome.kind === 'gone' || outcome.kind === 'retry' ? fail(outcome.error) : ok(outcome)
  }

  #with(jobId: string, command: (job: Job) => Promise<Result<Job>>): Promise<Result<Job>> {
    return withJob(this.#options.reader, jobId, command)
  }

  /** The job moved on while the command was under way. */
  async #notAnyMore(jobId: string): Promise<Result<Job>> {
    const job = await this.#options.reader.job(jobId)
    return job === null ? fail(appError('job.missing')) : notAllowed(job)
  }
}
