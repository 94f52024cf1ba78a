import { readPagesById } from '#main/lib/paged-reader.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { WAITING_STATES } from '#shared/model/job-state.ts'
import type { Job, JobState } from '#shared/model/job.ts'
import type { Run } from '#shared/model/run.ts'
import type { EngineContext } from '#main/jobs/engine-context.ts'
import type { Engine, ResumeReport } from '#main/jobs/engine.ts'
import type { Poller } from '#main/jobs/polling/poller.ts'
import { toPolledJob, type PolledJob } from '#main/jobs/polling/polled-job.ts'
import type { UploadScheduler } from '#main/jobs/uploads/upload-scheduler.ts'
import type { RunResumer } from './resume-runs.ts'
import type { RunCommands } from './run-commands.ts'

/** With `auto`, runs with up to this many waiting jobs are resumed without a question. */
const MAX_AUTO_JOBS = 20
const PAGE_ROWS = 500

type ResumeSetting = Parameters<Engine['start']>[0]

export interface RecoverParts {
  readonly poller: Pick<Poller, 'restore'>
  readonly runCommands: Pick<RunCommands, 'stopWaiting'>
  readonly resumer: Pick<RunResumer, 'readyRemoteSources'>
  readonly uploads: Pick<UploadScheduler, 'addRun' | 'restoreHeld'>
}

/**
 * Puts in order what an earlier process left (contract 2), before anything is sent. `onlyConnection`: the runs and jobs
 * of other connections stay as they are.
 */
export async function recover(
  context: EngineContext,
  parts: RecoverParts,
  setting: ResumeSetting,
  onlyConnection?: string,
): Promise<ResumeReport> {
  // For every connection: the process that sent them has ended, since this process has the lease of the folder.
  await settleSending(context)
  await parts.uploads.restoreHeld()
  const { waiting, continuing } = await recoverRuns(context, parts, setting, onlyConnection)
  const polled = await findPolledJobs(context, onlyConnection)
  parts.poller.restore(polled)
  return { waiting, continuing, watching: polled.length }
}

/** A request that was under way may have started its job, and its answer is lost. */
async function settleSending(context: EngineContext): Promise<void> {
  const error = appError('job.interrupted')
  for await (const jobs of readJobs(context, 'sending')) {
    await Promise.all(jobs.map((job) => context.transitions.transition(job, 'unknown', { error })))
  }
}

async function recoverRuns(
  context: EngineContext,
  parts: RecoverParts,
  setting: ResumeSetting,
  onlyConnection: string | undefined,
): Promise<Pick<ResumeReport, 'waiting' | 'continuing'>> {
  // A run that is marked as done but has open jobs is open: its jobs decide.
  const found: Run[] = []
  for (const run of await context.reader.openRuns(onlyConnection)) found.push(await reopen(context, run))
  const running = found.filter((run) => run.state === 'running')
  const waiting = running.reduce((sum, run) => sum + countWaiting(run), 0)
  const continuing =
    waiting > 0 && (setting === 'continue' || (setting === 'auto' && waiting <= MAX_AUTO_JOBS))
  for (const run of found) await recoverRun(context, parts, run, continuing)
  return { waiting, continuing }
}

async function reopen({ transitions }: EngineContext, run: Run): Promise<Run> {
  if (run.state !== 'done') return run
  const change = { id: run.id, state: 'running', pausedBy: null, endedAt: null } as const
  await transitions.write((writer) => writer.changeRun(change))
  return { ...run, ...change }
}

async function recoverRun(
  { runs }: EngineContext,
  { runCommands, resumer, uploads }: RecoverParts,
  run: Run,
  continuing: boolean,
): Promise<void> {
  if (run.counts.queued > 0) await resumer.readyRemoteSources(run.id)
  const isPausedNow = run.state === 'running' && countWaiting(run) > 0 && !continuing
  const active = await runs.load(isPausedNow ? { ...run, state: 'paused' } : run)
  if (isPausedNow) await runs.pauseOrStop(active, 'paused', null)
  else if (active.state === 'running') await uploads.addRun(run.id)
  if (run.state === 'stopping') await runCommands.stopWaiting(run.id)
  // A run without open jobs is done now.
  if (countWaiting(run) === 0) runs.noteChange(run.id)
}

async function findPolledJobs(
  context: EngineContext,
  onlyConnection: string | undefined,
): Promise<readonly PolledJob[]> {
  const polled: PolledJob[] = []
  for await (const jobs of readJobs(context, 'started')) {
    const watched = jobs.filter(
      (job) => job.watching && (onlyConnection === undefined || job.connectionId === onlyConnection),
    )
    polled.push(...watched.map(toPolledJob).filter((entry) => entry !== null))
  }
  return polled
}

const readJobs = ({ reader }: EngineContext, state: JobState): AsyncIterable<readonly Job[]> =>
  readPagesById(PAGE_ROWS, (afterId, rows) => reader.jobsInState(state, afterId, rows))

const countWaiting = (run: Run): number => WAITING_STATES.reduce((sum, state) => sum + run.counts[state], 0)
