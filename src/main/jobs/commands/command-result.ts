import { JournalError, type JournalReader } from '#main/storage/journal/journal.ts'
import type { CommandAnswer, CommandRefusal, DoneCommand } from '#main/storage/journal/journal-command.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Job, JobState } from '#shared/model/job.ts'
import type { Run } from '#shared/model/run.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { stateWords } from '#shared/text/states.ts'
import type { ActiveRuns } from '#main/jobs/runs/active-runs.ts'

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

/** An answer of the journal as a result. */
export const toCommandResult = (answer: CommandAnswer): Result<DoneCommand> =>
  answer.kind === 'done' ? ok(answer) : fail(toError(answer.refusal))

function toError(refusal: CommandRefusal): AppError {
  switch (refusal.why) {
    case 'runMissing':
      return appError('run.missing')
    case 'jobMissing':
      return appError('job.missing')
    case 'taken':
      return appError('job.idTaken')
    case 'sentElsewhere':
      return appError('job.sentElsewhere')
    case 'removed':
      return appError('job.removed')
    case 'notAllowed':
      return toNotAllowed(refusal.state)
    default:
      return assertNever(refusal)
  }
}

/** The error of a command that the state of the job does not allow. */
export const notAllowed = (job: Job) => fail(toNotAllowed(job.state))

const toNotAllowed = (state: JobState): AppError =>
  appError('job.notAllowed', { state: stateWords[state].toLowerCase() })

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

interface NotifiedThrough {
  readonly reader: Pick<JournalReader, 'page'>
  readonly ports: { readonly onJob: (job: Job) => void }
}

/** Publishes jobs of a run that were moved together. */
export async function notifyJobs(
  { reader, ports }: NotifiedThrough,
  runId: string,
  state: JobState,
): Promise<void> {
  const { jobs } = await reader.page({ runId, states: [state] }, null, MAX_NOTIFIED_JOBS)
  for (const job of jobs) ports.onJob(job)
}
