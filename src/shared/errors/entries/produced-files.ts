import type { Entry } from './entry.ts'

/** Files that a result links to. */
export const producedFiles = {
  'file.none': { message: 'There is no file at this place of the result.', advice: '' },
  'file.notOurs': {
    message: 'This file does not lie with this connection’s CDN host.',
    advice: 'Copy its link and open it in a browser.',
  },
  'file.refused': {
    message: 'The file could not be fetched: {reason}.',
    advice: 'The service keeps files no longer than the result; run the job again.',
  },
  'file.unwritable': {
    message: 'The file could not be written: {reason}.',
    advice: 'Choose another folder.',
  },
} as const satisfies Record<string, Entry>
