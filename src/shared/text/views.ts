import { formatCount, formatCounted } from '#shared/format/count.ts'

/** Words of the saved views. */
export const viewWords = {
  title: 'Views',
  open: (name: string, count: string) => (count === '' ? name : `${name}, ${count}`),
  count: (jobs: number) => formatCount(jobs),
  jobs: (jobs: number) => formatCounted(jobs, 'job', 'jobs'),
  notCounted: '–',
  notUnderstood: (problem: string) => `Not counted: ${problem}`,
  counting: 'being counted',
  more: (name: string) => `More for the view ${name}`,
  rename: 'Rename…',
  moveUp: 'Move up',
  moveDown: 'Move down',
  remove: 'Remove',
  removed: (name: string) => `The view “${name}” is removed.`,
  undo: 'Undo',
  save: 'Save as view',
  saveHint: 'Keeps this list in the sidebar',
  update: 'Update view',
  updateHint: (name: string) => `“${name}” shows what the list shows now`,
  name: 'Name of the view',
  confirm: 'Save',
  cancel: 'Cancel',
  saved: (name: string) => `The view “${name}” stands in the sidebar.`,
  tooMany: (most: number) =>
    `There are ${formatCount(most)} views, which is as many as are kept. Remove one first.`,
  palette: (name: string) => `View: ${name}`,
} as const
