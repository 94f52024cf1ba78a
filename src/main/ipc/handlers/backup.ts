import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import type { Backups } from '#main/backup/backups.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { keepingRoutes } from '#shared/ipc/keeping.ts'
import { fail, ok } from '#shared/model/result.ts'
import { keepingWords } from '#shared/text/keeping.ts'

export interface BackupServices {
  readonly backups: Backups
  /** Jobs run or wait. */
  readonly isActive: () => boolean
  readonly askWhere: (name: string) => Promise<string | null>
  readonly askForBackup: () => Promise<string | null>
  /** Ends the app and starts it again. */
  readonly restart: () => void
  readonly now: () => number
}

/** Handlers that write a backup, and bring one back. */
export function createBackupHandlers(
  services: BackupServices,
): Pick<RouteHandlers<typeof keepingRoutes>, 'backup.write' | 'backup.restore' | 'backup.stop'> {
  const { backups, isActive, askWhere, askForBackup, restart, now } = services
  return {
    'backup.write': async () => {
      const day = new Date(now()).toISOString().slice(0, 10)
      const path = await askWhere(keepingWords.backup.fileName(day))
      return path === null ? ok(null) : backups.write(path, now())
    },
    'backup.restore': async () => {
      if (isActive()) return fail(appError('backup.jobsRun'))
      const path = await askForBackup()
      if (path === null) return ok(null)
      const staged = await backups.stage(path)
      if (staged.ok) restart()
      return staged
    },
    'backup.stop': async () => {
      await backups.stop()
      return ok(null)
    },
  }
}
