import type { DatabaseSync } from 'node:sqlite'
import { assertNever } from '#shared/model/assert.ts'
import {
  hasRemoteSource,
  isWaiting,
  mayAttach,
  mayHold,
  mayRequeue,
  mayWatch,
  WAITING_STATES,
} from '#shared/model/job-state.ts'
import type { Job, JobPatch } from '#shared/model/job.ts'
import type { JobChange } from '#main/storage/journal/journal.ts'
import type {
  CommandAnswer,
  CommandRecord,
  CommandRefusal,
  JournalCommand,
  LookAgainCommand,
  ResumeRunCommand,
} from '#main/storage/journal/journal-command.ts'
import type { JournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { IS_SENT_ELSEWHERE } from './sent-elsewhere.ts'
import type { Slices } from './slices.ts'

export interface CommandWritesOptions {
  readonly db: DatabaseSync
  readonly reads: Pick<JournalReads, 'command' | 'job' | 'run'>
  /** Compare and set of one job. */
  readonly change: (change: JobChange) => boolean
}

type JobCommand = Extract<JournalCommand, { readonly jobId: string }>
type RunCommand = Extract<JournalCommand, { readonly runId: string }>

/** What a job forgets that waits to be sent once more. */
export const SENT_ANEW =
  'ended_at = NULL, error = NULL, error_text = NULL, sent_at = NULL, remote_status = NULL, taken_out = 0'
/** Which jobs in a state that *Continue* sends again it does send: none that the person stopped, none that is sent elsewhere. */
export const IS_RESUMED = `taken_out = 0 AND NOT ${IS_SENT_ELSEWHERE}`
/** Which failed jobs wait for their upload again: those that have no handle, and were never sent. */
export const IS_UPLOAD_RETRIED = `jobid IS NULL AND asked IS NULL AND NOT ${IS_SENT_ELSEWHERE}`
/** A run that still sends stops doing so. */
export const STOP_RUN = `UPDATE runs SET state = 'stopping', paused_by = NULL WHERE id = ? AND state IN ('running', 'paused')`
const LOOK_AGAIN = `UPDATE jobs SET state = 'started', ended_at = NULL, error = NULL, error_text = NULL, watching = 1`
const sqlList = (states: readonly string[]): string => states.map((state) => `'${state}'`).join()
const WAITING_LIST = sqlList(WAITING_STATES)

/** Executes commands. Each one runs inside the transaction of its group, and its answer is kept in the same transaction. */
export function createCommandWrites({ db, reads, change }: CommandWritesOptions) {
  const keep = db.prepare('INSERT INTO commands VALUES (?, ?, ?)')
  const nameRun = db.prepare('UPDATE runs SET name = ? WHERE id = ?')
  const pauseRun = db.prepare(
    `UPDATE runs SET state = 'paused', paused_by = NULL WHERE id = ? AND state = 'running'`,
  )
  const stopRun = db.prepare(STOP_RUN)
  const stopWaiting = db.prepare(
    `UPDATE jobs SET state = 'stopped', ended_at = ? WHERE run_id = ? AND state IN (${WAITING_LIST})`,
  )
  const resumeRun = db.prepare(
    `UPDATE runs SET state = 'running', paused_by = NULL, ended_at = NULL, options = ? WHERE id = ?`,
  )
  const retryUploads = db.prepare(
    `UPDATE jobs SET state = 'queued', ${SENT_ANEW} WHERE run_id = ? AND state = 'failed' AND ${IS_UPLOAD_RETRIED}`,
  )
  const markRemoteSourcesReady = db.prepare(
    `UPDATE jobs SET state = 'ready' WHERE run_id = ? AND state = 'queued' AND asked IS NOT NULL`,
  )
  const stopJob = db.prepare(`UPDATE jobs SET state = 'stopped', ended_at = ?, taken_out = 1 WHERE id = ?`)
  const findSentElsewhere = db.prepare(`SELECT 1 FROM jobs WHERE id = ? AND ${IS_SENT_ELSEWHERE}`)
  const requeueJob = db.prepare(`UPDATE jobs SET state = ?, ${SENT_ANEW} WHERE id = ?`)
  const goOn = db.prepare(
    `UPDATE runs SET state = 'running', paused_by = NULL, ended_at = NULL WHERE id = ? AND state IN ('stopping', 'done')`,
  )
  const reopen = db.prepare(
    `UPDATE runs SET state = 'running', paused_by = NULL, ended_at = NULL WHERE id = ? AND state = 'done'`,
  )
  const lookAgainAt = db.prepare(`${LOOK_AGAIN} WHERE run_id = ? AND id = ? AND state = 'expired'`)
  const acknowledgeAll = db.prepare(`UPDATE jobs SET acknowledged = 1 WHERE run_id = ? AND state = 'unknown'`)
  const hold = db.prepare('UPDATE jobs SET held = ? WHERE id = ?')
  const selectHolder = db.prepare('SELECT id FROM jobs WHERE jobid = ? AND connection_id = ?')

  const isTaken = (connectionId: string, remoteJobId: string): boolean =>
    selectHolder.get(remoteJobId, connectionId) !== undefined

  const finish = (id: string, at: number, record: CommandRecord): CommandAnswer => {
    keep.run(id, at, JSON.stringify(record))
    const answer = reads.command(id)
    if (answer === null) throw new Error('a command is not there once it is kept')
    return answer.kind === 'done' ? { ...answer, isRepeated: false } : answer
  }

  const executeOnRun = (at: number, command: RunCommand): void => {
    const { runId } = command
    switch (command.kind) {
      case 'nameRun':
        return void nameRun.run(command.name, runId)
      case 'pauseRun':
        return void pauseRun.run(runId)
      case 'stopRun':
        stopRun.run(runId)
        return void stopWaiting.run(at, runId)
      case 'resumeRun':
        return resume(command)
      case 'acknowledgeAll':
        return void acknowledgeAll.run(runId)
      default:
        return assertNever(command)
    }
  }

  const resume = ({ runId, states, retriesUploads, options }: ResumeRunCommand): void => {
    const sql = `UPDATE jobs SET state = 'queued', ${SENT_ANEW}
      WHERE run_id = ? AND state IN (${sqlList(states)}) AND ${IS_RESUMED}`
    const requeued = Number(db.prepare(sql).run(runId).changes)
    const retried = retriesUploads ? Number(retryUploads.run(runId).changes) : 0
    markRemoteSourcesReady.run(runId)
    const isDone = reads.run(runId)?.state === 'done'
    // A run that is done and has nothing to send stays done.
    if (!isDone || requeued + retried > 0) resumeRun.run(JSON.stringify(options), runId)
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

  const applyPatch = (job: Job, patch: JobPatch, to = job.state): void => {
    if (!change({ id: job.id, from: job.state, to, patch }))
      throw new Error('a job changed within its transaction')
  }

  /** Null when it was done. */
  const executeOnJob = (at: number, job: Job, command: JobCommand): CommandRefusal | null => {
    const notAllowed = { why: 'notAllowed', state: job.state } as const
    switch (command.kind) {
      case 'stopJob':
        if (!isWaiting(job.state)) return notAllowed
        stopJob.run(at, job.id)
        return null
      case 'requeueJob':
        if (!mayRequeue(job)) return notAllowed
        if (findSentElsewhere.get(job.id) !== undefined) return { why: 'sentElsewhere' }
        requeueJob.run(hasRemoteSource(job) ? 'ready' : 'queued', job.id)
        goOn.run(job.runId)
        return null
      case 'attach': {
        const { remoteJobId } = command
        if (!mayAttach(job.state)) return notAllowed
        if (isTaken(job.connectionId, remoteJobId)) return { why: 'taken' }
        applyPatch(job, { remoteJobId, startedAt: job.sentAt ?? at, error: null }, 'started')
        reopen.run(job.runId)
        return null
      }
      case 'acknowledge':
        if (!mayAttach(job.state)) return notAllowed
        applyPatch(job, { acknowledged: true })
        return null
      case 'watch':
        if (!mayWatch(job.state)) return notAllowed
        applyPatch(job, { watching: command.watching })
        if (command.watching) reopen.run(job.runId)
        return null
      case 'hold':
        if (!mayHold(job)) return notAllowed
        hold.run(Number(command.held), job.id)
        return null
      default:
        return assertNever(command)
    }
  }

  return {
    isTaken,

    /** Keeps the answer of a command that created runs, or why it did not. */
    finishCommand: finish,

    lookAgain,
    finishLookAgain,

    executeCommand(id: string, at: number, command: JournalCommand): CommandAnswer {
      const earlier = reads.command(id)
      if (earlier !== null) return earlier
      if ('runId' in command) {
        if (reads.run(command.runId) === null) return finish(id, at, { refusal: { why: 'runMissing' } })
        executeOnRun(at, command)
        return finish(id, at, { runs: [command.runId], job: null })
      }
      if (command.kind === 'lookAgain') {
        Array.from(lookAgain(command))
        return finishLookAgain(id, at, command)
      }
      const job = reads.job(command.jobId)
      if (job === null) return finish(id, at, { refusal: { why: 'jobMissing' } })
      const refusal = executeOnJob(at, job, command)
      return finish(id, at, refusal === null ? { runs: [job.runId], job: job.id } : { refusal })
    },
  }
}
