import { Worker } from 'node:worker_threads'
import { findThread } from '#main/lib/testing/bundled-thread.ts'
import type { SpawnBackupWorker } from '#main/backup/backups.ts'

/** The thread of backups as its source. */
export const spawnBackupWorker: SpawnBackupWorker = (task) =>
  new Worker(findThread(import.meta.resolve('#main/backup/backup.worker.ts')), { workerData: task })
