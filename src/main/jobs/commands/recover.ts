import type { JournalReader } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { WAITING_STATES } from '#shared/model/job-state.ts'
import type { Job, JobState } from '#shared/model/job.ts'
import type { Run } from '#shared/model/run.ts'
import type { ActiveRuns } from '#main/jobs/runs/active-runs.ts'
import { readTally } from '#main/jobs/scheduling/start-limits.ts'
import type { JobTransitions } from '#main/jobs/runs/job-transitions.ts'
import type { Engine, ResumeReport } from '#main/jobs/engine.ts'
import type { RunResumer } from './resume-runs.ts'
import type { Poller } from '#main/jobs/polling/poller.ts'
import type { RunCommands } from './run-commands.ts'
import type { UploadScheduler } from '#main/jobs/uploads/upload-scheduler.ts'
import { toPolledJob, type PolledJob } from '#main/jobs/polling/polled-job.ts'

/** `auto` goes on by itself up to so many waiting jobs. */
const AUTO = 20
const PAGE = 500
const RUNS = 100_000

type ResumeSetting = Parameters<Engine['start']>[0]

export interface RestartOptions {
  readonly reader: JournalReader
  readonly commits: JobTransitions
  readonly runs: ActiveRuns
  readonly poller: Poller
  readonly runCommands: Pick<RunCommands, 'stopWaiting'>
  readonly goingOn: Pick<RunResumer, 'readyRemoteSources'>
  readonly uploads: Pick<UploadScheduler, 'begin'>
}

/** Puts in order what an earlier process left (contract 2), before anything is sent. `only`: of one connection. */
export async function recover(
  options: RestartOptions,
  setting: ResumeSetting,
  only?: string,
): Promise<ResumeReport> {
  // Of every connection: whoever sent them is gone, since this process has the folder's lease.
  await settleSending(options)
  const { waiting, continuing } = await takeUpRuns(options, setting, only)
  const watched: PolledJob[] = []
  for await (const jobs of pages(options.reader, 'started')) {
    watched.push(
      ...jobs
        .filter((job) => job.watching && (only === undefined || job.connectionId === only))
        .map(toPolledJob)
        .filter((entry) => entry !== null),
    )
  }
  options.poller.restore(watched)
  return { waiting, continuing, watching: watched.length }
}

/** A request that was under way may have started its job: nobody read the answer. */
async function settleSending({ reader, commits }: RestartOptions): Promise<void> {
  const error = appError('job.interrupted')
  for await (const jobs of pages(reader, 'sending')) {
    await Promise.all(jobs.map((job) => commits.transition(job, 'unknown', { error })))
  }
}

async function takeUpRuns(
  { reader, runs, runCommands, goingOn, uploads }: RestartOptions,
  setting: ResumeSetting,
  only: string | undefined,
): Promise<Pick<ResumeReport, 'waiting' | 'continuing'>> {
  const ofOne = only === undefined ? {} : { connectionId: only }
  const found = await reader.runs({ states: ['running', 'paused', 'stopping'], ...ofOne }, RUNS)
  const waiting = found.filter((run) => run.state === 'running').reduce((sum, run) => sum + waitingOf(run), 0)
  const continuing = waiting > 0 && (setting === 'continue' || (setting === 'auto' && waiting <= AUTO))
  for (const run of found) {
    if (run.counts.queued > 0) await goingOn.readyRemoteSources(run.id)
    const held = run.state === 'running' && waitingOf(run) > 0 && !continuing
    const active = runs.add(held ? { ...run, state: 'paused' } : run, await readTally(reader, run))
    if (held) await runs.halt(active, 'paused', null)
    else if (active.state === 'running') await uploads.begin(run.id)
    if (run.state === 'stopping') await runCommands.stopWaiting(run.id)
    // One that has nothing left is done now.
    if (waitingOf(run) === 0) runs.noteChange(run.id)
  }
  return { waiting, continuing }
}

/** Every job in a state, a page at a time; what is moved meanwhile out of it is seen once. */
async function* pages(reader: JournalReader, state: JobState): AsyncGenerator<readonly Job[]> {
  let after: string | null = null
  for (;;) {
    const jobs: readonly Job[] = await reader.inState(state, after, PAGE)
    if (jobs.length > 0) yield jobs
    if (jobs.length < PAGE) return
    after = jobs.at(-1)?.id ?? null
  }
}

const waitingOf = (run: Run): number => WAITING_STATES.reduce((sum, state) => sum + run.counts[state], 0)
