import { z } from 'zod'
import type { BackupProgress, BackupReport, RestoreReport } from '#shared/model/backup.ts'
import { route } from './route.ts'

export const keepingRoutes = {
  /** Writes a backup where the person chooses; null when they cancel the dialog. */
  'backup.write': route<BackupReport | null>()(z.undefined()),
  /** Reads the backup that the person chooses, and starts the app again to put it in place. Null when they cancel the dialog. */
  'backup.restore': route<RestoreReport | null>()(z.undefined()),
  /** Stops what is being written or read. */
  'backup.stop': route<null>()(z.undefined()),
}

export interface KeepingEvents {
  'backup.progress': BackupProgress
}
