/** The columns of a saved sheet, after those of the labels. */
export const sheetWords = {
  source: 'Source',
  handle: 'Handle',
  state: 'State',
  jobid: 'Job id',
  verdict: 'Verdict',
  result: 'Result',
  error: 'Error',
  /** Universal time, so that it is the same everywhere. */
  started: 'Started (UTC)',
  took: 'Took (s)',
} as const
