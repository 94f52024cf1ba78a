import { formatCount, formatCounted } from '#shared/format/count.ts'

interface ExportCounts {
  readonly name: string
  readonly rows: number
  readonly unread: number
  readonly cut: number
}

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
  /** Offered as the beginning of a file's name. */
  fileName: 'jobs',
  open: 'Export…',
  title: (n: number | null) => (n === null ? 'Export' : `Export ${formatCounted(n, 'job', 'jobs')}`),
  close: 'Close',
  format: 'Format',
  separator: 'Between several values',
  fields: 'Fields, in their order',
  nameOf: (title: string) => `Name of ${title}`,
  up: (title: string) => `${title}: further up`,
  down: (title: string) => `${title}: further down`,
  remove: (title: string) => `Leave ${title} out`,
  addField: 'Add a field',
  addHint: 'Add a field: a column, a label of results, labels>=60 or $.path',
  openFields: 'Show all fields',
  add: (title: string) => `Add ${title}`,
  preset: 'Preset',
  noPreset: 'None',
  presetName: 'Name of a preset',
  savePreset: 'Keep as preset',
  removePreset: (name: string) => `Remove the preset “${name}”`,
  save: 'Save as…',
  stop: 'Stop',
  progress: (rows: number, total: number) =>
    rows === 0 ? 'Exporting…' : `${formatCount(Math.min(rows, total))} of ${formatCount(total)}`,
  written: ({ name, rows, unread, cut }: ExportCounts) =>
    [
      `${name}: ${formatCounted(rows, 'row', 'rows')}.`,
      ...(unread > 0
        ? [`Of ${formatCounted(unread, 'job', 'jobs')} the result could not be read, or not wholly.`]
        : []),
      ...(cut > 0
        ? [`${formatCounted(cut, 'cell', 'cells')} had more text than the format can hold, and were cut.`]
        : []),
    ].join(' '),
} as const
