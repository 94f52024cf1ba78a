import type { DatabaseSync } from 'node:sqlite'
import { assertNever } from '#shared/model/assert.ts'
import { WAITING_STATES } from '#shared/model/job-state.ts'
import type { JournalCommand, ResumeRunCommand } from '#main/storage/journal/journal-command.ts'
import type { JournalReads } from '#main/storage/journal/reads/journal-reads.ts'
import { IS_RESUMED, IS_UPLOAD_RETRIED, SENT_ANEW, STOP_RUN } from './command-sql.ts'

type RunCommand = Extract<JournalCommand, { readonly runId: string }>

const sqlList = (states: readonly string[]): string => states.map((state) => `'${state}'`).join()

/** Executes the commands on a whole run. */
export function createRunCommandWrites(
  db: DatabaseSync,
  reads: Pick<JournalReads, 'run'>,
): (at: number, command: RunCommand) => void {
  const nameRun = db.prepare('UPDATE runs SET name = ? WHERE id = ?')
  const pauseRun = db.prepare(
    `UPDATE runs SET state = 'paused', paused_by = NULL WHERE id = ? AND state = 'running'`,
  )
  const stopRun = db.prepare(STOP_RUN)
  const stopWaiting = db.prepare(
    `UPDATE jobs SET state = 'stopped', ended_at = ? WHERE run_id = ? AND state IN (${sqlList(WAITING_STATES)})`,
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
  const acknowledgeAll = db.prepare(`UPDATE jobs SET acknowledged = 1 WHERE run_id = ? AND state = 'unknown'`)

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

  return (at, command) => {
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
}
