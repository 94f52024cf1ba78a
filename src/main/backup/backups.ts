import type { Worker } from 'node:worker_threads'
import type { BackupProgress, BackupReport, RestoreReport } from '#shared/model/backup.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail, type Result } from '#shared/model/result.ts'
import type { BackupMessage, BackupTask } from './backup-task.ts'

/** Starts `backup.worker.ts`. */
export type SpawnBackupWorker = (task: BackupTask) => Worker

/** Backups of one data folder, each in a thread of its own, one at a time. */
export interface Backups {
  write(file: string, now: number): Promise<Result<BackupReport>>
  /** Reads and checks a backup; the next start puts it in place. */
  stage(file: string): Promise<Result<RestoreReport>>
  /** Stops what is under way, which then ends as stopped; resolves when it has. */
  stop(): Promise<void>
}

export function createBackups(
  folder: string,
  spawn: SpawnBackupWorker,
  onProgress: (progress: BackupProgress) => void,
): Backups {
  let running: { readonly worker: Worker; readonly ended: Promise<void> } | null = null

  /** Rejects when the thread died. */
  async function run(task: BackupTask): Promise<BackupMessage | null> {
    if (running !== null) return null
    const worker = spawn(task)
    const result = new Promise<BackupMessage>((resolve, reject) => {
      worker.on('message', (message: BackupMessage) => {
        if (message.kind === 'progress') onProgress(message.progress)
        else resolve(message)
      })
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('the thread of the backup ended')))
    })
    const ended = result.then(
      () => undefined,
      () => undefined,
    )
    running = { worker, ended }
    try {
      return await result
    } finally {
      running = null
    }
  }

  return {
    async write(file, now) {
      const message = await run({ kind: 'write', folder, file, now })
      return message?.kind === 'written' ? message.result : fail(appError('backup.busy'))
    },
    async stage(file) {
      const message = await run({ kind: 'restore', folder, file })
      return message?.kind === 'restored' ? message.result : fail(appError('backup.busy'))
    },
    async stop() {
      running?.worker.postMessage('stop', [])
      await running?.ended
    },
  }
}
