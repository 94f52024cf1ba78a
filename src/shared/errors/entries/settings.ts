import type { Entry } from './entry.ts'

/** Settings, names of workflows, the Sandbox. */
export const settings = {
  'settings.unreadable': {
    message: '{file} was not readable and was set aside as {kept}.',
    advice: 'Flowbench began a new one; the old file is in the data folder.',
  },
  'settings.newer': {
    message: '{file} was written by a newer Flowbench; it is read, but not changed.',
    advice: 'Update Flowbench to change it.',
  },
  'settings.unwritable': {
    message: '{file} could not be written: {reason}.',
    advice: 'Check the data folder’s rights and the free space.',
  },
  'sandbox.unavailable': {
    message: 'The Sandbox could not be started: {reason}.',
    advice: 'Close Flowbench and open it again.',
  },
} as const satisfies Record<string, Entry>
