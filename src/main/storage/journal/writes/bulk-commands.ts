import type { DatabaseSync } from 'node:sqlite'
import { WAITING_STATES } from '#shared/model/job-state.ts'
import type { JobState } from '#shared/model/job.ts'
import type { CommandAnswer, JournalCommand, SteppedCommand } from '#main/storage/journal/journal-command.ts'
import type { JournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { IS_RESUMED, IS_UPLOAD_RETRIED, SENT_ANEW, STOP_RUN } from './command-sql.ts'
import type { createCommandWrites } from './command-writes.ts'
import { createPendingCommands, type BulkCommand, type PendingCommand } from './pending-commands.ts'
import { inSlices, MAX_JOBS_AT_ONCE, type Slices } from './slices.ts'

const JOBS_PER_STEP = 100
/** An answer is kept for so long: nobody asks again later than that. */
const ANSWER_KEPT_MS = 90 * 24 * 3_600_000
const PRUNED_ROWS_PER_STEP = 1000

type MovingCommand = Exclude<BulkCommand, SteppedCommand>

/** Jobs of the run in `state` that the command moves, and what it sets. */
interface Move {
  readonly state: JobState
  readonly set: string
  readonly values: readonly number[]
  readonly condition: string
}

export interface BulkCommandsOptions {
  readonly db: DatabaseSync
  readonly reads: Pick<JournalReads, 'command' | 'run'>
  readonly commands: Pick<
    ReturnType<typeof createCommandWrites>,
    'executeCommand' | 'beginSteps' | 'steps' | 'finishSteps' | 'refuseRestoring'
  >
}

/**
 * Commands on very many jobs. They are written in slices, between which other commits go on, and are as good as one
 * transaction: the first slice writes what is intended, and a process that is killed in between is completed by the next one.
 */
export function createBulkCommands({ db, reads, commands }: BulkCommandsOptions) {
  const pendingCommands = createPendingCommands(db)
  const countJobs = db.prepare('SELECT jobs FROM run_counts WHERE run_id = ? AND state = ?')
  const countDeleted = db.prepare('SELECT jobs + unwatched AS jobs FROM deletions WHERE id = ?')
  const beginStop = db.prepare(STOP_RUN)
  // With jobs that wait again a run is not done. Until the last slice it is paused.
  const reopen = db.prepare(
    `UPDATE runs SET state = 'paused', ended_at = NULL WHERE id = ? AND state = 'done'`,
  )
  const findStepEnd = db.prepare(
    'SELECT id FROM jobs WHERE run_id = ? AND state = ? AND id > ? ORDER BY id LIMIT 1 OFFSET ?',
  )
  const findLast = db.prepare('SELECT max(id) AS id FROM jobs WHERE run_id = ? AND state = ? AND id > ?')
  const prune = db.prepare('DELETE FROM commands WHERE id IN (SELECT id FROM commands WHERE at < ? LIMIT ?)')

  const findEnd = (runId: string, state: JobState, after: string): string | null => {
    const row = findStepEnd.get(runId, state, after, JOBS_PER_STEP - 1) ?? findLast.get(runId, state, after)
    const id = row?.['id'] ?? null
    return id === null ? null : String(id)
  }

  /** Each step is some of the jobs. */
  function* moveJobs(at: number, command: MovingCommand): Generator<void> {
    const { runId } = command
    for (const { state, set, values, condition } of listMoves(at, command)) {
      const update = db.prepare(
        `UPDATE jobs SET ${set} WHERE run_id = ? AND state = '${state}' AND id > ? AND id <= ? AND ${condition}`,
      )
      let after = ''
      for (let end = findEnd(runId, state, after); end !== null; end = findEnd(runId, state, after)) {
        update.run(...values, runId, after, end)
        after = end
        yield
      }
    }
  }

  const countSteps = (command: SteppedCommand): number => {
    if (command.kind === 'lookAgain') return command.runs.reduce((sum, { jobIds }) => sum + jobIds.length, 0)
    if (command.kind === 'restoreJobs') return Number(countDeleted.get(command.deletionId)?.['jobs'] ?? 0)
    return command.jobIds.length
  }

  const begin = (pending: PendingCommand): void => {
    const { command } = pending
    // A run that is not there has no jobs: what remains is its refusal.
    if (isStepped(command)) return pendingCommands.add(pending)
    if (reads.run(command.runId) === null) return
    pendingCommands.add(pending)
    if (command.kind === 'stopRun') beginStop.run(command.runId)
    else reopen.run(command.runId)
  }

  return {
    /** Whether a command moves so many jobs that it is executed in slices. */
    isBulk(command: JournalCommand): command is BulkCommand {
      if (isStepped(command)) return countSteps(command) > MAX_JOBS_AT_ONCE
      if (command.kind !== 'stopRun' && command.kind !== 'resumeRun') return false
      const states = listMoves(0, command).map(({ state }) => state)
      const jobs = states.map((state) => Number(countJobs.get(command.runId, state)?.['jobs'] ?? 0))
      return jobs.reduce((sum, count) => sum + count, 0) > MAX_JOBS_AT_ONCE
    },

    /** `isBegun`: only if its first slice was committed earlier. Null: it was not. */
    *executeInSlices(pending: PendingCommand, isBegun = false): Slices<CommandAnswer | null> {
      const { id, at, command } = pending
      const known = reads.command(id)
      if (known !== null) return known
      const isThere = pendingCommands.has(id)
      if (!isThere && isBegun) return null
      if (!isThere) {
        if (isStepped(command) && !commands.beginSteps(id, at, command))
          return commands.refuseRestoring(id, at)
        begin(pending)
      }
      yield
      if (isStepped(command)) {
        yield* inSlices(commands.steps(id, command))
        pendingCommands.remove(id)
        return commands.finishSteps(id, at, command)
      }
      yield* inSlices(moveJobs(at, command))
      yield
      // What is left of it, with its answer: jobs that came into one of the states meanwhile.
      pendingCommands.remove(id)
      return commands.executeCommand(id, at, command)
    },

    /** Commands that an earlier process did not complete. */
    pendingCommands: pendingCommands.list,

    /** Forgets the answers of commands that nobody asks for again. */
    *pruneCommands(now: number): Slices<void> {
      while (prune.run(now - ANSWER_KEPT_MS, PRUNED_ROWS_PER_STEP).changes > 0) yield
    },
  }
}

const isStepped = (command: JournalCommand): command is SteppedCommand =>
  !('runId' in command) && !('jobId' in command)

function listMoves(at: number, command: MovingCommand): readonly Move[] {
  if (command.kind === 'stopRun')
    return WAITING_STATES.map((state) => ({
      state,
      set: `state = 'stopped', ended_at = ?`,
      values: [at],
      condition: '1',
    }))
  const set = `state = iif(asked IS NULL, 'queued', 'ready'), ${SENT_ANEW}`
  const again = command.states.map((state) => ({
    state,
    set,
    values: [],
    condition: IS_RESUMED,
  }))
  if (!command.retriesUploads) return again
  return [...again, { state: 'failed', set, values: [], condition: IS_UPLOAD_RETRIED }]
}
