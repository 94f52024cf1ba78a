import { randomUUID } from 'node:crypto'
import type { CommonOptions, RunLimits } from '#cli/command.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import type { EnvironmentConnection } from '#cli/workspace/environment.ts'
import { createFollower, type Follower } from '#cli/output/follower.ts'
import type { Interruption } from '#cli/interrupt.ts'
import type { SavedNames } from '#cli/workspace/saved-names.ts'
import type { Output } from '#cli/output/output.ts'
import { formatCounts } from '#cli/output/format-counts.ts'
import type { Threads } from '#cli/workspace/threads.ts'
import { openWorkspace, type Workspace } from '#cli/workspace/workspace.ts'
import type { Redactor } from '#main/redact/redactor.ts'
import type { JournalProgress } from '#main/storage/journal/journal.ts'
import { formatCount } from '#shared/format/count.ts'
import { WAITING_STATES } from '#shared/model/job-state.ts'
import type { Run } from '#shared/model/run.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import { shellWords } from '#shared/text/shell.ts'

/** What a command that sends works with. */
export interface RunContext {
  readonly folder: string
  readonly threads: Threads
  readonly env: NodeJS.ProcessEnv
  readonly redactor: Redactor
  /** Null: the built-in Sandbox. */
  readonly connection: EnvironmentConnection | null
  readonly names: SavedNames
  readonly common: CommonOptions
  readonly output: Output
  readonly interruption: Interruption
  readonly stdin: AsyncIterable<Uint8Array>
  readonly now: () => number
}

/**
 * Begins runs or goes on with them. An exit code means that there are no runs, and that the command has said why. Of a run that was there
 * before, it calls `updateRun` (or `reopenRun`): what the engine says of it at its start is not how it goes on.
 */
export type BeginRuns = (
  workspace: Workspace,
  follower: Pick<Follower, 'updateRun' | 'reopenRun'>,
) => Promise<readonly Run[] | ExitCode>

/** Opens the folder, begins, follows the runs to their ends, and says what came of them. */
export async function followRuns(
  context: RunContext,
  limits: RunLimits,
  begin: BeginRuns,
): Promise<ExitCode> {
  const { output, interruption, common, now } = context
  const follower = createFollower({ output, json: common.json, now })
  const opened = await openWorkspace({
    ...context,
    limits,
    onOpening: createOpeningNotice(output),
    enginePorts: follower.enginePorts,
  })
  if (!opened.ok) {
    output.error(opened.error)
    return opened.error.code === 'journal.locked' ? EXIT.locked : EXIT.failed
  }
  const workspace = opened.data
  try {
    for (const notice of workspace.notices) output.error(notice)
    const runs = await begin(workspace, follower)
    if (typeof runs === 'number') return runs
    interruption.subscribe(() => {
      output.say(words.interrupted)
      const pauses = runs.map(({ id }) => workspace.engine.pause(id, randomUUID()))
      void Promise.allSettled(pauses).finally(() => follower.stopWaiting())
    })
    await follower.waitForEnd(runs)
    await workspace.settle()
    await follower.flush()
    const complete = await reportEnds(workspace, runs, context)
    if (interruption.isStopped()) return EXIT.interrupted
    return complete && !follower.isHalted() ? EXIT.ok : EXIT.failed
  } finally {
    await workspace.close()
  }
}

/** Says once what the opening waits for. */
function createOpeningNotice(output: Output): (progress: JournalProgress) => void {
  const said = new Set<string>()
  return ({ kind }) => {
    if (!said.has(kind)) output.say(shellWords.preparing[kind])
    said.add(kind)
  }
}

/** Says how the runs stand in the journal; true when every job is finished. */
async function reportEnds(
  { reader }: Workspace,
  runs: readonly Run[],
  { output, common, interruption }: RunContext,
): Promise<boolean> {
  let complete = true
  let [waiting, started] = [0, 0]
  const write = (line: string): void | Promise<void> => (common.json ? output.say(line) : output.print(line))
  for (const { id } of runs) {
    const run = await reader.run(id)
    if (run === null) continue
    complete &&= run.counts.finished === run.total
    waiting += WAITING_STATES.reduce((sum, state) => sum + run.counts[state], 0)
    started += run.counts.started
    await write(`${words.run(id)}: ${formatCounts(run.counts)}`)
    if (run.pausedBy !== null) output.say(words.paused(`${run.pausedBy.message} ${run.pausedBy.advice}`))
    for (const { error, count } of await reader.failures(id))
      output.say(`  ${formatCount(count)} × ${error.message}`)
  }
  if (waiting > 0 || interruption.isStopped()) output.say(words.waits(waiting))
  if (started > 0) output.say(words.watched(started))
  return complete
}
