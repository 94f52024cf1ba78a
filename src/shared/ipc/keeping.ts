import { z } from 'zod'
import type { BackupProgress, BackupReport, RestoreReport } from '#shared/model/backup.ts'
import type { Deletion } from '#shared/model/deletion.ts'
import type { CompactResult, DiskUse } from '#shared/model/disk-use.ts'
import { retentionRuleSchema, type RetentionPreview } from '#shared/model/retention.ts'
import { commandId } from './command-id.ts'
import { route } from './route.ts'

export const keepingRoutes = {
  /** Writes a backup where the person chooses; null when they cancel the dialog. */
  'backup.write': route<BackupReport | null>()(z.undefined()),
  /** Reads the backup that the person chooses, and starts the app again to put it in place. Null when they cancel the dialog. */
  'backup.restore': route<RestoreReport | null>()(z.undefined()),
  /** Stops what is being written or read. */
  'backup.stop': route<null>()(z.undefined()),
  /** `free`: bytes of the history's file that hold nothing. */
  'disk.measure': route<DiskUse & { readonly free: number }>()(z.undefined()),
  /** Gives what the history's file does not use back to the disk. */
  'disk.compact': route<CompactResult>()(z.undefined()),
  /** What a rule would delete now. */
  'retention.preview': route<RetentionPreview>()(retentionRuleSchema),
  /** Turns a rule on, and deletes what its preview showed, whose moment is `at`. */
  'retention.turnOn': route<Deletion>()(commandId.extend({ rule: retentionRuleSchema, at: z.number() })),
}

export interface KeepingEvents {
  'backup.progress': BackupProgress
  /** Of a compaction; null while it is not known. */
  'disk.progress': { readonly share: number | null }
}
