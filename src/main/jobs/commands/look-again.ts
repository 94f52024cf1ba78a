import { readPagesById } from '#main/lib/paged-reader.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { RerunRequest } from '#main/jobs/engine.ts'
import type { DoneCommand, LookAgainCommand } from '#main/storage/journal/journal-command.ts'
import type { Poller } from '#main/jobs/polling/poller.ts'
import { catchJournalError, notAllowed, notifyJobs, toJobResult } from './command-result.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { mayLookAgain } from '#shared/model/job-state.ts'
import type { Job } from '#shared/model/job.ts'
import type { LookAgainReport } from '#shared/model/look-again.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { CommandId } from './command-executor.ts'
import { selectJobs } from './rerun-selection.ts'
import type { RunResumer } from './resume-runs.ts'

const PAGE_ROWS = 500

export interface LookAgainParts {
  readonly poller: Pick<Poller, 'watchAll'>
  readonly resumer: Pick<RunResumer, 'activate'>
}

/** Polls expired jobs again: what the service said of them may have been a mistake of its own. */
export class LookAgain {
  readonly #context: EngineContext
  readonly #parts: LookAgainParts

  constructor(context: EngineContext, parts: LookAgainParts) {
    this.#context = context
    this.#parts = parts
  }

  /** Polls one expired job again. */
  one(jobId: string, commandId?: CommandId): Promise<Result<Job>> {
    const { reader, commands } = this.#context
    return catchJournalError(async () => {
      const earlier = await commands.findAnswer(commandId)
      if (earlier !== null) return toJobResult(earlier)
      const job = await reader.job(jobId)
      if (job === null) return fail(appError('job.missing'))
      if (!mayLookAgain(job.state)) return notAllowed(job)
      return toJobResult(await this.#lookAt([{ runId: job.runId, jobIds: [jobId] }], commandId))
    })
  }

  /** The job of the connection that has this remote job id is polled again if it expired; null where none did. */
  async healExpired(
    connectionId: string,
    remoteJobId: string,
    commandId?: CommandId,
  ): Promise<Result<Job> | null> {
    const holder = await this.#context.reader.jobByRemoteJobId(connectionId, remoteJobId)
    return holder !== null && mayLookAgain(holder.state) ? this.one(holder.id, commandId) : null
  }

  /** Polls all expired jobs among these again, in one command. */
  all(from: RerunRequest['from'], commandId?: CommandId): Promise<Result<LookAgainReport>> {
    const { commands, reader } = this.#context
    return catchJournalError(async () => {
      const known = await commands.findAnswer(commandId)
      if (known !== null) return toReport(known)
      const idsByRun = new Map<string, string[]>()
      for await (const jobs of selectJobs(reader, from, ['expired'])) {
        for (const { id, runId, state } of jobs) {
          if (!mayLookAgain(state)) continue
          const ids = idsByRun.get(runId) ?? []
          idsByRun.set(runId, ids)
          ids.push(id)
        }
      }
      const runs = [...idsByRun].map(([runId, jobIds]) => ({ runId, jobIds }))
      return toReport(await this.#lookAt(runs, commandId))
    })
  }

  #lookAt(parts: LookAgainCommand['runs'], commandId?: CommandId): Promise<Result<DoneCommand>> {
    const { commands, runs, track } = this.#context
    const execute = async (): Promise<Result<DoneCommand>> => {
      const answer = await commands.execute(commandId, { kind: 'lookAgain', runs: parts })
      if (!answer.ok || answer.data.isRepeated) return answer
      for (const run of answer.data.runs) if (run.state !== 'done') await this.#parts.resumer.activate(run)
      // The command is done: what fails from here on is no failure of it.
      for (const { runId, jobIds } of parts) track(this.#follow(runId, new Set(jobIds)))
      return answer
    }
    // In one order, so that two such commands never wait for each other.
    const runIds = parts.map(({ runId }) => runId).toSorted()
    const inTurn = runIds.reduceRight(
      (next, runId) => () => commands.inTurn(runId, () => runs.keepOpen(runId, next)),
      execute,
    )
    return inTurn()
  }

  async #follow(runId: string, jobIds: ReadonlySet<string>): Promise<void> {
    const { reader, runs } = this.#context
    const pages = readPagesById(PAGE_ROWS, (after, rows) => reader.jobsInState('started', after, rows, runId))
    for await (const jobs of pages) this.#parts.poller.watchAll(jobs.filter(({ id }) => jobIds.has(id)))
    await notifyJobs(this.#context, runId, 'started')
    runs.noteChange(runId)
  }
}

const toReport = (answer: Result<DoneCommand>): Result<LookAgainReport> =>
  answer.ok ? ok({ jobs: answer.data.jobCount ?? 0, runIds: answer.data.runs.map(({ id }) => id) }) : answer
