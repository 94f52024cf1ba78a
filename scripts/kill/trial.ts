import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startSandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { startCli, waitForLock, type CliProcess } from './command.ts'
import { compareJournal, type Comparison } from './compare.ts'
import { writeInputs } from './inputs.ts'
import { readJobs, countRuns, countJobStates } from './journal-file.ts'
import { seededRandom } from './random.ts'

export interface TrialOptions {
  /** The module of the command line. */
  readonly entry: string
  /** For the data folder and the inputs. */
  readonly folder: string
  readonly kills: number
  /** Jobs of each run. */
  readonly jobs: number
  readonly seed: number
  /** Requests a second. */
  readonly rate: number
  readonly onKill: (kill: Kill) => void
}

/** What a kill hit: the jobs in each state, as the journal has them afterwards. */
interface Kill {
  readonly number: number
  readonly command: 'run' | 'resume'
  /** Ms after the process had locked the data folder; null before that. */
  readonly afterMs: number | null
  readonly states: Readonly<Record<string, number>>
}

export interface TrialReport {
  readonly kills: readonly Kill[]
  readonly runs: number
  readonly comparison: Comparison
  readonly ms: number
}

const MODERATION = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101'
/** Answers lost after and before the request was accepted, rate limits, broken answers, failed jobs. */
const FAULTS = [
  'reset-after-accept:0.5%',
  'reset-before-accept:0.5%',
  '503@run:0.1%',
  '429@run:0.1%',
  'slow@run:60ms:40%',
  '500@status:0.5%',
  'cut@status:0.5%',
  'failed:2%',
  '500@upload-part:3%',
  'slow@upload-put:40ms:50%',
  '503@upload-complete:3%',
].join()
/** A process may start up to this share of a run's jobs: a run takes about twenty processes. */
const MAX_JOBS_SHARE = 1 / 10
/** The longest life of a process, while jobs wait to be started and when none does any more. */
const MAX_LIFE_MS = { waiting: 8000, none: 5000 } as const
/** The longest time from the last job that it may start to the kill, so that kills fall between all steps of a job. */
const MAX_REST_MS = 120
/** The size of an accepted job in the Sandbox's state file. */
const STATE_FILE_JOB_BYTES = 230
const CHECK_INTERVAL_MS = 5
/** One kill in so many falls while the process is starting. */
const EARLY_KILL_EVERY = 8
const MAX_START_MS = 700

/** Runs, kills and resumes until there were enough kills. Then lets every job end, and compares journal and ledger. */
export async function runKillTrial(options: TrialOptions): Promise<TrialReport> {
  const { folder, entry, jobs, kills: wantedKills, rate, onKill } = options
  const begun = Date.now()
  mkdirSync(folder, { recursive: true })
  const random = seededRandom(options.seed)
  const accepted = join(folder, 'accepted.ndjson')
  const sandbox = await startSandboxProcess({
    seed: options.seed,
    faults: FAULTS,
    security: 'required',
    stateFile: accepted,
  })
  const data = join(folder, 'data')
  const env = {
    FLOWBENCH_API_KEY: sandbox.apiKey,
    FLOWBENCH_SECRET: sandbox.appSecret,
    FLOWBENCH_CDN_URL: sandbox.url,
    FLOWBENCH_API_URL: sandbox.url,
    FLOWBENCH_UPLOAD_URL: sandbox.url,
  }
  const limits = ['--data-dir', data, '--rate', String(rate), '--concurrency', '24']
  const kills: Kill[] = []
  let runs = 0
  try {
    for (; runs === 0 || kills.length < wantedKills; runs++) {
      const { list, files } = writeInputs(folder, runs, jobs)
      const first = ['run', '--workflow', MODERATION, '--from', list, ...limits, files]
      for (;;) {
        // Killed before the run was in the journal: nothing of it was sent, and it is created again.
        const command = countRuns(data) > runs ? 'resume' : 'run'
        const cli = startCli({ entry, args: command === 'run' ? first : ['resume', ...limits], env })
        if (kills.length >= wantedKills) {
          await expectEnd(cli)
          break
        }
        const livedMs = await killAfterLife(cli, { data, accepted, ...chooseLife(kills, random, jobs) })
        if (livedMs === 'ended') {
          await expectEnd(cli)
          break
        }
        const kill = {
          number: kills.length + 1,
          command,
          afterMs: livedMs,
          states: countJobStates(data),
        } as const
        kills.push(kill)
        onKill(kill)
      }
    }
    return {
      kills,
      runs,
      comparison: compareJournal(readJobs(data), await sandbox.runs()),
      ms: Date.now() - begun,
    }
  } finally {
    await sandbox.stop()
  }
}

/** How long the next process lives. */
interface Life {
  /** It is killed while it is starting, after `restMs`. */
  readonly isEarly: boolean
  /** How many jobs it may start. */
  readonly jobs: number
  readonly restMs: number
  readonly maxLifeMs: number
}

function chooseLife(kills: readonly Kill[], random: () => number, jobs: number): Life {
  const isEarly = kills.length % EARLY_KILL_EVERY === EARLY_KILL_EVERY - 1
  const { queued = 0, uploading = 0, ready = 0 } = kills.at(-1)?.states ?? { ready: jobs }
  return {
    isEarly,
    maxLifeMs: queued + uploading + ready > 0 ? MAX_LIFE_MS.waiting : random() * MAX_LIFE_MS.none,
    jobs: Math.floor(random() * jobs * MAX_JOBS_SHARE),
    restMs: Math.round(random() * (isEarly ? MAX_START_MS : MAX_REST_MS)),
  }
}

/**
 * Kills the process at the end of its life. Resolves to how long it had the lock (null: not yet), or to `ended` when it
 * ended before.
 */
async function killAfterLife(
  cli: CliProcess,
  {
    data,
    accepted,
    isEarly,
    jobs,
    restMs,
    maxLifeMs,
  }: Life & { readonly data: string; readonly accepted: string },
): Promise<number | null | 'ended'> {
  const { child, ended } = cli
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  const targetBytes = readSizeBytes(accepted) + jobs * STATE_FILE_JOB_BYTES
  if (!isEarly) await waitForLock(data, cli, 60_000)
  const lockedAt = Date.now()
  if (!isEarly)
    while (isAlive() && readSizeBytes(accepted) < targetBytes && Date.now() - lockedAt < maxLifeMs)
      await sleep(CHECK_INTERVAL_MS)
  await Promise.race([sleep(restMs), ended])
  const lifeMs = Date.now() - lockedAt
  if (isAlive()) child.kill('SIGKILL')
  if ((await ended) !== null) return 'ended'
  return isEarly ? null : lifeMs
}

const readSizeBytes = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Waits until a process that is not killed ends: with 0 when all jobs finished, with 1 when some did not. */
async function expectEnd(cli: CliProcess): Promise<void> {
  const code = await cli.ended
  if (code !== 0 && code !== 1) throw new Error(`The command line ended with ${code}: ${cli.stderr()}`)
}
