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

/** Words of exported files and of the dialog that makes them. */
export const exportWords = {
  details: { id: 'Job', handle: 'Handle', error: 'Error' },
  unnamed: 'Unnamed',
  formats: {
    csv: 'CSV',
    tsv: 'TSV',
    xlsx: 'Excel (XLSX)',
    ndjson: 'NDJSON',
    json: 'JSON',
    parquet: 'Parquet',
  },
  /** The one sheet of a workbook. */
  sheetName: 'Jobs',
} as const
