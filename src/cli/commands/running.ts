import type { Common, RunLimits } from '#cli/arguments.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import type { EnvironmentConnection } from '#cli/environment.ts'
import { createFollower, type Follower } from '#cli/follow.ts'
import type { Interruption } from '#cli/interrupt.ts'
import type { KnownNames } from '#cli/names.ts'
import type { Output } from '#cli/output.ts'
import { countsText } from '#cli/summary.ts'
import type { Threads } from '#cli/threads.ts'
import { openWorkspace, type Workspace } from '#cli/workspace.ts'
import type { Redactor } from '#main/redact/redactor.ts'
import { formatCount } from '#shared/format/count.ts'
import { WAITING_STATES } from '#shared/model/job-state.ts'
import type { Run } from '#shared/model/run.ts'
import { cliWords as words } from '#shared/text/cli.ts'

/** What a command that sends works with. */
export interface RunContext {
  readonly folder: string
  readonly threads: Threads
  readonly env: NodeJS.ProcessEnv
  readonly redactor: Redactor
  /** Null: the built-in Sandbox. */
  readonly connection: EnvironmentConnection | null
  readonly names: KnownNames
  readonly common: Common
  readonly output: Output
  readonly interruption: Interruption
  readonly stdin: AsyncIterable<Uint8Array>
  readonly now: () => number
}

/**
 * The runs that a command begins or goes on with; an exit code when there are none, which it has told by itself. It lets
 * `know` of a run that was there before it: what the engine told of that at its start is not how it goes on.
 */
export type Begin = (workspace: Workspace, know: Follower['know']) => Promise<readonly Run[] | ExitCode>

/** Opens the folder, begins, follows the runs to their ends, tells what came of them. */
export async function running(context: RunContext, limits: RunLimits, begin: Begin): Promise<ExitCode> {
  const { output, interruption, common, now } = context
  const follower = createFollower({ output, json: common.json, now })
  const opened = await openWorkspace({ ...context, limits, told: follower.told })
  if (!opened.ok) {
    output.error(opened.error)
    return opened.error.code === 'journal.locked' ? EXIT.held : EXIT.failed
  }
  const workspace = opened.data
  try {
    for (const notice of workspace.notices) output.error(notice)
    const runs = await begin(workspace, (run) => follower.know(run))
    if (typeof runs === 'number') return runs
    interruption.hear(() => {
      output.say(words.interrupted)
      const pauses = runs.map(({ id }) => workspace.engine.pause(id))
      void Promise.allSettled(pauses).finally(() => follower.leave())
    })
    await follower.end(runs)
    await workspace.settle()
    await follower.flushed()
    const complete = await tellEnds(workspace, runs, context)
    if (interruption.stopped()) return EXIT.interrupted
    return complete && !follower.halted() ? EXIT.ok : EXIT.failed
  } finally {
    await workspace.close()
  }
}

/** Says how the runs stand by the journal; true when every job is finished. */
async function tellEnds(
  { reader }: Workspace,
  runs: readonly Run[],
  { output, common, interruption }: RunContext,
): Promise<boolean> {
  let complete = true
  let [waiting, started] = [0, 0]
  const tell = (line: string): void | Promise<void> => (common.json ? output.say(line) : output.print(line))
  for (const { id } of runs) {
    const run = await reader.run(id)
    if (run === null) continue
    complete &&= run.counts.finished === run.total
    waiting += WAITING_STATES.reduce((sum, state) => sum + run.counts[state], 0)
    started += run.counts.started
    await tell(`${words.run(id)}: ${countsText(run.counts)}`)
    if (run.pausedBy !== null) output.say(words.paused(`${run.pausedBy.message} ${run.pausedBy.advice}`))
    for (const { error, count } of await reader.failures(id))
      output.say(`  ${formatCount(count)} × ${error.message}`)
  }
  if (waiting > 0 || interruption.stopped()) output.say(words.waits(waiting))
  if (started > 0) output.say(words.watched(started))
  return complete
}
