import { formatCount as count, formatCounted } from '#shared/format/count.ts'

const jobs = (n: number): string => formatCounted(n, 'job', 'jobs')

/** Words of tags, notes and deleted jobs. */
export const markWords = {
  tags: 'Tags',
  note: 'Note',
  addTag: 'Add a tag',
  tagField: 'Tags, with commas between them',
  tagExample: 'urgent, ask Anna',
  tag: 'Tag…',
  add: 'Add',
  takeAway: 'Take away',
  removeTag: (tag: string) => `Take the tag “${tag}” away`,
  tagged: (n: number) => `${jobs(n)} tagged.`,
  untagged: (n: number) => `Tags taken from ${jobs(n)}.`,
  addNote: 'Note…',
  editNote: 'Edit the note',
  noteField: 'Note',
  /** A job has one note. */
  noteHint: (n: number) => (n === 1 ? undefined : 'It takes the place of the notes that they have.'),
  save: 'Save',
  noted: (n: number) => (n === 1 ? 'Note saved.' : `Note saved at ${jobs(n)}.`),
  noteRemoved: (n: number) => (n === 1 ? 'Note removed.' : `Notes removed from ${jobs(n)}.`),
  cancel: 'Cancel',
  delete: 'Delete',
  deleting: 'Deleting',
  more: 'More for these jobs',
  /** What came of a deletion: how many were deleted, only no longer watched, and left as they are. */
  deleted: ({ jobs: n, unwatched, kept }: { jobs: number; unwatched: number; kept: number }) =>
    [
      ...(n > 0 || unwatched + kept === 0 ? [`${jobs(n)} deleted.`] : []),
      ...(unwatched > 0
        ? [
            unwatched === 1
              ? '1 job runs at the service and is only no longer watched: its id would be lost.'
              : `${jobs(unwatched)} run at the service and are only no longer watched: their ids would be lost.`,
          ]
        : []),
      ...(kept > 0
        ? [
            kept === 1
              ? '1 stays, since it waits or may have started.'
              : `${count(kept)} stay, since they wait or may have started.`,
          ]
        : []),
    ].join(' '),
  undo: 'Undo',
  restored: (n: number) => (n === 0 ? 'Watched again.' : `${jobs(n)} brought back.`),
  recentlyDeleted: 'Deleted',
  /** An entry of the menu that brings deleted jobs back. */
  bringBack: (n: number) => (n === 0 ? 'Watch again what was deleted' : `Bring ${jobs(n)} back`),
  copyAll: 'Copy JSON',
  copiedAll: (n: number) => `${formatCounted(n, 'result', 'results')} copied.`,
  saveJson: 'Save JSON…',
  saveCsv: 'Save as CSV…',
  saveNdjson: 'Save as NDJSON…',
  savedAll: (n: number) => `${formatCounted(n, 'result', 'results')} saved.`,
  savedRows: (n: number) => `${formatCounted(n, 'row', 'rows')} saved.`,
  /** Jobs whose result is not there, or damaged. */
  leftOut: (n: number) => `${jobs(n)} ${n === 1 ? 'has' : 'have'} no result that could be read: left out.`,
  notUnderstood: 'A part of the query is not understood.',
} as const
