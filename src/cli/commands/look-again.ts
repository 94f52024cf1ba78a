import type { Command } from '#cli/command.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import type { Workspace } from '#cli/workspace/workspace.ts'
import { readResults } from '#cli/workspace/read-results.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Job } from '#shared/model/job.ts'
import { asksForFacts, listPaths, readQuery } from '#shared/model/query/index.ts'
import type { Run } from '#shared/model/run.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import { followRuns, type RunContext } from './follow-runs.ts'

const NO_LIMITS = { concurrency: null, rate: null } as const

/** Asks the service again for jobs of this connection that are gone by its own word: those that are named, or that match. */
export function lookAgain(
  { jobs, query: text }: Extract<Command, { name: 'look-again' }>,
  context: RunContext,
): Promise<ExitCode> {
  const { output, names, now } = context
  return followRuns(context, NO_LIMITS, async (workspace, follower) => {
    const { engine, connectionId } = workspace
    const query = readQuery(text ?? '', names, { now: now() })
    if (!query.ok) {
      output.error(query.error)
      return EXIT.usage
    }
    const found = await Promise.all(jobs.map((id) => findJob(workspace, id)))
    const named = found.filter((job) => job !== null)
    if (named.length < jobs.length) {
      output.error(appError('job.missing'))
      return EXIT.usage
    }
    if (asksForFacts(query.data))
      await readResults(context.folder, listPaths(query.data), output, context.interruption.isStopped)
    await engine.start('leave', connectionId)
    const report = await engine.lookAgainAll(
      text === null
        ? { kind: 'jobs', jobIds: named.map(({ id }) => id) }
        : { kind: 'filter', filter: { connectionId, query: query.data } },
    )
    if (!report.ok) {
      output.error(report.error)
      return EXIT.failed
    }
    if (report.data.jobs === 0) {
      output.say(words.nothingGone)
      return EXIT.ok
    }
    output.say(words.lookingAgain(report.data.jobs))
    const runs = await readRuns(workspace, report.data.runIds)
    for (const run of runs) follower.reopenRun(run)
    // One that has ended since it was read is done after all.
    for (const run of await readRuns(workspace, report.data.runIds))
      if (run.state === 'done') follower.updateRun(run)
    return runs
  })
}

async function readRuns({ reader }: Workspace, runIds: readonly string[]): Promise<readonly Run[]> {
  const runs = await Promise.all(runIds.map((runId) => reader.run(runId)))
  return runs.filter((run) => run !== null)
}

/** By its own id or the service's; null for a job of another connection, too. */
async function findJob({ reader, connectionId }: Workspace, id: string): Promise<Job | null> {
  const job = (await reader.job(id)) ?? (await reader.jobByRemoteJobId(connectionId, id))
  return job?.connectionId === connectionId ? job : null
}
