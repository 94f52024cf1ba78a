import { formatCount as count, formatCounted } from '#shared/format/count.ts'

const jobs = (n: number): string => formatCounted(n, 'job', 'jobs')

/** Words of a batch: a run while it is at work and when it is done. */
export const batchWords = {
  title: (workflow: string, total: number) => `${workflow} on ${formatCounted(total, 'source', 'sources')}`,
  progress: (done: number, total: number) => `${count(done)} of ${count(total)}`,
  rate: (perSecond: string) => `${perSecond}/s`,
  left: (words: string) => `${words} left`,
  tookTime: (duration: string) => `took ${duration}`,
  limited: (time: string) => `limited until ${time}`,
  atLimit: 'at the limit of the service',
  offline: (time: string) => `no connection, trying again at ${time}`,
  states: 'Jobs by state',
  usual: (duration: string) => `usually ${duration} each`,
  requests: (perJob: string) => `${perJob} status ${perJob === '1' ? 'request' : 'requests'} a finished job`,
  slowest: 'slowest',
  slowestJob: (duration: string) => `Show the job that took ${duration}`,
  slowNow: (n: number) => `${jobs(n)} ${n === 1 ? 'runs' : 'run'} much longer than usual`,
  pausing: 'Paused: nothing more is sent until you continue',
  pausedSent: (n: number) => `${jobs(n)} already sent ${n === 1 ? 'is' : 'are'} watched to the end`,
  stopping: 'Stopping: nothing more is sent, what runs is watched to its end',
  pause: 'Pause',
  pauseMeaning: 'Nothing more is sent until you continue; what was sent is watched to its end.',
  resume: 'Continue',
  resumeMeaning: (n: number, billed: boolean) => `Sends ${jobs(n)}${billed ? ', billed by Filestack' : ''}.`,
  stop: 'Stop sending',
  stopMeaning: 'What waits is not sent any more; what was sent is watched to its end.',
  newRun: 'New run',
  firstResults: {
    arrived: (n: number, left: number) =>
      `${n === 1 ? 'The first is' : `The first ${count(n)} are`} here. Look at ${n === 1 ? 'it' : 'them'}, then go on with ${count(left)} more.`,
    running: (n: number, open: number, left: number) =>
      `${n === 1 ? 'The first is' : `The first ${count(n)} are`} sent, ${count(open)} still ${open === 1 ? 'runs' : 'run'}. Then go on with ${count(left)} more.`,
    rest: (n: number, billed: boolean) => `Run the rest: ${jobs(n)}${billed ? ', billed' : ''}`,
    restAnyway: (n: number, billed: boolean) =>
      `Run the rest all the same: ${jobs(n)}${billed ? ', billed' : ''}`,
    allBad: (n: number, left: number) =>
      `${n === 1 ? 'The first one has' : `All of the first ${count(n)} have`} failed. ${jobs(left)} ${left === 1 ? 'has' : 'have'} not been sent.`,
    showFailed: 'Show what failed',
    stop: 'Stop',
    /** The line of the confirm strip. */
    offer: (n: number) =>
      n === 1
        ? 'Run the first one, show it, go on when I say so'
        : `Run the first ${count(n)}, show them, go on when I say so`,
  },
  causes: 'What went wrong',
  cause: jobs,
  correlationId: (id: string) => `(correlation id ${id})`,
  runThese: 'Run these again',
  runTheseOf: (sentence: string) => `Run these again: ${sentence}`,
  runAll: (n: number) => `Run all ${count(n)} again`,
  /** Of the failed and refused jobs of a run, what was run again since. `on`: the day of the newest rerun. */
  rerunLater: ({ n, on, finished }: { n: number; on: string; finished: number }) =>
    `${jobs(n)} of this run ${n === 1 ? 'was' : 'were'} run again (${on}), ${count(finished)} finished.`,
  stillFailed: (n: number) =>
    n === 0 ? 'None is left.' : `${jobs(n)} ${n === 1 ? 'is' : 'are'} still failed.`,
  showLater: 'Show that run',
  /** `name` of the earlier run; null for one without. */
  rerunOf: (n: number, name: string | null) =>
    `Runs ${jobs(n)} of ${name === null ? 'an earlier run' : `“${name}”`} again.`,
  showEarlier: 'Show the earlier run',
  filter: 'Show only',
  groups: {
    all: 'All',
    sent: 'First ones',
    open: 'Left',
    finished: 'Finished',
    failed: 'Failed',
    unknown: 'May have started',
    expired: 'Result gone',
    stopped: 'Not sent',
  },
  showCause: (n: number, sentence: string) => `Show ${jobs(n)}: ${sentence}`,
  unknown: {
    region: 'May have started',
    lost: (n: number) =>
      `${jobs(n)} may have started; ${n === 1 ? 'its answer was' : 'their answers were'} lost.`,
    show: 'Show them',
    attach: 'Attach their ids…',
    acknowledge: 'Leave them',
    acknowledgeMeaning: 'They stay as they are, and are not asked about here any more.',
    rerun: 'Run again…',
    paste: 'Paste job ids or webhooks, from your own log or the developer portal',
    attachIds: (n: number) => `Attach ${formatCounted(n, 'id', 'ids')}`,
    noIds: 'There is no job id in this text.',
    attaching: 'Asking the service',
    attached: (n: number) => `${jobs(n)} attached.`,
    unattached: (n: number) =>
      `${formatCounted(n, 'id fits', 'ids fit')} no job of this run that may have started.`,
    cancel: 'Cancel',
  },
  gone: {
    sentence: (n: number) =>
      `The service said of ${jobs(n)} that it does not have ${n === 1 ? 'it' : 'them'} any more.`,
    show: 'Show them',
    lookAgain: 'Look again',
  },
  notSent: {
    sentence: (n: number) =>
      `${jobs(n)} ${n === 1 ? 'was' : 'were'} stopped before ${n === 1 ? 'it was' : 'they were'} sent.`,
    runAgain: 'Run again…',
    send: (n: number, billed: boolean) => `Send ${jobs(n)} now${billed ? ', billed' : ''}`,
  },
  verdicts: 'Verdicts',
  verdict: { flagged: 'Flagged', clear: 'Clear' },
  order: { label: 'Order', newest: 'Ended last', list: 'As listed' },
  name: { rename: 'Rename the run', label: 'Name of the run', save: 'Save', cancel: 'Cancel' },
  sheet: 'Save as sheet…',
  sheetAs: { csv: 'CSV, for a spreadsheet', ndjson: 'NDJSON, one job a line' },
  /** For a run that runs jobs of another one again. */
  wholeSheetAs: { csv: 'The whole list as CSV', ndjson: 'The whole list as NDJSON' },
  rerunSheetAs: { csv: 'Only these jobs as CSV', ndjson: 'Only these jobs as NDJSON' },
  saving: 'Saving',
  saved: (rows: number) => `Saved, ${formatCounted(rows, 'row', 'rows')}`,
  running: 'A batch of this connection is running',
  waiting: 'A batch of this connection is paused',
  show: 'Show it',
  openConnections: 'Open Connections',
  none: 'No job of this run is in these states.',
} as const
