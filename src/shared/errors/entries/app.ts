import type { Entry } from './entry.ts'

/** The bridge, and bugs. */
export const app = {
  'ipc.refused': { message: 'The request was refused.', advice: '' },
  'ipc.invalid': { message: 'The request was not understood: {reason}.', advice: '' },
  'app.unexpected': {
    message: 'Something went wrong inside Flowbench.',
    advice: 'The log has the details; try again.',
  },
} as const satisfies Record<string, Entry>
