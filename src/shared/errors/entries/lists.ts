import type { Entry } from './entry.ts'

/** Sheets and other lists as input. */
export const lists = {
  'list.unreadable': { message: 'The list cannot be read: {reason}.', advice: 'Save it again as CSV.' },
  'list.empty': { message: 'The list has no rows.', advice: '' },
  'list.noSources': {
    message: 'No column of the list looks like sources.',
    advice: 'A source is a handle, a URL or an alias path.',
  },
  'list.lineTooLong': {
    message: 'Line {line} is longer than {limit}.',
    advice: 'It was left out.',
  },
} as const satisfies Record<string, Entry>
