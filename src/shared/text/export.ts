/** The columns of a saved sheet, after the labels. */
export const sheetWords = {
  source: 'Source',
  handle: 'Handle',
  state: 'State',
  jobid: 'Job id',
  verdict: 'Verdict',
  result: 'Result',
  error: 'Error',
  /** In UTC, so that a sheet is the same everywhere. */
  started: 'Started (UTC)',
  took: 'Took (s)',
  tags: 'Tags',
  note: 'Note',
} as const
