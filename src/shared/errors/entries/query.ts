import type { Entry } from './entry.ts'

/** Queries over the journal. */
export const query = {
  'query.invalid': { message: 'The query was not understood: {reason}.', advice: '' },
} as const satisfies Record<string, Entry>
