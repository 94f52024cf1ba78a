import type { JobRow } from './journal-file.ts'

/** An accepted run as the sandbox's ledger has it. */
export interface AcceptedRun {
  readonly jobid: string
  readonly source: string
}

/** What came of comparing the journal with the ledger. */
export interface Comparison {
  readonly jobs: number
  /** Runs the service accepted. */
  readonly accepted: number
  /** Of these, the ones whose job id is in the journal: one job each. */
  readonly known: number
  /** Of these, the ones whose answer nobody read: each is a job that says *may have started*. */
  readonly behindUnknown: number
  /** Jobs that say *may have started*. */
  readonly unknown: number
  /** Accepted runs that no job stands for. */
  readonly lost: readonly string[]
  /** Sources that were accepted more than once. */
  readonly doubles: readonly string[]
  /** Job ids of the journal that the service never gave, or that two jobs have. */
  readonly foreign: readonly string[]
  /** Jobs that have not ended. */
  readonly open: readonly string[]
}

const OPEN = ['queued', 'uploading', 'ready', 'sending', 'started']

/** Every source stands in the list once: what was accepted for it is what was accepted for its job. */
export function compare(jobs: readonly JobRow[], runs: readonly AcceptedRun[]): Comparison {
  const byId = Map.groupBy(
    jobs.filter(({ jobid }) => jobid !== null),
    ({ jobid }) => jobid ?? '',
  )
  const accepted = new Set(runs.map(({ jobid }) => jobid))
  const unknown = jobs.filter(({ state }) => state === 'unknown')
  const waiting = new Set(unknown.map(({ asked }) => asked))
  const unread = runs.filter(({ jobid }) => !byId.has(jobid))
  const bySource = Map.groupBy(runs, ({ source }) => source)
  return {
    jobs: jobs.length,
    accepted: runs.length,
    known: runs.length - unread.length,
    behindUnknown: unread.filter(({ source }) => waiting.has(source)).length,
    unknown: unknown.length,
    lost: unread.filter(({ source }) => !waiting.has(source)).map(({ source }) => source),
    doubles: [...bySource].filter(([, all]) => all.length > 1).map(([source]) => source),
    foreign: [...byId]
      .filter(([jobid, all]) => all.length > 1 || !accepted.has(jobid))
      .map(([jobid]) => jobid),
    open: jobs.filter(({ state }) => OPEN.includes(state)).map(({ id }) => id),
  }
}
