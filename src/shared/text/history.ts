import { formatCount as count, formatCounted } from '#shared/format/count.ts'
import type { Verdict } from '#shared/model/job.ts'

const jobs = (n: number): string => formatCounted(n, 'job', 'jobs')

const verdicts: Record<Verdict, string> = { flagged: 'Flagged', clear: 'Clear', none: '' }

/** Words of the History screen and of every list of jobs. */
export const historyWords = {
  list: 'Jobs',
  total: jobs,
  columns: {
    state: 'State',
    source: 'Source',
    workflow: 'Workflow',
    verdict: 'Verdict',
    result: 'Result',
    duration: 'Took',
    started: 'Started',
    kept: 'Kept',
  },
  columnsMenu: 'Columns',
  order: { label: 'Order', newest: 'Newest first', list: 'Order of the list' },
  kinds: { handle: 'Handle', url: 'URL', alias: 'Alias path', file: 'File', unreadable: 'Unreadable' },
  verdicts,
  keptHere: 'kept here',
  timeLeft: (time: string) => `${time} left`,
  timeLeftMeaning: 'The service forgets this result then; it is not kept here yet.',
  newJobs: (n: number, more: boolean) => (more ? 'New jobs' : `${count(n)} new`),
  filter: {
    search: 'Search the jobs',
    searchHint: 'Words, state:failed, label:sku=…',
    state: 'State',
    anyState: 'All states',
    groups: {
      open: 'Not done yet',
      finished: 'Finished',
      failed: 'Failed or refused',
      unknown: 'May have started',
      expired: 'Result gone',
      stopped: 'Stopped, not sent',
    },
    connection: (name: string) => `Only ${name}`,
    run: 'Only one run',
    workflow: (name: string) => `Only ${name}`,
    removeFilter: (filter: string) => `Lift the filter “${filter}”`,
    active: 'Filters',
  },
  empty: {
    first: 'Jobs you run appear here and stay, also when the service has forgotten them.',
    connection: (name: string) =>
      `Jobs you run on ${name} appear here and stay, also when the service has forgotten them.`,
    none: 'No job fits these filters.',
    goToRun: 'Go to Run',
    allConnections: 'Show all connections',
    clearFilters: 'Lift the filters',
  },
  actions: {
    open: 'Open',
    copyJson: 'Copy JSON',
    copyRaw: 'Copy raw',
    copySource: 'Copy the source',
    copyJobId: 'Copy the job id',
    runAgain: 'Run again',
    billed: 'billed by Filestack',
    madeUp: 'made up, not billed',
    more: 'More for this job',
  },
  rerunStarted: 'Runs again as a new job.',
  show: 'Show',
  panel: 'Job',
  resize: 'Width of the panel',
} as const
