import { formatCounted } from '#shared/format/count.ts'
import { createDates } from '#shared/format/dates.ts'

const dates = createDates()

/** Words of the app outside of its window: menus, dialogs and messages of the system. */
export const shellWords = {
  quit: 'Quit Flowbench',
  quitDialog: {
    title: 'Quit while jobs run?',
    quit: 'Quit',
    stay: 'Keep running',
    /** `waiting` and `running` are numbers of jobs; times are when the service forgets the first of them, Unix ms. */
    activeJobs: ({
      waiting,
      running,
      resultsUntil,
      files,
    }: {
      readonly waiting: number
      readonly running: number
      readonly resultsUntil: number | null
      /** Jobs whose produced files are to be kept, and are not here yet. */
      readonly files: { readonly jobs: number; readonly until: number } | null
    }): string =>
      [
        waiting === 0
          ? ''
          : `${formatCounted(waiting, 'job waits', 'jobs wait')} and will be sent when Flowbench is open again.`,
        running === 0
          ? ''
          : `${formatCounted(running, 'job runs', 'jobs run')} on at the service; the results are fetched when Flowbench is open again.`,
        running === 0 || resultsUntil === null
          ? ''
          : `Open it before ${dates.full(resultsUntil)}: from then on the service forgets these results, and they would be lost.`,
        files === null
          ? ''
          : `The produced files of ${formatCounted(files.jobs, 'job', 'jobs')} are not here yet; the service deletes them from ${dates.full(files.until)} on.`,
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
  },
  /** `host` is written in ASCII, so that no letter can be taken for another one. */
  openExternalDialog: {
    title: (host: string): string => `Open ${host} in the browser?`,
    open: 'Open',
    cancel: 'Cancel',
  },
  addFileDialog: {
    title: 'Add this file?',
    add: 'Add',
    cancel: 'Cancel',
  },
  openBackupDialog: { kind: 'Backups of Flowbench', all: 'All files' },
  /** The small window while the data folder is opened. */
  preparing: {
    title: (percent: number | null): string =>
      percent === null ? 'Flowbench is starting' : `Flowbench is starting: ${percent} %`,
    label: 'Progress',
    opening: 'Opening your history.',
    upgrade: 'Your history is brought to the newest form. This happens once.',
    salvage: 'Your history was damaged. What can be read of it is being rescued.',
    closing: 'Closing this window quits Flowbench; the next start begins this again. Nothing is lost.',
  },
  cannotStart: 'Flowbench cannot start',
  stoppedOften: 'The window stopped several times in a row',
  stoppedOftenAdvice: 'What you ran goes on; nothing is lost. Close Flowbench and open it again.',
} as const
