/** Files that a spreadsheet program writes. A text in markup under one of these names is a workbook too. */
export const WORKBOOK_ENDINGS: ReadonlySet<string> = new Set([
  '.xls',
  '.xlsx',
  '.xlsm',
  '.xlsb',
  '.ods',
  '.fods',
  '.numbers',
])

const TEXT_ENDINGS = ['.csv', '.tsv', '.tab', '.txt', '.json', '.ndjson', '.jsonl']

/** Files that may be meant as lists of sources. */
export const LIST_ENDINGS: ReadonlySet<string> = new Set([...WORKBOOK_ENDINGS, ...TEXT_ENDINGS])
