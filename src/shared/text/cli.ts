import { formatBytes } from '#shared/format/bytes.ts'
import { formatCount as count, formatCounted } from '#shared/format/count.ts'

const jobs = (n: number): string => formatCounted(n, 'job', 'jobs')
const lines = (n: number): string => formatCounted(n, 'line', 'lines')

const help = `Runs Filestack workflows over many sources, keeps every result, and never starts a job twice.

Usage: flowbench <command> [options]

  run --workflow NAME|ID [SOURCES and local paths…]
      Runs a workflow on each source: a handle, a URL, an alias path (src://alias/path), a local file or folder.
      --from FILE|-       also on each row of a list (CSV, TSV, TXT, JSON, NDJSON, or a workbook: XLSX, XLS, ODS, Numbers),
                          or on each line of standard input
      --column NAME       the column of the list that holds the sources, where the one suggested is not it
      --sheet NAME        the sheet of the workbook
      --alias NAME        the list is what aws s3 ls, gsutil ls or rclone lsf print of the bucket behind this alias
      --local-files DIR   the files under DIR may be named by the list; without it, none of this computer
  resume [RUN…]           goes on with runs that were interrupted, and watches what has started
  rerun --failed RUN      runs the failed and refused jobs of a run again, as new jobs;
                          with --again also those that a rerun has finished or is still running
  attach JOBID            watches a job that was started elsewhere; with --job JOB it is the lost id of that job
  look-again JOB…         asks again for jobs whose result is gone, by the service's own word; nothing is billed
      --matching QUERY    all of them that match
  status                  runs that are not done, and the latest ones
  runs [--limit N]        every run with its name, newest first
  list [QUERY]            jobs, newest first; the query is the one of the app's History
  query QUERY             the same; both with --limit N, and
      --view NAME         only jobs of a view that was saved in the app
      --count             only how many there are
      --columns A,B,C     rows of these columns: those of the app's list by their names (state, took, tags, labels>=60, caption),
                          label:NAME of the sheet, tag:NAME for the confidence of a label, any JSON path ($.results.*.data.sfw)
      --format csv|json   how rows are written, CSV unless told; without --columns, those of the view or of the app's list
  export [QUERY]          jobs as a file, or on standard output
      --run RUN           the list of a run, in its order; --view NAME as with list
      --columns A,B,C     as with list, also handle, error, id; each perhaps “as NAME”
      --preset NAME       as it was named in the app; --columns, --format and --separator change it
      --format FORMAT     csv, tsv, xlsx, ndjson, json, parquet; left out, by the ending of the file
      -o, --output FILE   replaces a file of that name when it is complete
  show JOB [--raw]        one job with its result; --raw writes the result byte for byte
  backup FILE             history, settings (without secrets) and results as one file, also while the app is at work;
                          with --replace over a file of that name
  restore FILE            brings a backup back, into a folder without a history
  sandbox                 the local stand-in for Filestack, as its own server

Options of run, resume, rerun, attach and look-again
  --sandbox               in place of a connection: the built-in stand-in, nothing leaves this computer
  --concurrency N         at most N requests at once (1 to 256; not with attach and look-again)
  --rate N                at most N requests a second (not with attach and look-again)

Options of every command but sandbox, which has its own
  --data-dir DIR          where the history is kept; left out, the app's own folder
  --json                  JSON, one object a line; of what runs, each job as it ends
  --help, --version

The connection comes from the environment only:
  FLOWBENCH_API_KEY, and one of FLOWBENCH_SECRET or FLOWBENCH_POLICY with FLOWBENCH_SIGNATURE, where security is on
  FLOWBENCH_CDN_URL, FLOWBENCH_UPLOAD_URL, FLOWBENCH_API_URL, for other hosts than Filestack's

Exit codes: 0 all finished · 1 some did not · 2 wrong usage · 3 interrupted · 4 the data folder is in use
`

