import { formatCount, formatCounted, formatPercent } from '#shared/format/count.ts'
/** Words of the Workflows screen and of the workflow combobox. */
export const workflowWords = {
  label: 'Workflow',
  choose: 'Choose a workflow, or paste its id',
  noneYet: 'Paste a workflow’s id or a run URL',
  add: (shortId: string) => `Add ${shortId}`,
  open: 'Show the workflows',
  pending: (text: string) =>
    `“${text}” stands in the workflow field and is no workflow yet: choose or add one.`,
  /** Why a typed text names no workflow. */
  noneOf: {
    nothingFits: (text: string) =>
      `No workflow here is called “${text}”. Paste an id or a run URL to add one.`,
    notAnId: () => 'A workflow id has no spaces or slashes.',
    otherUrl: () => 'This address is not the address of a run.',
  },
  paste: 'Paste a workflow’s id or a run URL to add it.',
  notAnId: 'A workflow id has no spaces or slashes.',
  noUuid: 'This id is no UUID. It can be used, but check it.',
  otherUrl: 'This address is not the address of a run.',
  empty: 'The service cannot list your workflows, so name here the ones you use.',
  example: '67d273c3-249c-4192-b228-9c3e1d003963',
  addWorkflow: 'Add a workflow',
  addButton: 'Add',
  save: 'Save',
  cancel: 'Cancel',
  name: 'Name',
  nameHint: 'As you call it, such as “Moderation”',
  nameOptional: 'Name (optional)',
  notNow: 'Not now',
  nameMissing: 'Give it a name.',
  idOrUrl: 'Workflow id or run URL',
  idHint: 'The id stands in the address of the workflow in the developer portal.',
  idMissing: 'Paste the id.',
  nameIt: (shortId: string) => `Name ${shortId}`,
  already: (name: string) => `“${name}” has this id already; its name will be changed.`,
  columns: {
    name: 'Name',
    id: 'Id',
    usual: 'Usually',
    within: '95 % within',
    success: 'Finished',
    lastUsed: 'Last used',
  },
  usualMeaning: 'The middle of the lengths of its newest finished jobs.',
  withinMeaning: 'Of 100 finished jobs, 95 were over by then.',
  successMeaning: 'Of the newest jobs that ended at the service, how many finished and did not fail.',
  success: (finished: number, ended: number) =>
    `${formatPercent((100 * finished) / ended)} of ${formatCount(ended)}`,
  details: (name: string) => `Details of ${name}`,
  /** The shape changed: which tasks are missing or new since a day. */
  change: (
    { missing, added }: { readonly missing: readonly string[]; readonly added: readonly string[] },
    day: string,
  ) =>
    `Its results changed on ${day}: ${[
      ...(missing.length > 0 ? [`${missing.join(', ')} missing since`] : []),
      ...(added.length > 0 ? [`${added.join(', ')} new since`] : []),
    ].join('; ')}.`,
  changeSeen: 'Seen',
  note: 'Note',
  noteHint: 'What it is for, who owns it, what its results decide',
  tasks: 'Tasks',
  noTasks: 'Its tasks show here once a job has finished.',
  taskJobs: (jobs: number, read: number) =>
    `in ${formatCount(jobs)} of ${formatCounted(read, 'result', 'results')}`,
  taskName: (key: string) => `Name of the task ${key}`,
  neverUsed: 'not used yet',
  copyId: 'Copy the id',
  rename: 'Rename',
  remove: 'Remove',
  removeAsk: (name: string) => `Remove “${name}” from the list?`,
  removeMeaning: 'Only the name kept here goes; the workflow itself and the history stay.',
  of: (connection: string) => `of ${connection}`,
  total: (n: number) => formatCounted(n, 'workflow', 'workflows'),
  samples: 'The Sandbox’s workflows are built in: they give made-up results.',
} as const
