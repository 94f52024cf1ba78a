import type { Entry } from './entry.ts'

/** Files that jobs are exported as. */
export const exports = {
  'export.tooLargeToCopy': {
    message: 'These results are more than 32 MB together, too many for the clipboard.',
    advice: 'Save them as a file.',
  },
  'export.unwritable': {
    message: 'The file could not be written: {reason}.',
    advice: 'Choose another folder.',
  },
  'export.diskFull': {
    message: 'The disk is full; the file was not written.',
    advice: 'Free some space or choose another disk.',
  },
  'export.inUse': {
    message: 'The file is open in another program, so it was not replaced.',
    advice: 'Close it there, or choose another name.',
  },
  'export.notAllowed': {
    message: 'This folder or file may not be written.',
    advice: 'Choose another folder, or close the file where it is open.',
  },
  'export.tooManyRows': {
    message: 'A workbook holds 1,048,575 rows below its names; these are more.',
    advice: 'Choose CSV or Parquet, or narrow the jobs down.',
  },
  'export.stopped': { message: 'The export was stopped; no file was written.', advice: '' },
} as const satisfies Record<string, Entry>
