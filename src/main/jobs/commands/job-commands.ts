import { discardBody } from '#main/lib/body-file.ts'
import type { RemoteJobInfo } from '#main/filestack/client.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { isOpen, mayAttach, mayLookAgain, mayRunAgain } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import { sourceText } from '#shared/model/source.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import { reportStatusRate, type Poller } from '#main/jobs/polling/poller.ts'
import { catchJournalError, notAllowed, toJobResult } from './command-result.ts'
import type { RemoteJob } from './attached-job.ts'
import type { CommandId } from './command-executor.ts'
import { executeOnJob, type JobCommandSteps } from './execute-on-job.ts'
import type { LookAgain } from './look-again.ts'
import { toRequestedJob } from './rerun.ts'
import type { RunResumer } from './resume-runs.ts'
import type { RunCommands } from './run-commands.ts'

export interface JobCommandsParts {
  readonly poller: Pick<Poller, 'watch' | 'forget'>
  readonly runCommands: Pick<RunCommands, 'attach' | 'create'>
  readonly resumer: Pick<RunResumer, 'activate'>
  readonly lookAgain: Pick<LookAgain, 'one' | 'healExpired'>
}

/** What a person does with one job. */
export class JobCommands {
  readonly #context: EngineContext
  readonly #parts: JobCommandsParts

  constructor(context: EngineContext, parts: JobCommandsParts) {
    this.#context = context
    this.#parts = parts
  }

