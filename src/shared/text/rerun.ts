import { formatCount as count, formatCounted } from '#shared/format/count.ts'

const jobs = (n: number): string => formatCounted(n, 'job', 'jobs')

/** Words of a rerun. */
export const rerunWords = {
  label: 'Run again',
  counting: 'Counting the jobs',
  billed: (n: number) => `${jobs(n)}, billed by Filestack`,
  madeUp: (n: number) => `${jobs(n)}, made up, not billed`,
  workflows: (n: number) => formatCounted(n, 'workflow', 'workflows'),
  connections: (n: number) => formatCounted(n, 'connection', 'connections'),
  mayHaveStarted: 'It may have started already: run again, it may be billed twice.',
  unclear: (n: number) =>
    n === 1
      ? 'Another job of the same source may have started: it may be billed twice.'
      : `Other jobs of ${count(n)} of these sources may have started: they may be billed twice.`,
  /** Jobs that are left out, since another job of the same source has done their work or is doing it. */
  elsewhere: (n: number) =>
    n === 1
      ? '1 source has a result in another run since, or is on its way in one: left out.'
      : `${count(n)} sources have a result in another run since, or are on their way in one: left out.`,
  includedElsewhere: (n: number) =>
    n === 1
      ? 'Another job of the same source has a result, or is on its way: it is sent once more.'
      : `Other jobs of ${count(n)} of these sources have a result, or are on their way: they are sent once more.`,
  includeElsewhere: (n: number) =>
    n === 1
      ? 'Include 1 that another run has done or is doing; it is then billed once more'
      : `Include ${count(n)} that another run has done or is doing; they are then billed once more`,
  none: 'None of these jobs can be run again now.',
  onlyUnknown: (n: number) =>
    n === 1
      ? '1 job may have started: it is run again only when you include it.'
      : `${jobs(n)} may have started: they are run again only when you include them.`,
  runs: (n: number) => `${count(n)} runs, one for each connection and workflow`,
  leftOut: (n: number) =>
    `${jobs(n)} still ${n === 1 ? 'waits or runs and is' : 'wait or run and are'} left out`,
  includeUnknown: (n: number) =>
    n === 1
      ? 'Include 1 that may have started; it may then run and be billed twice'
      : `Include ${count(n)} that may have started; they may then run and be billed twice`,
  /** What of the matches was run again before. `on`: the day of the newest rerun. */
  again: ({ n, total, finished, on }: { n: number; total: number; finished: number; on: string }) =>
    `${count(n)} of ${count(total)} ${n === 1 ? 'was' : 'were'} run again already (${on}), ${count(finished)} finished.`,
  includeRerun: (n: number) =>
    n === 1
      ? 'Include 1 that was run again already; it is then billed once more'
      : `Include ${count(n)} that were run again already; they are then billed once more`,
  workflow: 'Workflow to run them with',
  ownWorkflow: 'With their own workflow',
  choose: 'Choose a workflow',
  run: (n: number) => `Run ${jobs(n)} again`,
  starting: 'Starting',
  cancel: 'Cancel',
  lookAgain: 'Look again',
  lookingAgain: (n: number) => (n === 0 ? 'None of these jobs is gone.' : `${jobs(n)} watched again.`),
  mark: 'Mark it, to do something with several',
  marked: (n: number) => `${jobs(n)} marked`,
  clearMarks: 'Clear the marks',
  rerunMarked: 'Run again…',
  matching: (n: number) => `${jobs(n)} ${n === 1 ? 'fits' : 'fit'}.`,
  rerunMatching: 'Run these again…',
  otherWorkflow: 'Run again with another workflow…',
} as const
