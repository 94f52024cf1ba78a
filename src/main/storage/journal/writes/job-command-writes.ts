import type { DatabaseSync } from 'node:sqlite'
import { assertNever } from '#shared/model/assert.ts'
import {
  hasRemoteSource,
  isWaiting,
  mayAttach,
  mayHold,
  mayRequeue,
  mayWatch,
} from '#shared/model/job-state.ts'
import type { Job, JobPatch } from '#shared/model/job.ts'
import type { CommandRefusal, JournalCommand } from '#main/storage/journal/journal-command.ts'
import type { JobChange } from '#main/storage/journal/journal.ts'
import { IS_SENT_ELSEWHERE, REOPEN_RUN, SENT_ANEW } from './command-sql.ts'

type JobCommand = Extract<JournalCommand, { readonly jobId: string }>

export interface JobCommandWritesOptions {
  readonly db: DatabaseSync
  /** Compare and set of one job. */
  readonly change: (change: JobChange) => boolean
  /** Whether a job of the connection has this remote job id. */
  readonly isTaken: (connectionId: string, remoteJobId: string) => boolean
}

/** Executes the commands on one job; null when it was done. */
export function createJobCommandWrites({
  db,
  change,
  isTaken,
}: JobCommandWritesOptions): (at: number, job: Job, command: JobCommand) => CommandRefusal | null {
  const stopJob = db.prepare(`UPDATE jobs SET state = 'stopped', ended_at = ?, taken_out = 1 WHERE id = ?`)
  const findSentElsewhere = db.prepare(`SELECT 1 FROM jobs WHERE id = ? AND ${IS_SENT_ELSEWHERE}`)
  const requeueJob = db.prepare(`UPDATE jobs SET state = ?, ${SENT_ANEW} WHERE id = ?`)
  const goOn = db.prepare(
    `UPDATE runs SET state = 'running', paused_by = NULL, ended_at = NULL WHERE id = ? AND state IN ('stopping', 'done')`,
  )
  const reopen = db.prepare(REOPEN_RUN)
  const hold = db.prepare('UPDATE jobs SET held = ? WHERE id = ?')

  const applyPatch = (job: Job, patch: JobPatch, to = job.state): void => {
    if (!change({ id: job.id, from: job.state, to, patch }))
      throw new Error('a job changed within its transaction')
  }

  return (at, job, command) => {
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
}
