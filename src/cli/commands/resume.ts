import { randomUUID } from 'node:crypto'
import type { Command } from '#cli/command.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Run } from '#shared/model/run.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import { followRuns, type RunContext } from './follow-runs.ts'

const MAX_OPEN_RUNS = 100_000

/** Goes on with the runs of this connection that are not done, or with those that were named. */
export function resume(
  command: Extract<Command, { name: 'resume' }>,
  context: RunContext,
): Promise<ExitCode> {
  const { output } = context
  return followRuns(context, command, async ({ engine, reader, connectionId }, follower) => {
    const runs: Run[] = []
    for (const id of command.runs) {
      const run = await reader.run(id)
      if (run === null || run.connectionId !== connectionId) {
        if (run === null) output.error(appError('run.missing'))
        else output.say(words.connection.other)
        return EXIT.usage
      }
      runs.push(run)
    }
    if (command.runs.length === 0)
      runs.push(
        ...(await reader.runs({ connectionId, states: ['running', 'paused', 'stopping'] }, MAX_OPEN_RUNS)),
      )
    if (runs.length === 0) {
      output.say(words.nothingToResume)
      return EXIT.ok
    }
    await engine.start('leave', connectionId)
    const held = await reader.heldUploads()
    for (const { id, state } of runs) {
      if (state === 'stopping') continue
      const gone = await engine.resume(id, randomUUID())
      if (!gone.ok) {
        output.error(gone.error)
        return EXIT.failed
      }
      follower.updateRun(gone.data)
      // Here nothing can let a held upload go on, and the run would never end.
      for (const job of held) if (job.runId === id) await engine.setUploadHeld(job.id, false, randomUUID())
    }
    return runs
  })
}
