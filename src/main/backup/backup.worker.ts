// Writes or reads one backup: hashing gigabytes and checking a journal take seconds, in which main's loop goes on.
import { parentPort, workerData } from 'node:worker_threads'
import type { BackupProgress } from '#shared/model/backup.ts'
import type { BackupMessage, BackupTask } from './backup-task.ts'
import { stageRestore } from './stage-restore.ts'
import { writeBackup } from './write-backup.ts'

/** How far it is is told at most so often, ms. */
const REPORT_INTERVAL_MS = 100

if (parentPort === null) throw new Error('backup.worker runs as a worker only')
const port = parentPort
const post = (message: BackupMessage): void => port.postMessage(message)

let reportedAt = -Infinity
function report(progress: BackupProgress): void {
  const now = performance.now()
  if (now - reportedAt < REPORT_INTERVAL_MS) return
  reportedAt = now
  post({ kind: 'progress', progress })
}

const stop = new AbortController()
port.once('message', () => stop.abort())
const task = workerData as BackupTask
const { folder, file } = task
const { signal } = stop
if (task.kind === 'write') {
  const result = await writeBackup({
    folder,
    file,
    replace: true,
    now: task.now,
    signal,
    onProgress: report,
  })
  post({ kind: 'written', result })
} else {
  const result = await stageRestore({
    folder,
    file,
    signal,
    onProgress: (bytes, total) => report({ step: 'read', bytes, total }),
  })
  post({ kind: 'restored', result })
}
// A port that is listened to keeps the thread alive.
port.close()
