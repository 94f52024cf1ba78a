import type { BackupReport, BackupProgress, RestoreReport } from '#shared/model/backup.ts'
import type { Result } from '#shared/model/result.ts'

/** What the thread of backups is to do. */
export type BackupTask =
  | { readonly kind: 'write'; readonly folder: string; readonly file: string; readonly now: number }
  | { readonly kind: 'restore'; readonly folder: string; readonly file: string }

/** What the thread answers: how far it is, and at the end what came of it. */
export type BackupMessage =
  | { readonly kind: 'progress'; readonly progress: BackupProgress }
  | { readonly kind: 'written'; readonly result: Result<BackupReport> }
  | { readonly kind: 'restored'; readonly result: Result<RestoreReport> }
