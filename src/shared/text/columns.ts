/** `tags ≥ 60`; without a threshold only the noun. */
const over = (what: string, atLeast: number): string => (atLeast === 0 ? what : `${what} ≥ ${atLeast}`)

/** The words of the columns of a list of jobs. */
export const columnWords = {
  fields: {
    state: 'State',
    source: 'Source',
    workflow: 'Workflow',
    verdict: 'Verdict',
    result: 'Result',
    duration: 'Took',
    started: 'Started',
    kept: 'Kept',
    created: 'Made',
    ended: 'Ended',
    connection: 'Connection',
    run: 'Run',
    jobId: 'Job id',
    kind: 'Kind',
    size: 'Size',
    resultSize: 'Result size',
    files: 'Files',
    requests: 'Requests',
    tags: 'Tags',
    note: 'Note',
  },
  paths: { caption: 'Caption', text: 'Recognised text' },
  tags: {
    joined: (atLeast: number) => over('Labels', atLeast),
    count: (atLeast: number) => over('Number of labels', atLeast),
    best: (atLeast: number) => over('Surest label', atLeast),
  },
  yes: 'Yes',
  no: 'No',
  menu: {
    search: 'Find a column',
    searchHint: 'A column, a label, >=60 or $.path',
    shown: 'Shown columns',
    others: 'More columns',
    none: 'No column is called that.',
    isShown: (title: string) => `${title} is shown already.`,
    up: (title: string) => `${title}: further left`,
    down: (title: string) => `${title}: further right`,
    pin: (title: string) => `Keep ${title} at the left`,
    drag: (title: string) => `Drag ${title} to another place`,
    reset: 'As at first',
    keys: 'Alt with an arrow moves a column.',
  },
  /** The confidence of one label. */
  confidence: (name: string) => `Confidence of “${name}”`,
  sorting: (title: string) => `Sorting by ${title}…`,
  sorted: (title: string, direction: 'asc' | 'desc') =>
    `Sorted by ${title}, ${direction === 'asc' ? 'rising' : 'falling'}.`,
  unsorted: 'Not sorted by a column any more.',
  cancel: 'Cancel',
  flags: (name: string) => FLAGS[name] ?? name,
  facts: {
    tasks: 'Tasks',
    infections: 'Infections',
    licences: 'Licences',
    fileTypes: 'File types',
    sentiment: 'Sentiment',
    fileSize: 'Largest file',
  },
} as const

const FLAGS: Readonly<Record<string, string>> = {
  sfw: 'Safe',
  infected: 'Infected',
  phishing: 'Phishing',
  copyright: 'Copyright',
  detected: 'Detected',
}
