import { appError } from '#shared/errors/catalogue.ts'
import type { Job } from '#shared/model/job.ts'
import { fail, type Result } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import type { JournalCommand } from '#main/storage/journal/journal-command.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import { catchJournalError, toJobResult } from './command-result.ts'
import type { CommandId } from './command-executor.ts'

export interface JobCommandSteps {
  readonly command: Extract<JournalCommand, { readonly jobId: string }>
  /** Called before the command is written. */
  readonly begin?: (runId: string) => void
  /** Changes the state in memory, once the command is in the journal. */
  readonly follow: (job: Job, run: Run) => Promise<void> | void
}

/** Executes a command on one job, after the earlier commands of its run. Until it is done, the run does not end. */
export function executeOnJob(
  context: EngineContext,
  commandId: CommandId,
  { command, begin, follow }: JobCommandSteps,
): Promise<Result<Job>> {
  const { reader, runs, commands, transitions, track } = context
  return catchJournalError(async () => {
    const found = await reader.job(command.jobId)
    if (found === null) return fail(appError('job.missing'))
    const { runId } = found
    return commands.inTurn(runId, () =>
      runs.keepOpen(runId, async () => {
        begin?.(runId)
        const answer = await commands.execute(commandId, command)
        const result = toJobResult(answer)
        if (!answer.ok || !result.ok || answer.data.isRepeated) return result
        transitions.notifyJob(result.data)
        const [run] = answer.data.runs
        // The command is in the journal: a failure from here on is not a failure of the command.
        if (run !== undefined) {
          const following = Promise.resolve(follow(result.data, run))
          track(following)
          await following.catch(() => undefined)
        }
        return result
      }),
    )
  })
}
