import { formatBytes } from '#shared/format/bytes.ts'
import { formatCounted } from '#shared/format/count.ts'
import type { BackupProgress, BackupReport } from '#shared/model/backup.ts'

/** How each step of a backup is called while it goes on. */
const STEPS: Record<BackupProgress['step'], string> = {
  write: 'Writing the backup',
  check: 'Reading it back',
  read: 'Reading and checking the backup',
}

/** Words of the section History and disk. */
export const keepingWords = {
  title: 'History and disk',
  backup: {
    title: 'Backup',
    meaning:
      'One file with the history, its results, the kept files and the settings. Secrets are not in it: connections ask for theirs again.',
    write: 'Back up…',
    restore: 'Restore…',
    restoreMeaning:
      'A backup is restored where there are no jobs yet. All of it is checked first; then Flowbench starts again.',
    cancel: 'Cancel',
    fileName: (day: string) => `flowbench ${day}.flowbench`,
    beginning: 'Taking the history as it is now',
    progress: ({ step, bytes, total }: BackupProgress) =>
      `${STEPS[step]}: ${formatBytes(bytes)} of ${formatBytes(Math.max(bytes, total))}`,
    written: ({ files, bytes }: BackupReport) =>
      `The backup was written and read back: ${formatCounted(files, 'file', 'files')}, ${formatBytes(bytes)}.`,
    restarting: 'The backup is sound. Flowbench starts again.',
  },
} as const
