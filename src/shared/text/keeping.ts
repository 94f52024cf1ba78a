import { formatBytes } from '#shared/format/bytes.ts'
import { createDates } from '#shared/format/dates.ts'
import { formatCount, formatCounted, formatPercent } from '#shared/format/count.ts'
import type { RetentionPreview, RetentionRule } from '#shared/model/retention.ts'
import type { BackupProgress, BackupReport } from '#shared/model/backup.ts'

/** How each step of a backup is called while it goes on. */
const STEPS: Record<BackupProgress['step'], string> = {
  write: 'Writing the backup',
  check: 'Reading it back',
  read: 'Reading and checking the backup',
}

const dates = createDates()
const jobs = (n: number): string => formatCounted(n, 'job', 'jobs')

/** Words of the section History and disk. */
export const keepingWords = {
  title: 'History and disk',
  disk: {
    title: 'On this disk',
    kinds: {
      history: 'History, with results up to 256 kB',
      results: 'Larger results',
      keptFiles: 'Kept files',
      facts: 'What results say, for the search',
      pictures: 'Small pictures of added files',
    },
    total: 'Together',
    free: (bytes: number) => `${formatBytes(bytes)} of the history’s file hold nothing; new jobs use them.`,
    compact: 'Give them back to the disk',
    compacting: (share: number | null) =>
      share === null ? 'Rewriting the history’s file' : `Writing it back: ${formatPercent(share * 100)}`,
    freed: (bytes: number) => `${formatBytes(bytes)} given back to the disk.`,
  },
  retention: {
    title: 'Deleting old jobs by a rule',
    off: 'Off: everything is kept for ever.',
    on: ({ days, keep }: RetentionRule) =>
      keep === ''
        ? `On: jobs made more than ${formatCount(days)} days ago are deleted by themselves.`
        : `On: jobs made more than ${formatCount(days)} days ago are deleted by themselves, but for those that meet one of: ${keep}`,
    days: 'Older than (days)',
    keep: 'Keep jobs that meet one of',
    keepHint: 'Conditions as in the History: verdict:flagged tagged:* note:* workflow:Moderation',
    look: 'Show what it would delete',
    turnOff: 'Turn the rule off',
    preview: 'What it would delete',
    wouldDelete: ({ jobs: n, total, bytes, from, to }: RetentionPreview) =>
      n === 0 || from === null || to === null
        ? 'Nothing at the moment.'
        : `${formatCount(n)} of ${jobs(total)}, made from ${dates.full(from)} to ${dates.full(to)}, with ${formatBytes(bytes)} of results.`,
    byWorkflow: (workflows: RetentionPreview['workflows']) =>
      workflows.map(({ name, jobs: n }) => `${name}: ${formatCount(n)}`).join(' · '),
    show: 'Show them in History',
    turnOn: (n: number, isOn: boolean) =>
      n === 0
        ? isOn
          ? 'Leave it on'
          : 'Turn the rule on'
        : `Delete ${jobs(n)}${isOn ? '' : ', and turn the rule on'}`,
    turnedOn: (deleted: string) => `The rule is on. ${deleted}`,
    undo: 'What it deletes can be brought back for 24 hours, under Deleted in the History. The rule is applied at each start, and every six hours.',
  },
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
