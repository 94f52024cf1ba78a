import { KeyedSequencer } from '#main/lib/sequencer.ts'
import {
  JournalError,
  type JournalReader,
  type JournalWriter,
  type NewRun,
} from '#main/storage/journal/journal.ts'
import type { CommandAnswer, DoneCommand, JournalCommand } from '#main/storage/journal/journal-command.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import type { Clock } from '#main/lib/clock.ts'
import type { Result } from '#shared/model/result.ts'
import { toCommandResult } from './command-result.ts'

export interface CommandExecutorOptions {
  readonly reader: JournalReader
  readonly transitions: JobTransitions
  readonly clock: Clock
  /** Makes an id for a command that comes without one. */
  readonly newId: () => string
}

/** The id of a command; undefined for a command that is not repeated. */
export type CommandId = string | undefined

/** The id of what one command does with one of several jobs or runs. */
export const toPartId = (commandId: CommandId, of: string): CommandId =>
  commandId === undefined ? undefined : `${commandId} ${of}`

/**
 * Executes commands (contract 11): each is one transaction of the journal. What is in the journal has happened, so a
 * committed command never answers with a failure.
 */
export class CommandExecutor {
  readonly #options: CommandExecutorOptions
  readonly #sequencer = new KeyedSequencer()

  constructor(options: CommandExecutorOptions) {
    this.#options = options
  }

  /** Runs the commands of one run one after another. Rejects with what `command` rejects with. */
  inTurn<T>(runId: string, command: () => Promise<T>): Promise<T> {
    return this.#sequencer.run(runId, command)
  }

  /** The earlier answer to this command; null for a new one. Rejects with a `JournalError`. */
  async findAnswer(id: CommandId): Promise<Result<DoneCommand> | null> {
    const answer = id === undefined ? null : await this.#options.reader.command(id)
    return answer === null ? null : toCommandResult(answer)
  }

  /** Rejects with a `JournalError`; then nothing has changed. */
  execute(id: CommandId, command: JournalCommand): Promise<Result<DoneCommand>> {
    return this.#write(id, (writer, newId, at) => writer.execute(newId, at, command))
  }

  /**
   * Like `execute`, for a command that has its effect here already: where nothing can be written now, it is written as soon
   * as that is possible, unless `isStillWanted` says no.
   */
  async executeDurably(
    id: CommandId,
    command: JournalCommand,
    isStillWanted: () => boolean,
  ): Promise<Result<DoneCommand>> {
    const { transitions, clock, newId } = this.#options
    const commandId = id ?? newId()
    try {
      return await this.execute(commandId, command)
    } catch (cause) {
      const at = clock.now()
      void transitions.untilWritten(async (writer) => {
        if (isStillWanted()) await writer.execute(commandId, at, command)
      })
      throw cause
    }
  }

  /** Creates runs, all of them or none. Rejects with a `JournalError`; then there is none. */
  createRuns(id: CommandId, runs: readonly NewRun[]): Promise<Result<DoneCommand>> {
    return this.#write(id, (writer, newId, at) => writer.createRuns({ id: newId, at }, runs))
  }

  async #write(
    id: CommandId,
    write: (writer: JournalWriter, id: string, at: number) => Promise<CommandAnswer>,
  ): Promise<Result<DoneCommand>> {
    const { transitions, clock, newId, reader } = this.#options
    const commandId = id ?? newId()
    try {
      return toCommandResult(await transitions.write((writer) => write(writer, commandId, clock.now())))
    } catch (cause) {
      if (!(cause instanceof JournalError)) throw cause
      // The writer may have died between the commit and its answer.
      const answer = await reader.command(commandId).catch(() => null)
      if (answer === null) throw cause
      return toCommandResult(answer.kind === 'done' ? { ...answer, isRepeated: false } : answer)
    }
  }
}
