import type { Entry } from './entry.ts'

/** Queries over the journal. */
export const query = {
  'query.invalid': {
    message: 'The query was not understood at “{part}” (character {at}): {reason}.',
    advice: '',
  },
  'search.factsMissing': {
    message: 'The values of results cannot be searched yet; they are being read from the results.',
    advice: 'Everything else can be searched. Try again in a moment.',
  },
  'search.pathsMissing': {
    message: 'The values of this JSON path cannot be searched yet; they are being read from the results.',
    advice: 'Everything else can be searched. Try again in a moment.',
  },
  'search.incomplete': {
    message: 'Not all results are read for this search yet, so that it would not find all of its jobs.',
    advice: 'Try again in a moment; the History shows how far it is.',
  },
  'search.wordsMissing': {
    message:
      'The words of results cannot be searched with text: now; their index is missing or being made anew.',
    advice: 'Words without text: are still found in sources, labels and summaries.',
  },
} as const satisfies Record<string, Entry>
