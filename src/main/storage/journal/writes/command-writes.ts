import type { DatabaseSync } from 'node:sqlite'
import type { JobChange } from '#main/storage/journal/journal.ts'
import type {
  CommandAnswer,
  CommandRecord,
  JournalCommand,
  LookAgainCommand,
  SteppedCommand,
} from '#main/storage/journal/journal-command.ts'
import type { JournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { assertNever } from '#shared/model/assert.ts'
import { REOPEN_RUN } from './command-sql.ts'
import { createDeletionWrites } from './deletion-writes.ts'
import { createJobCommandWrites } from './job-command-writes.ts'
import { createMarkWrites } from './mark-writes.ts'
import { createRunCommandWrites } from './run-command-writes.ts'
import type { Slices } from './slices.ts'

export interface CommandWritesOptions {
  readonly db: DatabaseSync
  readonly reads: Pick<JournalReads, 'command' | 'job' | 'run'>
  /** Compare and set of one job. */
  readonly change: (change: JobChange) => boolean
}

const LOOK_AGAIN = `UPDATE jobs SET state = 'started', ended_at = NULL, error = NULL, error_text = NULL, watching = 1`

/** Executes commands. Each one runs inside the transaction of its group, and its answer is kept in the same transaction. */
export function createCommandWrites({ db, reads, change }: CommandWritesOptions) {
  const keep = db.prepare('INSERT INTO commands VALUES (?, ?, ?)')
  const reopen = db.prepare(REOPEN_RUN)
  const lookAgainAt = db.prepare(`${LOOK_AGAIN} WHERE run_id = ? AND id = ? AND state = 'expired'`)
  const selectHolder = db.prepare('SELECT id FROM jobs WHERE jobid = ? AND connection_id = ?')

  const isTaken = (connectionId: string, remoteJobId: string): boolean =>
    selectHolder.get(remoteJobId, connectionId) !== undefined
  const deletions = createDeletionWrites(db)
  const marks = createMarkWrites(db)
  const executeOnRun = createRunCommandWrites(db, reads)
  const executeOnJob = createJobCommandWrites({ db, change, isTaken })

  const finish = (id: string, at: number, record: CommandRecord): CommandAnswer => {
    keep.run(id, at, JSON.stringify(record))
    const answer = reads.command(id)
    if (answer === null) throw new Error('a command is not there once it is kept')
    return answer.kind === 'done' ? { ...answer, isRepeated: false } : answer
  }

  /** Each step is one job. */
  function* lookAgain({ runs }: LookAgainCommand): Slices<void> {
    for (const { runId, jobIds } of runs) {
      for (const jobId of jobIds) {
        if (lookAgainAt.run(runId, jobId).changes > 0) reopen.run(runId)
        yield
      }
    }
  }

  const finishLookAgain = (id: string, at: number, { runs }: LookAgainCommand): CommandAnswer => {
    const jobIds = runs.flatMap((run) => run.jobIds)
    const [jobId = null] = jobIds.length === 1 ? jobIds : []
    return finish(id, at, { runs: runs.map(({ runId }) => runId), job: jobId, jobCount: jobIds.length })
  }

  /** What is written before the first step; false when there is nothing to be done. */
  const beginSteps = (id: string, at: number, command: SteppedCommand): boolean => {
    if (command.kind === 'deleteJobs') deletions.beginDeletion(id, at)
    if (command.kind !== 'restoreJobs') return true
    if (!deletions.mayRestore(command.deletionId)) return false
    deletions.beginRestoring(command.deletionId)
    return true
  }

  /** Each step is one job. Steps that were done before change nothing. */
  const steps = (id: string, command: SteppedCommand): Iterable<void> => {
    switch (command.kind) {
      case 'lookAgain':
        return lookAgain(command)
      case 'tagJobs':
        return marks.tagJobs(command)
      case 'noteJobs':
        return marks.noteJobs(command)
      case 'deleteJobs':
        return deletions.deleteJobs(id, command)
      case 'restoreJobs':
        return deletions.restoreJobs(command.deletionId)
      default:
        return assertNever(command)
    }
  }

  const finishSteps = (id: string, at: number, command: SteppedCommand): CommandAnswer => {
    switch (command.kind) {
      case 'lookAgain':
        return finishLookAgain(id, at, command)
      case 'tagJobs':
      case 'noteJobs':
        return finish(id, at, { runs: [], job: null, jobCount: command.jobIds.length })
      case 'deleteJobs': {
        const { jobs, runs } = deletions.finishDeletion(id, command.jobIds.length)
        return finish(id, at, { runs, job: null, jobCount: jobs })
      }
      case 'restoreJobs': {
        const { jobs, runs } = deletions.finishRestoring(command.deletionId)
        return finish(id, at, { runs, job: null, jobCount: jobs })
      }
      default:
        return assertNever(command)
    }
  }

  const refuseRestoring = (id: string, at: number): CommandAnswer =>
    finish(id, at, { refusal: { why: 'removed' } })

  return {
    isTaken,

    /** Keeps the answer of a command that created runs, or why it did not. */
    finishCommand: finish,

    beginSteps,
    steps,
    finishSteps,
    refuseRestoring,

    executeCommand(id: string, at: number, command: JournalCommand): CommandAnswer {
      const earlier = reads.command(id)
      if (earlier !== null) return earlier
      if ('runId' in command) {
        if (reads.run(command.runId) === null) return finish(id, at, { refusal: { why: 'runMissing' } })
        executeOnRun(at, command)
        return finish(id, at, { runs: [command.runId], job: null })
      }
      if (!('jobId' in command)) {
        if (!beginSteps(id, at, command)) return refuseRestoring(id, at)
        Array.from(steps(id, command))
        return finishSteps(id, at, command)
      }
      const job = reads.job(command.jobId)
      if (job === null) return finish(id, at, { refusal: { why: 'jobMissing' } })
      const refusal = executeOnJob(at, job, command)
      return finish(id, at, refusal === null ? { runs: [job.runId], job: job.id } : { refusal })
    },
  }
}
