import { formatCount as count, formatCounted } from '#shared/format/count.ts'
import { shortenEnd } from '#shared/format/shorten.ts'
import type { Verdict } from '#shared/model/job.ts'

const jobs = (n: number): string => formatCounted(n, 'job', 'jobs')

const verdicts: Record<Verdict, string> = { flagged: 'Flagged', clear: 'Clear', none: '' }

/** Words of the History screen and of every list of jobs. */
export const historyWords = {
  list: 'Jobs',
  total: jobs,
  /** Beside a value that completes a query. */
  found: (n: number, isAll: boolean) => (isAll ? jobs(n) : `${jobs(n)} and more`),
  columnsMenu: 'Columns',
  order: { label: 'Order', newest: 'Newest first', list: 'Order of the list' },
  kinds: {
    handle: 'Handle',
    url: 'URL',
    alias: 'Alias path',
    file: 'File',
    none: 'No source',
    unreadable: 'Unreadable',
  },
  verdicts,
  neverSent: 'never sent',
  keptHere: 'kept here',
  timeLeft: (time: string) => `${time} left`,
  timeLeftMeaning: 'The service forgets this result then; it is not kept here yet.',
  readingResults: (read: number, total: number) =>
    `Results are still being read: ${count(read)} of ${count(total)}. Until then, not all jobs are found.`,
  /** Values of JSON paths that are not all kept. */
  partialPaths: (jobs: number) =>
    jobs === 1
      ? '1 job has more values here, or longer ones, than are searched.'
      : `${count(jobs)} jobs have more values here, or longer ones, than are searched.`,
  newJobs: (n: number, more: boolean) => (more ? 'New jobs' : `${count(n)} new`),
  filter: {
    search: 'Search the jobs',
    searchHint: 'Words, state:failed, tag:weapon>=60…',
    state: 'State',
    anyState: 'All states',
    someStates: 'Some states',
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
    verdicts: 'Verdicts',
    verdict: { flagged: 'Flagged', clear: 'Clear' },
    clear: 'Clear the search',
    edit: (condition: string) => `Edit ${condition}`,
    editHint: (condition: string) => `${condition}: Enter edits it, Delete removes it`,
    problem: (message: string, part: string | null, more: number) =>
      [
        part === null ? message : `${shortenEnd(part, 60)}: ${message}`,
        ...(more === 0 ? [] : [`${formatCounted(more, 'other part', 'other parts')} of the query too.`]),
      ].join(' '),
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
  shows: { label: 'Show', jobs: 'Jobs', runs: 'Runs' },
  runs: {
    list: 'Runs',
    total: (n: number) => formatCounted(n, 'run', 'runs'),
    columns: { name: 'Name', workflow: 'Workflow', connection: 'Connection', started: 'When', jobs: 'Jobs' },
    unnamed: 'No name',
    attached: 'Attached job',
    rerun: 'again',
    rerunOf: (name: string) => `again, of ${name}`,
    openEarlier: 'Open the run that it runs again',
    rerunMeaning: 'Runs jobs of an earlier run again.',
    none: 'Each press of Run is a run; it stays here with its jobs, its causes and its sheet.',
    open: 'Open the run',
    saveSheet: 'Save as CSV',
    saved: (rows: number) => `Saved, ${formatCounted(rows, 'row', 'rows')}.`,
    flagged: (n: number) => `${count(n)} flagged`,
    failed: (n: number) => `${count(n)} failed`,
    unknown: (n: number) => `${count(n)} may have started`,
    more: 'More for this run',
  },
  rerunStarted: 'Runs again as a new job.',
  show: 'Show',
  panel: 'Job',
  resize: 'Width of the panel',
} as const
