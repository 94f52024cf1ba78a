import { JournalError, type JournalReader } from '#main/storage/journal/journal.ts'
import type { DoneCommand } from '#main/storage/journal/journal-command.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { Job, JobState } from '#shared/model/job.ts'
import type { Run } from '#shared/model/run.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { stateWords } from '#shared/text/states.ts'
import type { ActiveRuns } from './active-runs.ts'
import type { EnginePorts } from '#main/jobs/engine-ports.ts'

/** Jobs that changed together are published up to this many: one more than a batch of the receiver holds. */
const MAX_NOTIFIED_JOBS = 501

/** Turns a failure of the journal into an error of the result. */
export async function catchJournalError<T>(command: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await command()
  } catch (cause) {
    if (cause instanceof JournalError) return fail(cause.error)
    throw cause
  }
}

/** The error of a command that the state of the job does not allow. */
export const notAllowed = (job: Job) =>
  fail(appError('job.notAllowed', { state: stateWords[job.state].toLowerCase() }))

/** The run in the answer to a command, with its state as it is here. */
export function toRunResult(runs: ActiveRuns, answer: Result<DoneCommand>): Result<Run> {
  if (!answer.ok) return answer
  const [run] = answer.data.runs
  return run === undefined ? fail(appError('run.missing')) : ok(runs.withState(run))
}

/** The job in the answer to a command. */
export function toJobResult(answer: Result<DoneCommand>): Result<Job> {
  if (!answer.ok) return answer
  return answer.data.job === null ? fail(appError('job.missing')) : ok(answer.data.job)
}

/** Publishes jobs of a run that were moved together. */
export async function notifyJobs(
  { reader, ports }: { readonly reader: JournalReader; readonly ports: EnginePorts },
  runId: string,
  state: JobState,
): Promise<void> {
  const { jobs } = await reader.page({ runId, states: [state] }, null, MAX_NOTIFIED_JOBS)
  for (const job of jobs) ports.onJob(job)
}
