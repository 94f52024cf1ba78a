import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { JobSelection } from '#main/jobs/engine.ts'
import type { JournalCommand } from '#main/storage/journal/journal-command.ts'
import type { Result } from '#shared/model/result.ts'
import { catchJournalError } from './command-result.ts'
import type { CommandId } from './command-executor.ts'
import { publishJobs, selectIds, toCount } from './many-jobs.ts'

export type MarkCommand = Extract<JournalCommand, { readonly kind: 'tagJobs' | 'noteJobs' }>

/** Tags and notes of a person. They change nothing of how a job goes on. */
export class MarkJobs {
  readonly #context: EngineContext

  constructor(context: EngineContext) {
    this.#context = context
  }

  /** Adds tags to all of these jobs, and takes some away. How many jobs it was about. */
  tag(
    selection: JobSelection,
    change: { readonly add: readonly string[]; readonly remove: readonly string[] },
    commandId?: CommandId,
  ): Promise<Result<number>> {
    return this.#mark(selection, (jobIds) => ({ kind: 'tagJobs', jobIds, ...change }), commandId)
  }

  /** Gives all of these jobs this note, in the place of another one; null removes it. */
  note(selection: JobSelection, note: string | null, commandId?: CommandId): Promise<Result<number>> {
    return this.#mark(selection, (jobIds) => ({ kind: 'noteJobs', jobIds, note }), commandId)
  }

  #mark(
    selection: JobSelection,
    toCommand: (jobIds: readonly string[]) => MarkCommand,
    commandId: CommandId,
  ): Promise<Result<number>> {
    const { commands } = this.#context
    return catchJournalError(async () => {
      const known = await commands.findAnswer(commandId)
      if (known !== null) return toCount(known)
      const jobIds = await selectIds(this.#context.reader, selection)
      const answer = await commands.execute(commandId, toCommand(jobIds))
      if (answer.ok && !answer.data.isRepeated) await publishJobs(this.#context, jobIds)
      return toCount(answer)
    })
  }
}
