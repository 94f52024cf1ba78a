import { readPagesById } from '#main/lib/paged-reader.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import { catchJournalError, readRunResult, toJobResult } from '#main/jobs/runs/command-result.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { AttachReport } from '#shared/model/attach-report.ts'
import type { Job } from '#shared/model/job.ts'
import { isPresigned, shortenUrl } from '#shared/model/presigned.ts'
import { ok, type Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import { sourceText } from '#shared/model/source.ts'
import type { CommandId } from './command-executor.ts'
import type { JobCommands } from './job-commands.ts'

const PAGE_ROWS = 500

/** What a person does with all jobs of a run that may have started. */
export class UnknownJobs {
  readonly #context: EngineContext
  readonly #jobCommands: Pick<JobCommands, 'attach' | 'readRemoteJob' | 'acknowledge'>

  constructor(
    context: EngineContext,
    jobCommands: Pick<JobCommands, 'attach' | 'readRemoteJob' | 'acknowledge'>,
  ) {
    this.#context = context
    this.#jobCommands = jobCommands
  }

  /** Asks the service about each id, and gives it to the oldest job of the run with its source and without an id. */
  attach(
    runId: string,
    remoteJobIds: readonly string[],
    commandId?: CommandId,
  ): Promise<Result<AttachReport>> {
    return catchJournalError(async () => {
      const waiting: Job[] = []
      for await (const jobs of this.#readUnknown(runId)) waiting.push(...jobs)
      const left: AttachReport['left'][number][] = []
      let attached = 0
      for (const remoteJobId of remoteJobIds) {
        const result = await this.#attachOne(waiting, remoteJobId, toPartId(commandId, remoteJobId))
        if (result.ok) {
          attached += 1
          const index = waiting.findIndex(({ id }) => id === result.data.id)
          if (index >= 0) waiting.splice(index, 1)
        } else left.push({ remoteJobId, error: result.error })
      }
      return ok({ attached, left })
    })
  }

  /** The person has seen all these jobs, and leaves them as they are. */
  leave(runId: string, commandId?: CommandId): Promise<Result<Run>> {
    return catchJournalError(async () => {
      for await (const jobs of this.#readUnknown(runId))
        for (const { id, acknowledged } of jobs)
          if (!acknowledged) await this.#jobCommands.acknowledge(id, toPartId(commandId, id))
      return readRunResult(this.#context.runs, runId)
    })
  }

  async #attachOne(waiting: readonly Job[], remoteJobId: string, partId: CommandId): Promise<Result<Job>> {
    const known = await this.#context.commands.findAnswer(partId)
    if (known !== null) return toJobResult(known)
    const [first] = waiting
    if (first === undefined) return { ok: false, error: appError('job.noneOfRun') }
    const info = await this.#jobCommands.readRemoteJob(first.connectionId, remoteJobId)
    if (!info.ok) return info
    const { source, workflow } = info.data
    const job = waiting.find(
      (one) => toText(one) === toKeptText(source) && (workflow === null || workflow === one.workflowId),
    )
    if (job === undefined) return { ok: false, error: appError('job.noneOfRun') }
    return this.#jobCommands.attach(job.id, remoteJobId, partId)
  }

  #readUnknown(runId: string): AsyncGenerator<readonly Job[]> {
    return readPagesById(PAGE_ROWS, (after, rows) =>
      this.#context.reader.jobsInState('unknown', after, rows, runId),
    )
  }
}

/** The id for what one command does with one of several jobs. */
const toPartId = (commandId: CommandId, of: string): CommandId =>
  commandId === undefined ? undefined : `${commandId} ${of}`

const toText = ({ handle, source }: Job): string => handle ?? sourceText(source)

/** A source as the service writes it, as it would be kept here. */
const toKeptText = (source: string | null): string | null =>
  source !== null && URL.canParse(source) && isPresigned(source) ? shortenUrl(source) : source