  /** Gives a job that may have started the remote job id that the person found, if the service knows it; an expired job keeps its own. */
  attach(jobId: string, remoteJobId: string, commandId?: CommandId): Promise<Result<Job>> {
    return catchJournalError(async () => {
      const { reader, commands } = this.#context
      const earlier = await commands.findAnswer(commandId)
      if (earlier !== null) return toJobResult(earlier)
      const job = await reader.job(jobId)
      if (job === null) return fail(appError('job.missing'))
      if (mayLookAgain(job.state) && job.remoteJobId === remoteJobId)
        return this.#parts.lookAgain.one(jobId, commandId)
      if (!mayAttach(job.state)) return notAllowed(job)
      const info = await this.readRemoteJob(job.connectionId, remoteJobId)
      if (!info.ok) return info
      if (isOfOther(job, info.data.info)) return fail(appError('job.otherJob'))
      return this.#execute(commandId, { kind: 'attach', jobId, remoteJobId }, (started, run) =>
        this.#watch(started, run),
      )
    })
  }

  /**
   * A run of one job that has started already; what the service does not say of it stays unknown. An expired job that has this
   * id is polled again instead.
   */
  attachNew(connectionId: string, remoteJobId: string, commandId?: CommandId): Promise<Result<Job>> {
    return catchJournalError(async () => {
      const { commands, reader } = this.#context
      const earlier = await commands.findAnswer(commandId)
      if (earlier !== null && !earlier.ok) return earlier
      if (earlier !== null)
        return earlier.data.job === null ? readFirstJob(reader, earlier.data.runs) : ok(earlier.data.job)
      const healed = await this.#parts.lookAgain.healExpired(connectionId, remoteJobId, commandId)
      if (healed !== null) return healed
      const info = await this.readRemoteJob(connectionId, remoteJobId)
      if (!info.ok) return info
      return this.#parts.runCommands.attach(connectionId, info.data, commandId)
    })
  }

  /** The person has seen that the job may have started, and leaves it as it is. */
  acknowledge(jobId: string, commandId?: CommandId): Promise<Result<Job>> {
    return this.#execute(commandId, { kind: 'acknowledge', jobId }, () => undefined)
  }

  /**
   * A new run of one job on the same source; the old job stays as it is. While a rerun of it is under way, that one is the
   * answer: the same job is not sent twice at the same time.
   */
  rerun(jobId: string, commandId?: CommandId): Promise<Result<Job>> {
    const { reader, commands } = this.#context
    return catchJournalError(() =>
      commands.inTurn(jobId, async () => {
        const earlier = await commands.findAnswer(commandId)
        if (earlier !== null) return earlier.ok ? readFirstJob(reader, earlier.data.runs) : earlier
        const job = await reader.job(jobId)
        if (job === null) return fail(appError('job.missing'))
        if (!mayRunAgain(job.state)) return notAllowed(job)
        const open = await this.#findOpenRerun(job)
        if (open !== null) return ok(open)
        const { connectionId, workflowId } = job
        const requested = await toRequestedJob(reader, job)
        if (requested === null)
          return fail(appError(job.source.kind === 'none' ? 'job.noSource' : 'job.unreadable'))
        const jobs = [requested]
        const run = await this.#parts.runCommands.create(
          { connectionId, workflowId, jobs, retryOf: job.runId },
          commandId,
        )
        return run.ok ? readFirstJob(reader, [run.data]) : run
      }),
    )
  }

  /** Stops or resumes polling a started job. */
  setWatching(jobId: string, watching: boolean, commandId?: CommandId): Promise<Result<Job>> {
    return this.#execute(commandId, { kind: 'watch', jobId, watching }, (job, run) => {
      if (watching) return this.#watch(job, run)
      this.#parts.poller.forget(jobId)
      return undefined
    })
  }

  #execute(commandId: CommandId, command: JobCommandSteps['command'], follow: JobCommandSteps['follow']) {
    return executeOnJob(this.#context, commandId, { command, follow })
  }

  /** The job is polled; its run is open until it has ended. */
  async #watch(job: Job, run: Run): Promise<void> {
    this.#parts.poller.watch(job, true)
    await this.#parts.resumer.activate(run)
  }

  async #findOpenRerun({ id: jobId, workflowId }: Job): Promise<Job | null> {
    const { reader } = this.#context
    const [rerun] = await reader.rerunsOf([{ jobId, workflowId }])
    const job = rerun === undefined ? null : await reader.job(rerun.rerunJobId)
    return job !== null && isOpen(job.state) ? job : null
  }

  /** What the service says of a job id that no job here has. */
  async readRemoteJob(connectionId: string, remoteJobId: string): Promise<Result<RemoteJob>> {
    const { ports, reader, client, signal, canSend, schedulers } = this.#context
    if (!/^[\w-]{8,128}$/.test(remoteJobId)) return fail(appError('job.invalidJobId'))
    if ((await reader.jobByRemoteJobId(connectionId, remoteJobId)) !== null)
      return fail(appError('job.idTaken'))
    const credentials = await ports.credentials(connectionId)
    if (!credentials.ok) return credentials
    if (!canSend()) return fail(appError('network.offline'))
    const outcome = await schedulers.get(connectionId).requestNow(async (permit, limiter) => {
      permit.tryUse()
      const answer = await client.status(credentials.data, remoteJobId, signal)
      reportStatusRate(limiter, answer)
      // Only what the job is was asked for; its result is read and kept when it is polled.
      if (answer.kind === 'ended') await discardBody(answer.body)
      return answer
    })
    if (outcome.kind !== 'running' && outcome.kind !== 'ended') return fail(outcome.error)
    return ok({ remoteJobId, info: outcome, cdnHost: new URL(credentials.data.hosts.cdn).host })
  }
}

/** The form of a handle, which the service writes as it is. Of other sources it is not known how it writes them. */
const HANDLE = /^[A-Za-z0-9]{20}$/

/** The service says that this id belongs to another workflow or another handle. */
function isOfOther({ workflowId, source, handle }: Job, told: RemoteJobInfo): boolean {
  if (told.workflow !== null && told.workflow !== workflowId) return true
  const own = handle ?? sourceText(source)
  return told.source !== null && HANDLE.test(told.source) && HANDLE.test(own) && told.source !== own
}

/** The one job of a run that was just created. */
async function readFirstJob(reader: JournalReader, [run]: readonly Run[]): Promise<Result<Job>> {
  const [job] = run === undefined ? [] : (await reader.page({ runId: run.id }, null, 1)).jobs
  return job === undefined ? fail(appError('job.missing')) : ok(job)
}
