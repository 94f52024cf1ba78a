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
  'backup.diskFull': {
    message: 'There is not enough room on the disk. Nothing was changed.',
    advice: 'Free some space, or choose another disk.',
  },
  'backup.unsound': {
    message: 'The disk did not give back what was written to it; the backup was removed.',
    advice: 'Write it to another disk.',
  },
  'backup.busy': {
    message: 'A backup is being written or read already.',
    advice: 'Wait for its end.',
  },
  'backup.jobsRun': {
    message: 'Jobs run or wait.',
    advice: 'Try it again when they are done.',
  },
  'backup.restored': {
    message: 'The backup is restored: {jobs}.',
    advice: '',
  },
  'backup.restoredStopped': {
    message:
      'The backup is restored: {jobs}. Of them, {stopped} waited when it was made and are stopped now.',
    advice: 'They may have been sent since. Look before you continue them.',
  },
  'backup.overtaken': {
    message: 'The backup was not restored: jobs were run here before Flowbench started again.',
    advice: 'They are in History.',
  },
  'retention.turned': {
    message: 'What is to be kept is written without a “-”.',
    advice: 'A job that meets one of the conditions stays.',
  },
  'retention.unknownName': {
    message:
      'The rule for old jobs is to keep what belongs to “{name}”, but nothing is called that; none was deleted.',
    advice: 'Write the name that it has now, under Settings, or leave it out.',
  },
  'retention.many': {
    message: 'The rule for old jobs would delete {jobs}, more than half of the history; none was deleted.',
    advice: 'Look at them under Settings, and delete them there if that is meant.',
  },
  'retention.deleted': {
    message: 'The rule for old jobs deleted {jobs}.',
    advice: 'For 24 hours they can be brought back, under Deleted in the History.',
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
    advice: 'Delete these jobs first, or restore it elsewhere: “flowbench restore” with --data-dir.',
  },
} as const satisfies Record<string, Entry>
