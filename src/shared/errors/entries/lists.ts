import type { Entry } from './entry.ts'

/** Sheets and other lists as input. */
export const lists = {
  'list.unreadable': { message: 'The list cannot be read: {reason}.', advice: 'Save it again as CSV.' },
  'list.empty': { message: 'The list has no rows.', advice: '' },
  'list.noSources': {
    message: 'No column of the list looks like sources.',
    advice: 'A source is a handle, a URL or an alias path.',
  },
  'list.emptyCell': { message: 'This row has no source in the chosen column.', advice: '' },
  'list.lineTooLong': {
    message: 'Line {line} is longer than {limit}.',
    advice: 'It was left out.',
  },
  'list.rowTooWide': {
    message: 'Row {line} has {cells} cells, and the list has {columns} columns.',
    advice:
      'It was left out: its cells may stand in the wrong columns. Put the cell with the comma in quotes.',
  },
  'list.noSheets': { message: 'The list has no sheets to choose from.', advice: '' },
  'list.noSuchSheet': { message: 'The workbook has no sheet “{sheet}”.', advice: 'It has: {sheets}.' },
  'list.noSuchColumn': { message: 'The list has no column “{column}”.', advice: 'It has: {columns}.' },
  'list.lineNotJson': { message: 'Line {line} is no JSON.', advice: 'It was left out.' },
  'list.moreLeftOut': {
    message: 'Rows from here on that could not be taken: {count}.',
    advice: 'They were left out.',
  },
  'list.changed': { message: 'The list changed since it was opened.', advice: 'Add it again.' },
  'list.closed': { message: 'This list is not open any more.', advice: 'Add it again.' },
  'list.labelIsSecret': {
    message: 'The column “{column}” of line {line} holds a secret of a connection.',
    advice: 'Leave that column out; it was not kept.',
  },
} as const satisfies Record<string, Entry>