/** Words of the command line. */
export const cliWords = {
  help,
  oldNode: (version: string) => `Flowbench needs Node.js 24 or newer; this is ${version}.`,
  usage: (problem: string) => `${problem} See flowbench --help.`,
  noCommand: 'Say what to do.',
  unknownCommand: (name: string) => `There is no command “${name}”.`,
  tooMany: (name: string) => `${name} takes nothing more.`,
  oneJob: 'Name one job.',
  oneFile: 'Name one file.',
  backup: {
    written: (file: string, { files, bytes }: { readonly files: number; readonly bytes: number }) =>
      `${file}: ${formatCounted(files, 'file', 'files')}, ${formatBytes(bytes)}.`,
    restored: ({ jobs: n, stopped }: { readonly jobs: number; readonly stopped: number }) =>
      [
        `${jobs(n)} restored.`,
        ...(stopped === 0
          ? []
          : [
              `${stopped === 1 ? 'One that was' : `${count(stopped)} that were`} waiting when the backup was made ${stopped === 1 ? 'is' : 'are'} stopped: they may have been sent since.`,
            ]),
        'Secrets are not in a backup: each connection asks for its own again.',
      ].join(' '),
  },
  export: {
    written: (file: string, n: number) => `${file}: ${formatCounted(n, 'row', 'rows')}.`,
    unread: (n: number) =>
      `Of ${jobs(n)} the result could not be read, or not wholly: their paths are empty or not complete.`,
    cut: (n: number) =>
      `${formatCounted(n, 'cell', 'cells')} had more text than the format can hold, and were cut.`,
    badColumn: (text: string) => `“${text}” is no column.`,
    badFormat: (text: string) => `There is no format “${text}”: csv, tsv, xlsx, ndjson, json, parquet.`,
    badSeparator: '--separator is 1 to 10 characters.',
    noPreset: (name: string, names: readonly string[]) =>
      names.length === 0
        ? `There is no preset “${name}”: none is saved.`
        : `There is no preset “${name}”. There are: ${names.slice(0, 20).join(' · ')}${names.length > 20 ? ' …' : ''}.`,
    runOrQuery: '--run takes the list of a run: it takes no query and no --view.',
  },
  noQuery: 'Say which jobs: query QUERY, or query --view NAME.',
  countOrColumns: '--count says one number: it takes neither --columns nor --format.',
  badFormat: (format: string) => `There is no format “${format}”: --format csv or --format json.`,
  csvOrJson: '--json is the same as --format json: leave one of them out.',
  noColumns: 'Say which columns: --columns state,source,took.',
  noColumn: (name: string) =>
    `There is no column “${name}”. Write the name of one of the app’s list (state, took, result size, labels>=60), label:NAME, tag:NAME, or a JSON path ($.results.…).`,
  tooManyColumns: (most: number) => `A list has at most ${count(most)} columns.`,
  countOrLimit: '--count counts all jobs: it takes no --limit.',
  queryProblem: (problem: string, [line, carets]: readonly [string, string]) =>
    `The query was not understood. ${problem}\n  ${line}\n  ${carets}`,
  noView: (name: string, names: readonly string[]) =>
    names.length === 0
      ? `There is no view “${name}”: none is saved.`
      : `There is no view “${name}”. There are: ${names.slice(0, 20).join(' · ')}${names.length > 20 ? ' …' : ''}.`,
  viewAmbiguous: (name: string, ids: readonly string[]) =>
    `Several views are called “${name}”. Name one by its id: ${ids.join(' · ')}.`,
  rerunBefore: (n: number, finished: number) =>
    `${formatCounted(n, 'job was', 'jobs were')} run again before (${count(finished)} finished) and left out; --again takes them, too.`,
  rerunElsewhere: (n: number) =>
    `${formatCounted(n, 'job has', 'jobs have')} a newer result of the same source in another run, or one on its way, and ${n === 1 ? 'is' : 'are'} left out; --again takes ${n === 1 ? 'it' : 'them'}, too.`,
  failedOnly: 'Say which jobs: rerun --failed RUN.',
  noWorkflow: 'Say which workflow: --workflow NAME or its id.',
  aliasWithoutList: '--alias says whose paths a list names: it needs --from.',
  badAlias: 'An alias has no slash and no blanks.',
  /** Said when there are neither sources nor a list. */
  localFilesWithoutList: '--local-files says which files a list may name: it needs --from.',
  noSources: 'Say what to run on: sources, local paths, or --from FILE.',
  onlyWithList: '--column and --sheet belong to a list: name it with --from FILE.',
  wholeNumber: (option: string, least: number, most: number) =>
    `${option} is a whole number from ${least} to ${most}.`,
  number: (option: string, most: number) => `${option} is a number above 0, at most ${most}.`,
  workflowAmbiguous: (name: string) => `Several workflows are called “${name}”: use the id.`,
  connection: {
    name: 'environment',
    noKey: 'There is no connection: set FLOWBENCH_API_KEY, or use --sandbox.',
    badKey: 'FLOWBENCH_API_KEY is no API key.',
    badSecretParameters: 'FLOWBENCH_SECRET_PARAMETERS takes names of URL parameters, between commas.',
    both: 'Set either FLOWBENCH_SECRET or FLOWBENCH_POLICY with FLOWBENCH_SIGNATURE, not both.',
    half: 'FLOWBENCH_POLICY and FLOWBENCH_SIGNATURE go together.',
    other: 'This run was made on another connection.',
  },
  inputs: {
    perhaps: 'This may be a handle, or just a word. Name it as an argument to run on it.',
    bareWords: 'This may be an alias path, or just words. Write src:// before it if it is one.',
    /** Said where nobody named the column. */
    chosen: (column: string, sheet: string | null) =>
      `The sources are those of the column “${column}”${sheet === null ? '' : ` of the sheet “${sheet}”`}.`,
    localPath:
      'This is a path on this computer. Name it as an argument, or allow the files of a folder with --local-files DIR.',
    networkPath: 'This is a path on another computer. Lists cannot name those.',
    outsideFolder: 'This is no file under the folder of --local-files.',
    notAFile: 'This is a folder. A list can only name files; name the folder as an argument.',
    uuid: 'This is the id of a workflow or of a job, not a source.',
    remoteJob: 'This is the address of a job, not a source.',
    listed: 'This is an object of a bucket. Name the alias of the bucket with --alias NAME.',
    noSource: 'There is no source here.',
    runUrlWithout: 'This address of a run names no source.',
    secret: 'This is a secret, not a source.',
    key: 'This is an API key, not a source.',
    label: 'A column beside the source holds a secret.',
    argument: (n: number) => `argument ${n}`,
    line: (n: number) => `line ${count(n)}`,
    problem: (where: string, why: string) => `${where}: ${why}`,
    more: (n: number) => `and ${lines(n)} more that could not be taken`,
    leftOut: (n: number) => `${formatCounted(n, 'item was', 'items were')} left out; the others go on.`,
    noneLeft: 'There is nothing to run on.',
    duplicates: (n: number) => `${formatCounted(n, 'duplicate', 'duplicates')} left out`,
    duplicateRows: (n: number) =>
      `${formatCounted(n, 'row names', 'rows name')} a source of an earlier row: its job runs once, for all of them`,
  },
  folder: {
    nothing: 'There is no history yet.',
  },
  jobsOrQuery: 'Name the jobs, or say --matching with a query.',
  nothingGone: 'None of these jobs is gone.',
  lookingAgain: (n: number) => `${jobs(n)} watched again.`,
  interrupted: 'Interrupted: what is being sent ends. Press Ctrl-C again to leave at once.',
  waits: (n: number) =>
    n === 0
      ? 'Nothing was left to send.'
      : `${formatCounted(n, 'job waits', 'jobs wait')} for “flowbench resume”.`,
  watched: (n: number) =>
    n === 1
      ? '1 job goes on at the service; “flowbench resume” reads its result.'
      : `${jobs(n)} go on at the service; “flowbench resume” reads their results.`,
  readingResults: (read: number, total: number) =>
    `Reading results for the search: ${count(read)} of ${count(total)}`,
  nothingToResume: 'There is nothing to resume.',
  paused: (why: string) => `Paused: ${why}`,
  run: (id: string) => `Run ${id}`,
  attached: (remoteJobId: string) => `Watching ${remoteJobId}`,
  progress: {
    jobs: (ended: number, total: number) => `${count(ended)} of ${jobs(total)}`,
    failed: (n: number) => `${count(n)} failed`,
    unknown: (n: number) => `${count(n)} may have started`,
    expired: (n: number) => `${count(n)} result gone`,
    uploads: (stored: number, total: number) =>
      `${count(stored)} of ${formatCounted(total, 'upload', 'uploads')}`,
    rate: (perSecond: number) => `${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s`,
    limited: (clock: string) => `limited until ${clock}`,
    reading: (n: number) => `${lines(n)} read`,
  },
  show: {
    job: 'Job',
    run: 'Run',
    state: 'State',
    workflow: 'Workflow',
    connection: 'Connection',
    source: 'Source',
    handle: 'Handle',
    jobid: 'Job id',
    created: 'Created',
    took: 'Took',
    error: 'Error',
    result: 'Result',
    retryOf: 'Again of',
    tooLong: (bytes: string) => `${bytes}: too long to be shown here, use --raw`,
  },
  status: {
    none: 'There are no runs.',
    rerunOf: (id: string) => `again of ${id}`,
  },
} as const
