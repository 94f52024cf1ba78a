import type { JobCommandKind, KillCommand, KillMoment, RunCommandKind } from './kill-command.ts'
import type { FoundJournal, FoundRun } from './found-journal.ts'

/** Runs as large as these are written in slices; the others in one transaction. */
const SIZES = [1, 3, 40, 700, 2500] as const
/** With so many jobs waiting, no large run is made. */
const MAX_WAITING_JOBS = 6000
/** A command on more jobs than this is written in slices. */
const MAX_JOBS_AT_ONCE = 500
const [MAX_COMMITS_AT_ONCE, MAX_COMMITS_IN_SLICES] = [2, 10]

const WAITING = ['queued', 'ready'] as const

/** Draws a command that the journal has something for. */
export function chooseCommand(
  random: () => number,
  { runs, jobs, lost }: FoundJournal,
  firstSource: number,
): KillCommand {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)]
  const choices: KillCommand[] = []
  const waiting = runs.reduce((sum, run) => sum + countWaiting(run), 0)
  const size = pick(waiting > MAX_WAITING_JOBS ? SIZES.slice(0, 3) : SIZES) ?? 1
  choices.push({ kind: 'create', jobs: size, first: firstSource })
  const addForRun = (kind: RunCommandKind, fits: (run: FoundRun) => boolean): void => {
    const run = pick(runs.filter(fits))
    if (run !== undefined) choices.push({ kind, runId: run.id })
  }
  const has = (state: string) => (run: FoundRun) => (run.counts[state] ?? 0) > 0
  addForRun('pause', ({ state }) => state === 'running')
  addForRun('resume', (run) => run.state === 'paused' || (run.state === 'done' && has('rejected')(run)))
  addForRun('stop', (run) => run.state !== 'done' && countWaiting(run) > 0)
  addForRun('sendStopped', (run) => run.state === 'done' && has('stopped')(run))
  addForRun('name', () => true)
  addForRun('rerun', (run) => has('rejected')(run) || has('failed')(run))
  addForRun('acknowledgeAll', has('unknown'))
  addForRun('lookAgainAll', has('expired'))
  const addForJob = (kind: JobCommandKind, state: string): void => {
    const job = pick(jobs.filter((one) => one.state === state))
    if (job !== undefined) choices.push({ kind, jobId: job.id })
  }
  addForJob('acknowledge', 'unknown')
  addForJob('rerunJob', 'failed')
  addForJob('lookAgain', 'expired')
  addForJob('unwatch', 'started')
  addForJob('watch', 'started')
  addForJob('stopJob', 'ready')
  addForJob('requeueJob', 'stopped')
  const found = pick(lost)
  if (found !== undefined) {
    const { jobId, runId, remoteJobId } = found
    choices.push(
      { kind: 'attach', jobId, remoteJobId },
      { kind: 'attachNew', remoteJobId },
      { kind: 'attachAll', runId, remoteJobIds: [remoteJobId] },
    )
  }
  return pick(choices) ?? { kind: 'create', jobs: 1, first: firstSource }
}

/** Draws when the process is killed: among the commits that the command may make. */
export function chooseMoment(
  random: () => number,
  command: KillCommand,
  runs: readonly FoundRun[],
): KillMoment {
  const max = isInSlices(command, runs) ? MAX_COMMITS_IN_SLICES : MAX_COMMITS_AT_ONCE
  return { afterCommits: Math.floor(random() * max), isCommitted: random() < 0.5 }
}

/** Whether the command moves so many jobs that it is written in slices. */
export function isInSlices(command: KillCommand, runs: readonly FoundRun[]): boolean {
  if (command.kind === 'create') return command.jobs > MAX_JOBS_AT_ONCE
  if (!('runId' in command)) return false
  const { counts = {} } = runs.find(({ id }) => id === command.runId) ?? {}
  const states = { stop: WAITING, sendStopped: ['stopped'], resume: ['rejected'], lookAgainAll: ['expired'] }
  const moved = Object.entries(states).find(([kind]) => kind === command.kind)?.[1] ?? []
  return moved.reduce((sum, state) => sum + (counts[state] ?? 0), 0) > MAX_JOBS_AT_ONCE
}

const countWaiting = ({ counts }: FoundRun): number =>
  WAITING.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
