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
  },
  tags: {
    joined: (atLeast: number) => over('Labels', atLeast),
    count: (atLeast: number) => over('Number of labels', atLeast),
    best: (atLeast: number) => over('Surest label', atLeast),
  },
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
