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
  'file.notNow': {
    message: 'The file cannot be fetched now: Flowbench is offline or closing.',
    advice: 'Try again when it is online.',
  },
  'file.pattern': {
    message: 'The pattern for the names is not understood at “{part}”.',
    advice: 'In braces stand task, source, name, number, job, ext, or label. and the name of a column.',
  },
  'file.saving': {
    message: 'Produced files are being saved already.',
    advice: 'Wait for their end, or stop it.',
  },
  'file.savingOver': {
    message: 'This saving is over and forgotten.',
    advice: 'Save the files anew, into the same folder: what lies there is not fetched again.',
  },
  'file.unwritable': {
    message: 'The file could not be written: {reason}.',
    advice: 'Choose another folder.',
  },
} as const satisfies Record<string, Entry>
