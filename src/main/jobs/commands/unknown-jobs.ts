import { readPagesById } from '#main/lib/paged-reader.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import { catchJournalError, notifyJobs, toJobResult, toRunResult } from './command-result.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { AttachReport } from '#shared/model/attach-report.ts'
import type { Job } from '#shared/model/job.ts'
import { isPresigned, shortenUrl } from '#shared/model/presigned.ts'
import { ok, type Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import { sourceText } from '#shared/model/source.ts'
import { toPartId, type CommandId } from './command-executor.ts'
import type { JobCommands } from './job-commands.ts'
import type { LookAgain } from './look-again.ts'

const PAGE_ROWS = 500

export interface UnknownJobsParts {
  readonly jobCommands: Pick<JobCommands, 'attach' | 'readRemoteJob'>
  readonly lookAgain: Pick<LookAgain, 'healExpired'>
}

/** What a person does with all jobs of a run that may have started. */
export class UnknownJobs {
  readonly #context: EngineContext
  readonly #parts: UnknownJobsParts

  constructor(context: EngineContext, parts: UnknownJobsParts) {
    this.#context = context
    this.#parts = parts
  }

  /** Each id is asked for, and goes to the oldest job of the run on its source that has none yet, or to the expired job that has it. */
  attach(
    runId: string,
    remoteJobIds: readonly string[],
    commandId?: CommandId,
  ): Promise<Result<AttachReport>> {
    return catchJournalError(async () => {
      const waiting: Job[] = []
      for await (const jobs of this.#readUnknown(runId)) waiting.push(...jobs)
      const unattached: AttachReport['unattached'][number][] = []
      let attached = 0
      for (const remoteJobId of remoteJobIds) {
        const result = await this.#attachOne(waiting, remoteJobId, toPartId(commandId, remoteJobId))
        if (result.ok) {
          attached += 1
          const index = waiting.findIndex(({ id }) => id === result.data.id)
          if (index >= 0) waiting.splice(index, 1)
        } else unattached.push({ remoteJobId, error: result.error })
      }
      return ok({ attached, unattached })
    })
  }

  /** The person has seen all these jobs, and leaves them as they are. */
  acknowledge(runId: string, commandId?: CommandId): Promise<Result<Run>> {
    const { commands, runs, track } = this.#context
    return catchJournalError(() =>
      commands.inTurn(runId, async () => {
        const answer = await commands.execute(commandId, { kind: 'acknowledgeAll', runId })
        if (answer.ok && !answer.data.isRepeated) {
          track(notifyJobs(this.#context, runId, 'unknown'))
          runs.noteChange(runId)
        }
        return toRunResult(runs, answer)
      }),
    )
  }

  async #attachOne(waiting: readonly Job[], remoteJobId: string, partId: CommandId): Promise<Result<Job>> {
    const earlier = await this.#context.commands.findAnswer(partId)
    if (earlier !== null) return toJobResult(earlier)
    const [first] = waiting
    if (first === undefined) return { ok: false, error: appError('job.noneOfRun') }
    const { jobCommands, lookAgain } = this.#parts
    const healed = await lookAgain.healExpired(first.connectionId, remoteJobId, partId)
    if (healed !== null) return healed
    const info = await jobCommands.readRemoteJob(first.connectionId, remoteJobId)
    if (!info.ok) return info
    const { source, workflow } = info.data.info
    const job = waiting.find(
      (one) => toText(one) === toKeptText(source) && (workflow === null || workflow === one.workflowId),
    )
    if (job === undefined) return { ok: false, error: appError('job.noneOfRun') }
    return jobCommands.attach(job.id, remoteJobId, partId)
  }

  #readUnknown(runId: string): AsyncGenerator<readonly Job[]> {
    return readPagesById(PAGE_ROWS, (after, rows) =>
      this.#context.reader.jobsInState('unknown', after, rows, runId),
    )
  }
}

const toText = ({ handle, source }: Job): string => handle ?? sourceText(source)

/** A source as the service writes it, as it would be kept here. */
const toKeptText = (source: string | null): string | null =>
  source !== null && URL.canParse(source) && isPresigned(source) ? shortenUrl(source) : source
