import type { JobRow } from './journal-file.ts'

/** An accepted run in the Sandbox's ledger. */
export interface AcceptedRun {
  readonly jobid: string
  readonly source: string
}

/** The result of comparing the journal with the ledger. */
export interface Comparison {
  readonly jobs: number
  /** Runs the service accepted. */
  readonly accepted: number
  /** Of these, those whose remote job id is in the journal, one job each. */
  readonly known: number
  /** Of these, those whose answer was not read: each is a job that says *may have started*. */
  readonly behindUnknown: number
  /** Jobs that say *may have started*. */
  readonly unknown: number
  /** Accepted runs without a job. */
  readonly lost: readonly string[]
  /** Sources that were accepted more than once. */
  readonly doubles: readonly string[]
  /** Remote job ids in the journal that the service never gave, or that two jobs have. */
  readonly foreign: readonly string[]
  /** Jobs that have not ended. */
  readonly open: readonly string[]
}

const OPEN_STATES = ['queued', 'uploading', 'ready', 'sending', 'started']

/** Compares the journal with the ledger. Every source has exactly one job, so the source tells the job. */
export function compareJournal(jobs: readonly JobRow[], runs: readonly AcceptedRun[]): Comparison {
  const byId = Map.groupBy(
    jobs.filter(({ jobid }) => jobid !== null),
    ({ jobid }) => jobid ?? '',
  )
  const accepted = new Set(runs.map(({ jobid }) => jobid))
  const unknown = jobs.filter(({ state }) => state === 'unknown')
  const undecided = new Set(unknown.map(({ asked }) => asked))
  const unread = runs.filter(({ jobid }) => !byId.has(jobid))
  const bySource = Map.groupBy(runs, ({ source }) => source)
  return {
    jobs: jobs.length,
    accepted: runs.length,
    known: runs.length - unread.length,
    behindUnknown: unread.filter(({ source }) => undecided.has(source)).length,
    unknown: unknown.length,
    lost: unread.filter(({ source }) => !undecided.has(source)).map(({ source }) => source),
    doubles: [...bySource].filter(([, all]) => all.length > 1).map(([source]) => source),
    foreign: [...byId]
      .filter(([jobid, all]) => all.length > 1 || !accepted.has(jobid))
      .map(([jobid]) => jobid),
    open: jobs.filter(({ state }) => OPEN_STATES.includes(state)).map(({ id }) => id),
  }
}
