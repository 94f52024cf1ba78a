import { formatCount as count, formatCounted } from '#shared/format/count.ts'
const jobs = (n: number): string => formatCounted(n, 'job', 'jobs')

/** Words of the frame: sidebar, notices, and what belongs to no screen. */
export const appWords = {
  name: 'Flowbench',
  screens: {
    run: 'Run',
    history: 'History',
    workflows: 'Workflows',
    connections: 'Connections',
    settings: 'Settings',
    job: 'Job',
  },
  navigation: 'Screens',
  notices: 'Notices',
  connectionSwitcher: (name: string) => `Connection: ${name}. Change`,
  connectionTitle: (label: string, colour: string) => `${label} (${colour})`,
  manageConnections: 'Manage connections…',
  production: 'PROD',
  productionMeaning: 'This connection is production',
  runningBatch: (done: number, total: number) => `${count(done)} of ${count(total)} done`,
  pausedBatch: (done: number, total: number) => `Paused at ${count(done)} of ${count(total)}`,
  openBatch: 'Show the running batch',
  copied: 'Copied',
  copyFailed: 'Not copied',
  close: 'Close',
  dismiss: 'Dismiss',
  cancel: 'Cancel',
  more: 'More',
  loading: 'Loading',
  retry: 'Try again',
  showLog: 'Show the log',
  reload: 'Reload the window',
  broken: 'This part of the window stopped working. What you ran goes on; nothing is lost.',
  brokenAtStart: 'Flowbench could not read its settings.',
  recovered: {
    crashed: 'The window stopped and was opened again. What you ran went on; nothing is lost.',
    hung: 'The window did not answer and was opened again. What you ran went on; nothing is lost.',
  },
  resumed: {
    continuing: (n: number) => `${jobs(n)} ${n === 1 ? 'goes' : 'go'} on from last time.`,
    waiting: (n: number) => `${jobs(n)} from last time ${n === 1 ? 'was' : 'were'} not sent yet.`,
    watching: (n: number) => `${jobs(n)} from last time ${n === 1 ? 'is' : 'are'} watched to the end.`,
  },
  noJobsYet: 'The jobs of this run appear here.',
  showRuns: 'Show',
  runEnded: (finished: number, failed: number, unknown: number) =>
    `${count(finished)} finished, ${count(failed)} failed, ${count(unknown)} may have started`,
} as const
