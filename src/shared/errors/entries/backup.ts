import type { Entry } from './entry.ts'

/** Backups of the history, and bringing them back. */
export const backup = {
  'backup.nothing': { message: 'There is no history to back up yet.', advice: '' },
  'backup.exists': {
    message: '{file} is there already.',
    advice: 'Choose another name, or say that it may be replaced.',
  },
  'backup.failed': {
    message: 'The backup could not be written or read: {reason}.',
    advice: 'Check the rights and the free space.',
  },
  'backup.stopped': { message: 'It was stopped; nothing was changed.', advice: '' },
  'backup.foreign': {
    message: 'This is no backup of Flowbench.',
    advice: 'A backup is the one file that “Back up” or “flowbench backup” wrote.',
  },
  'backup.newer': {
    message: 'This backup was made by a newer Flowbench.',
    advice: 'Update Flowbench, then restore it.',
  },
  'backup.cut': {
    message: 'This backup is cut off: its end is missing. Nothing was changed.',
    advice: 'Copy it again from where it was made.',
  },
  'backup.damaged': {
    message: 'This backup is damaged at {name}. Nothing was changed.',
    advice: 'Copy it again from where it was made.',
  },
  'backup.notEmpty': {
    message: 'There is a history here already, of {jobs}; a backup is restored where there is none.',
    advice: 'Restore it into another folder (--data-dir), or move the data folder away first.',
  },
} as const satisfies Record<string, Entry>
