import { formatCount as count, formatCounted } from '#shared/format/count.ts'
import type { BadReason, RecognitionNote } from '#shared/model/recognition.ts'
import type { Source } from '#shared/model/source.ts'

const jobs = (n: number): string => formatCounted(n, 'job', 'jobs')
const sources = (n: number): string => formatCounted(n, 'source', 'sources')
const lines = (n: number): string => formatCounted(n, 'line', 'lines')

const kinds: Record<Source['kind'], string> = {
  handle: 'Handle',
  url: 'URL',
  alias: 'Alias path',
  file: 'File',
}

const notes: Record<RecognitionNote, string> = {
  fromCdnUrl: 'handle from a CDN URL',
  securityCut: 'policy and signature taken out',
  aliasWithoutScheme: 'sent as src://',
  presigned: 'signed link, kept encrypted',
  blanksEncoded: 'blanks sent as %20',
}

const bad: Record<BadReason, string> = {
  notASource: 'This is no handle, URL or alias path.',
  hasSpaces: 'A source has no spaces.',
  tooLong: 'This is longer than a source can be.',
  unsupportedScheme: 'Only http and https addresses can be used.',
  badUrl: 'This address is not complete.',
  aliasWithoutPath: 'The alias has no path after it.',
  emptyHandle: 'This address ends without a handle.',
  expression: 'This is a formula; save the sheet with its results.',
}

/** Words of the Run screen: the source area and the confirm strip. */
export const runWords = {
  sandbox: 'You are in the Sandbox: a local stand-in, nothing leaves this computer.',
  connectApplication: 'Connect your application',
  sources: {
    area: 'Sources',
    invite: 'Drop files or paste handles, URLs, alias paths',
    inviteHow: (keys: string) =>
      `One a line, or a sheet. ${keys} works anywhere on this screen, a drop anywhere in the window.`,
    example: 'src://catalogue/shoes/red-sneaker.png',
    samples: 'Try 3 samples',
    type: 'Add a source',
    typeHint: 'Type or paste a source, Enter adds it',
    clear: 'Clear',
    undo: 'Undo',
    undoMeaning: {
      added: 'Takes out what was added last.',
      removed: 'Brings back what was taken out.',
    },
    edit: (place: string) => `Edit ${place.toLowerCase()}`,
    editHint: 'Enter takes it, Esc leaves it as it was',
    reading: 'Reading the lines',
    emptyPaste: 'There is no text on the clipboard to paste.',
    tooManyToKeep: (most: number) => `More than ${count(most)}: not kept when the app is closed before Run.`,
    notKept: (n: number) =>
      `${formatCounted(n, 'source', 'sources')} of last time ${n === 1 ? 'was' : 'were'} not kept: links that carry a signature never are, nor are lists of more than 20,000. Add ${n === 1 ? 'it' : 'them'} again.`,
    notChecked: 'The lines could not be checked, so nothing was added.',
    needsYou: (n: number) => `Needs you (${count(n)})`,
    ticked: (n: number) => `Ticked by you (${count(n)})`,
    ready: (n: number) => `Sources (${count(n)})`,
    leftOut: (n: number) => `${formatCounted(n, 'duplicate', 'duplicates')} left out`,
    tickAll: (n: number) => `Tick all ${count(n)}`,
    removeAll: 'Remove these',
    kinds,
    notes,
    remove: (line: number) => `Remove line ${count(line)}`,
    line: (n: number) => `Line ${count(n)}`,
    duplicateOf: (line: number) => `duplicate of line ${count(line)}`,
    perhaps: 'Perhaps a handle. Tick it if it is one.',
    tick: (text: string) => `Use ${text} as a source`,
    tickDuplicate: (text: string) => `Run ${text} a second time`,
    uuid: 'A UUID, no source.',
    asWorkflow: 'Use as workflow',
    runUrl: 'The address of a run. Tick it to run on its source.',
    runUrlBare: 'The address of a run.',
    itsWorkflow: 'Use its workflow',
    remoteJob: 'A job that was started already, no source.',
    attach: 'Attach as job',
    attachAll: (n: number) => `Attach ${jobs(n)}`,
    attaching: 'Asking the service…',
    attached: (n: number) =>
      n === 1
        ? 'The job is attached: it is watched, and its result is kept.'
        : `${jobs(n)} attached: they are watched, and their results are kept.`,
    showAttached: (n: number) => (n === 1 ? 'Show the job' : 'Show them'),
    asHandle: 'handle',
    asUrl: 'keep as URL',
    asWhat: 'Run on the handle, or on the address as it is',
    secret: {
      policy: 'A policy. It is a secret and was not kept.',
      signature: 'A signature. It is a secret and was not kept.',
      apiKey: 'An API key, no source. It was not kept.',
      appSecret: 'A secret of one of your connections. It was not kept.',
    },
    secretName: 'Not shown',
    file: 'A file on this computer.',
    listed: 'An object of a bucket. Name the alias of the bucket.',
    alias: 'Alias of the bucket',
    useAlias: (n: number) => `Use ${formatCounted(n, 'object', 'objects')}`,
    badAlias: 'An alias has no slash and no blanks.',
    bad,
  },
  strip: {
    label: 'What Run will do',
    billed: (n: number) => `${jobs(n)}, billed by Filestack`,
    madeUp: (n: number) => `${jobs(n)}, made up, not billed`,
    policyEnds: (date: string) => `policy until ${date}`,
    usual: (duration: string) => `usually ${duration} each`,
    linesLeftOut: (n: number) => `${lines(n)} left out`,
    show: 'Show the requests',
    hide: 'Hide the requests',
    requests: (shown: number, total: number) =>
      shown < total
        ? `The first ${count(shown)} of ${count(total)} requests, as they will be sent, secrets cut`
        : 'The requests as they will be sent, secrets cut',
    noWorkflow: 'Choose a workflow.',
    noSources: 'Add a source.',
    typedFirst: 'The source in the field is added first.',
    onlyProblems: 'No line can be run as it stands.',
    openConnections: 'Open Connections',
    creating: 'Starting',
    runOn: (n: number) => `Run on ${sources(n)}`,
    run: 'Run',
  },
  time: {
    seconds: (n: string) => `${n} s`,
    minutes: (n: string) => `${n} min`,
    hours: (n: string) => `${n} h`,
  },
} as const
