import { randomUUID } from 'node:crypto'
import type { Command } from '#cli/command.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import { followRuns, type RunContext } from './follow-runs.ts'

const NO_LIMITS = { concurrency: null, rate: null } as const

/** Watches a job by its id at the service: one that was started elsewhere, or the lost one of a job of the history. */
export function attach(
  { remoteJobId, job: lost }: Extract<Command, { name: 'attach' }>,
  context: RunContext,
): Promise<ExitCode> {
  const { output } = context
  return followRuns(context, NO_LIMITS, async ({ engine, reader, connectionId }, follower) => {
    await engine.start('leave', connectionId)
    const attached =
      lost === null
        ? await engine.attachNew(connectionId, remoteJobId, randomUUID())
        : await engine.attach(lost, remoteJobId, randomUUID())
    if (!attached.ok) {
      output.error(attached.error)
      return EXIT.failed
    }
    const run = await reader.run(attached.data.runId)
    if (run === null) {
      output.error(appError('run.missing'))
      return EXIT.failed
    }
    follower.updateRun(run)
    output.say(words.attached(remoteJobId))
    return [run]
  })
}
