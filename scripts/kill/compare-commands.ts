import type { AcceptedRun } from './compare.ts'
import type { JobRow } from './journal-file.ts'

/** What is wrong between journal and ledger when jobs were run again, attached and sent after a stop. */
export interface CommandComparison {
  /** Sources that the service accepted more often than jobs account for: lost, or sent twice. */
  readonly unaccounted: readonly string[]
  /** Remote job ids that the service never gave, or that two jobs have. */
  readonly foreign: readonly string[]
}

/**
 * Each accepted start is one job's, by its id, or that of one job on its source that says *may have started*. One that is
 * neither was lost, or its job was sent twice.
 */
export function compareCommands(
  jobs: readonly JobRow[],
  accepted: readonly AcceptedRun[],
): CommandComparison {
  const holders = Map.groupBy(
    jobs.filter(({ jobid }) => jobid !== null),
    ({ jobid }) => jobid ?? '',
  )
  const given = new Set(accepted.map(({ jobid }) => jobid))
  const doubtful = Map.groupBy(
    jobs.filter(({ state }) => state === 'unknown' || state === 'sending'),
    ({ asked }) => asked ?? '',
  )
  const unheld = Map.groupBy(
    accepted.filter(({ jobid }) => !holders.has(jobid)),
    ({ source }) => source,
  )
  return {
    unaccounted: [...unheld]
      .filter(([source, runs]) => runs.length > (doubtful.get(source)?.length ?? 0))
      .map(([source]) => source),
    foreign: [...holders].filter(([id, all]) => all.length > 1 || !given.has(id)).map(([id]) => id),
  }
}
