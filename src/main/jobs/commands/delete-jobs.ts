import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { JobSelection } from '#main/jobs/engine.ts'
import type { Poller } from '#main/jobs/polling/poller.ts'
import type { DoneCommand } from '#main/storage/journal/journal-command.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Deletion } from '#shared/model/deletion.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import { catchJournalError } from './command-result.ts'
import type { CommandId } from './command-executor.ts'
import { publishJobs, selectIds, toCount } from './many-jobs.ts'
import type { RunResumer } from './resume-runs.ts'

export interface DeleteJobsParts {
  readonly poller: Pick<Poller, 'forget' | 'watchAll'>
  readonly resumer: Pick<RunResumer, 'activate'>
}

/** Deletes jobs and restores them. Jobs that have started, or may have, keep their rows: their remote job ids would be lost. */
export class DeleteJobs {
  readonly #context: EngineContext
  readonly #parts: DeleteJobsParts

  constructor(context: EngineContext, parts: DeleteJobsParts) {
    this.#context = context
    this.#parts = parts
  }

  /** Ended jobs leave all lists and counts; started ones are no longer watched; the others stay as they are. */
  delete(selection: JobSelection, commandId?: CommandId): Promise<Result<Deletion>> {
    const { commands, reader, ports } = this.#context
    return catchJournalError(async () => {
      const id = commandId ?? ports.newId()
      const known = await commands.findAnswer(id)
      if (known !== null) return known.ok ? this.#read(id) : known
      const jobIds = await selectIds(reader, selection)
      const answer = await commands.execute(id, { kind: 'deleteJobs', jobIds })
      if (!answer.ok) return answer
      const unwatched = await reader.unwatchedByDeletion(id)
      for (const jobId of unwatched) this.#parts.poller.forget(jobId)
      await this.#publish(answer.data, unwatched)
      return this.#read(id)
    })
  }

  /** Brings back what a deletion removed, byte for byte, and watches again what it no longer watched. How many jobs it deleted. */
  restore(deletionId: string, commandId?: CommandId): Promise<Result<number>> {
    const { commands, reader, runs } = this.#context
    return catchJournalError(async () => {
      const known = await commands.findAnswer(commandId)
      if (known !== null) return toCount(known)
      const unwatched = await reader.unwatchedByDeletion(deletionId)
      const answer = await commands.execute(commandId, { kind: 'restoreJobs', deletionId })
      if (!answer.ok) return answer
      const found = await Promise.all(unwatched.map((id) => reader.job(id)))
      const watched = found.filter((job) => job !== null && job.state === 'started' && job.watching)
      const watchedRuns = new Set(watched.map((job) => job?.runId))
      for (const run of answer.data.runs)
        if (watchedRuns.has(run.id)) await runs.keepOpen(run.id, () => this.#parts.resumer.activate(run))
      this.#parts.poller.watchAll(watched.filter((job) => job !== null))
      await this.#publish(answer.data, unwatched)
      return toCount(answer)
    })
  }

  /** Rows came or went: lists are read again, and the runs have other counts. */
  async #publish(answer: DoneCommand, changed: readonly string[]): Promise<void> {
    const { ports, runs } = this.#context
    ports.onManyJobs?.()
    await publishJobs(this.#context, changed)
    for (const run of answer.runs) {
      ports.onRun(this.#withState(run))
      runs.noteChange(run.id)
    }
  }

  #withState(run: Run): Run {
    return this.#context.runs.withState(run)
  }

  async #read(id: string): Promise<Result<Deletion>> {
    const deletion = await this.#context.reader.deletion(id)
    return deletion === null ? fail(appError('job.removed')) : ok(deletion)
  }
}
