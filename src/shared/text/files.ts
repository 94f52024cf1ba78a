import { formatBytes } from '#shared/format/bytes.ts'
import { formatCount, formatCounted } from '#shared/format/count.ts'
import type { FileFacts } from '#shared/model/file-facts.ts'
import type { LeftOut } from '#shared/model/found-file.ts'

const kinds: Record<FileFacts['kind'], string> = {
  image: 'Picture',
  video: 'Video',
  audio: 'Sound',
  document: 'Document',
  archive: 'Archive',
  text: 'Text',
  other: 'File',
}

const warnings: Record<FileFacts['warnings'][number], string> = {
  videoOverTenMinutes: 'longer than 10 minutes: some tasks take no longer video',
  pictureTooLarge: 'over 256 MB: some tasks take no larger picture',
  pictureTooManyPixels: 'over 100 megapixels: some tasks take no larger picture',
}

const files = (n: number): string => formatCounted(n, 'file', 'files')

/** "3 hidden files and 1 circular link were left out." */
function leftOut({ hidden, system, circular }: LeftOut): string {
  const parts = [
    ...(hidden > 0 ? [formatCounted(hidden, 'hidden file', 'hidden files')] : []),
    ...(system > 0 ? [formatCounted(system, 'system file', 'system files')] : []),
    ...(circular > 0 ? [formatCounted(circular, 'link in a circle', 'links in a circle')] : []),
  ]
  const were = hidden + system + circular === 1 ? 'was' : 'were'
  return `${parts.join(parts.length > 2 ? ', ' : ' and ')} ${were} left out.`
}

/** Why a list cannot be read; completes "The list cannot be read: …". */
export const unreadableListWords = {
  noFile: 'it is no file',
  noWorkbook: 'it is no workbook',
  password: 'it is locked with a password',
  damaged: 'it is damaged or not complete',
  tooLarge: 'it is larger than any list can be',
  tooSlow: 'reading it took longer than five minutes',
  noSheet: 'it has no sheet with rows',
} as const

/** Words for files, lists and uploads on the Run screen and on jobs. */
export const fileWords = {
  drop: {
    items: (n: number) => `Add ${formatCounted(n, 'item', 'items')}`,
    text: 'Add the text',
    /** The kinds of dragged items, as far as the system names them. */
    kinds: {
      image: (n: number) => formatCounted(n, 'picture', 'pictures'),
      video: (n: number) => formatCounted(n, 'video', 'videos'),
      other: (n: number) => formatCounted(n, 'other', 'others'),
    },
  },
  addFiles: 'Add files…',
  addFolder: 'Add folder…',
  found: (n: number) => `${files(n)} found`,
  stopLooking: 'Stop looking',
  kinds,
  warnings,
  leftOut,
  notOnDisk: (n: number) =>
    n === 1
      ? 'What was added is no file on this computer. Save it first.'
      : `${formatCount(n)} of the files added are not on this computer. Save them first.`,
  addedTwice: 'added twice',
  sameBytes: (name: string) => `same bytes as ${name}`,
  duplicateOfRow: (row: number) => `duplicate of row ${formatCount(row)}`,
  row: (n: number) => `Row ${formatCount(n)}`,
  addThisFile: 'Add this file',
  remove: (name: string) => `Remove ${name}`,
  list: {
    region: 'Is it a list?',
    file: (name: string) => `${name} may be a list of sources.`,
    text: 'What was pasted looks like a table.',
    looking: 'Looking into the list',
    rowCount: (n: number, isCounted: boolean) =>
      isCounted ? formatCounted(n, 'row', 'rows') : `more than ${formatCounted(n, 'row', 'rows')}`,
    firstRows: 'The first rows',
    moreColumns: (n: number) => `and ${formatCounted(n, 'more column', 'more columns')}`,
    sheet: 'Sheet of the workbook',
    sheetOf: (name: string) => `sheet: ${name}`,
    column: 'Column with the sources',
    columnOf: (name: string) => `column: ${name}`,
    choose: 'choose a column',
    examples: (cells: readonly string[]) => cells.join(' · '),
    labels: 'Columns that go with each source',
    goesWith: 'With each source',
    use: 'Use as a list',
    itself: 'Upload the file itself',
    allThemselves: (n: number) => `Upload all ${formatCount(n)} themselves`,
    lines: 'Take it line by line',
    reading: (n: number) => `${formatCounted(n, 'row', 'rows')} read`,
    waits: 'Say first what the list is.',
  },
  strip: {
    allKnown: 'All of them have a result already: save the sheet.',
    saveSheet: 'Save the sheet',
    uploads: (n: number, bytes: number) => `${formatCounted(n, 'upload', 'uploads')} · ${formatBytes(bytes)}`,
    runOnFiles: (n: number) => `Run on ${files(n)}`,
    comparing: 'Comparing with earlier runs',
    notCompared: (why: string) => `Earlier runs could not be looked up, so nothing is skipped: ${why}`,
    allLeftOut: 'All of them are left out, as said above.',
    nothingLeft: 'All of them have a result already.',
    existingResults: (n: number, total: number, workflow: string) =>
      `${formatCount(n)} of ${formatCount(total)} already ${n === 1 ? 'has' : 'have'} a finished ${workflow} result on this connection`,
    existingResultsChoice: 'What is done with those that have a result',
    skip: 'skip them',
    runAll: 'run all',
    unclear: (n: number) =>
      n === 1
        ? '1 of them may have started before; its answer was lost. Run now, it may be billed twice.'
        : `${formatCount(n)} of them may have started before; their answers were lost. Run now, they may be billed twice.`,
    underWay: (n: number) =>
      n === 1
        ? '1 of them is on its way already, in another run. Run now, it is sent twice.'
        : `${formatCount(n)} of them are on their way already, in another run. Run now, they are sent twice.`,
    underWayChoice: 'What is done with those that are on their way',
    unclearChoice: 'What is done with those that may have started',
    leaveUnclear: 'leave them out',
    runUnclear: 'run them',
    uploadedBefore: (n: number, name: string, date: string) =>
      n === 1
        ? `1 file was uploaded before, ${date} as ${name}`
        : `${files(n)} were uploaded before, the last ${date} as ${name}`,
    uploadedBeforeChoice: 'What is done with files that were uploaded before',
    reuse: 'use what is there',
    uploadAgain: 'upload again',
    reused: (n: number) => `${files(n)} already there`,
  },
  uploads: {
    region: 'Uploads',
    files: (stored: number, total: number) => `${formatCount(stored)} of ${files(total)} uploaded`,
    bytes: (stored: number, total: number) => `${formatBytes(stored)} of ${formatBytes(total)}`,
    rate: (perSecond: number) => `${formatBytes(perSecond)}/s`,
    left: (duration: string) => `${duration} left`,
    failed: (n: number) => `${formatCount(n)} failed`,
  },
  job: {
    handle: 'Handle',
    copyHandle: 'Copy the handle',
    asSource: 'Use as source',
    origin: 'What came with the source',
    requeue: 'Try again',
    stop: 'Take it out',
    hold: 'Hold the upload',
    goOn: 'Go on with the upload',
  },
} as const
