import { randomUUID } from 'node:crypto'
import type { Command } from '#cli/command.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import { followRuns, type RunContext } from './follow-runs.ts'

/** Runs the failed and refused jobs of a run again, as new jobs. */
export function rerun(command: Extract<Command, { name: 'rerun' }>, context: RunContext): Promise<ExitCode> {
  const { output } = context
  return followRuns(context, command, async ({ engine, reader, connectionId }) => {
    const run = await reader.run(command.run)
    if (run === null) {
      output.error(appError('run.missing'))
      return EXIT.usage
    }
    if (run.connectionId !== connectionId) {
      output.say(words.connection.other)
      return EXIT.usage
    }
    await engine.start('leave', connectionId)
    const request = {
      from: { kind: 'run', runId: run.id, cause: null },
      workflowId: null,
      includeUnknown: false,
      includeRerun: command.again,
      includeElsewhere: command.again,
    } as const
    const preview = await engine.rerunPreview(request)
    const before = preview.ok && !command.again ? preview.data.again : null
    if (before !== null) output.say(words.rerunBefore(before.jobs, before.finished))
    const elsewhere = preview.ok && !command.again ? preview.data.elsewhere : 0
    if (elsewhere > 0) output.say(words.rerunElsewhere(elsewhere))
    const made = await engine.rerun(request, randomUUID())
    if (made.ok) return made.data
    output.error(made.error)
    return EXIT.failed
  })
}
